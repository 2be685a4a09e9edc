import { Client, type CombinedError, fetchExchange, gql } from "@urql/core";

/** Where the desk is, who is calling, and for whom the ticket is opened. */
export interface Options {
  readonly url: string;
  readonly token: string;
  readonly email: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly print?: (line: string) => void;
}

const UPSERT = gql(`mutation ($input: UpsertCustomerInput!) {
  upsertCustomer(input: $input) { customer { id } errors { code message path } }
}`);

const OPEN = gql(`mutation ($input: OpenTicketInput!) {
  openTicket(input: $input) { ticket { id number } errors { code message path } }
}`);

const READ = gql(`query ($id: ID!) {
  ticket(id: $id) {
    number status priority subject
    entries(first: 10) { edges { node { type at text actor { kind } } } }
  }
}`);

interface UserError {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

interface Entry {
  readonly type: string;
  readonly at: string;
  readonly text: string | null;
  readonly actor: { readonly kind: string };
}

interface Ticket {
  readonly number: number;
  readonly status: string;
  readonly priority: string;
  readonly subject: string;
  readonly entries: { readonly edges: readonly { readonly node: Entry }[] };
}

/**
 * Opens a ticket for a customer and reads it back, as any program of another company would: over HTTP, with a
 * client library from npm and a token.
 *
 * @throws an error that names the code of what was refused
 */
export async function main({ url, token, email, fetch, print = console.log }: Options): Promise<void> {
  const client = new Client({
    url,
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
    ...(fetch ? { fetch } : {}),
  });
  const { upsertCustomer } = took(await client.mutation(UPSERT, { input: { email } }));
  const customerId = done(upsertCustomer).customer.id;

  // With a key of its own the call can be sent again after a lost answer: it still opens one ticket.
  const { openTicket } = took(
    await client.mutation(OPEN, {
      input: {
        customerId,
        subject: "The door of my washing machine does not open",
        text: "It is stuck, with my clothes inside.",
        idempotencyKey: crypto.randomUUID(),
      },
    }),
  );
  const { id, number } = done(openTicket).ticket;
  print(`Opened ticket #${number} for ${email}`);

  const { ticket } = took(await client.query(READ, { id })) as { readonly ticket: Ticket };
  print(`#${ticket.number} ${ticket.status}, ${ticket.priority}: ${ticket.subject}`);
  for (const { node } of ticket.entries.edges) {
    print(`  ${node.at} ${node.type} by ${node.actor.kind}${node.text === null ? "" : `: ${node.text}`}`);
  }
}

/** The data of an answer. Errors at its top say that the request itself was refused. */
function took<T>({ data, error }: { readonly data?: T | undefined; readonly error?: CombinedError | undefined }): T {
  const [refusal] = error?.graphQLErrors ?? [];
  if (refusal) throw new Error(`${String(refusal.extensions["code"])}: ${refusal.message}`);
  if (error || !data) throw new Error("The desk did not answer.", { cause: error });
  return data;
}

/** The payload of a mutation that was done. Its `errors` say which part of the input is wrong. */
function done<T extends { readonly errors: readonly UserError[] }>(payload: T): T {
  const [error] = payload.errors;
  if (error) throw new Error(`${error.code} at ${error.path.join(".")}: ${error.message}`);
  return payload;
}
