import { type Cloud, startCloud } from "./cloud.ts";
import type { Deployed } from "./deployed.ts";
import type { Envelope } from "./mail.ts";
import { ask, type SetUp, SUPPORT, setUp } from "./setup.ts";

/** A cloud with a desk in it that people can work at. */
export interface Running extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly desk: SetUp;
  /** @throws what the API answers instead of data */
  graphql<T>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<T>;
}

export async function run({ recording, artifacts }: Deployed): Promise<Running> {
  const cloud = await startCloud(recording, artifacts);
  const desk = await setUp(cloud);
  // What was set up is worked off before the first chapter begins.
  await cloud.settle();
  return {
    cloud,
    desk,
    graphql: async <T>(query: string, variables: Readonly<Record<string, unknown>> = {}) => {
      const { data, errors } = (await ask(cloud, desk.key, query, variables)) as { data?: T; errors?: unknown };
      if (errors !== undefined || !data) throw new Error(`${JSON.stringify(errors)} ${cloud.log("api")}`);
      return data;
    },
    [Symbol.asyncDispose]: () => cloud.stop(),
  };
}

/** A mail as a customer's program writes it. */
export interface Written {
  readonly to?: string;
  readonly from?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly headers?: readonly string[];
  readonly verdicts?: Envelope["verdicts"];
}

let count = 0;

/** A customer's mail arrives and is worked off. */
export async function mailIn({ cloud }: Running, written: Written = {}): Promise<void> {
  const {
    from = "eve@customer.example",
    to = SUPPORT,
    subject = "My chain",
    text = "It squeaks.",
    headers = [],
    verdicts = {},
  } = written;
  const id = `Message-ID: <m${++count}@customer.example>`;
  const date = `Date: ${new Date().toUTCString()}`;
  const head = [`From: Eve <${from}>`, `To: ${to}`, `Subject: ${subject}`, date, id, ...headers];
  cloud.mail([...head, "", text, ""].join("\r\n"), { from, to: [to], verdicts });
  await cloud.settle();
}

/** A header of a message, unfolded. */
export const header = (raw: string, name: string): string =>
  new RegExp(`^${name}:((?:.|\\r?\\n[ \\t])*)`, "im").exec(raw)?.[1]?.replace(/\s+/g, " ").trim() ?? "";

export interface TicketNode {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly status: string;
}

/** All tickets, the newest first. */
export async function tickets({ graphql }: Running): Promise<readonly TicketNode[]> {
  const query = "{ tickets(first: 100) { edges { node { id number subject status } } } }";
  const data = await graphql<{ tickets: { edges: { node: TicketNode }[] } }>(query);
  return data.tickets.edges.map(({ node }) => node).sort((a, b) => b.number - a.number);
}

/** The agent answers, and whatever follows happens. */
export async function reply({ graphql, cloud }: Running, ticketId: string, text: string): Promise<void> {
  const { replyToTicket } = await graphql<{ replyToTicket: { errors: unknown[] } }>(
    "mutation Reply($input: ReplyToTicketInput!) { replyToTicket(input: $input) { ticket { id } errors { message } } }",
    { input: { ticketId, text } },
  );
  if (replyToTicket.errors.length > 0) throw new Error(JSON.stringify(replyToTicket.errors));
  await cloud.settle();
}

/** Somebody of the desk uploads a file by a signed link. Returns what an answer names it by. */
export async function upload(running: Running, name: string, content: string): Promise<Upload> {
  const input = { name, contentType: "text/plain", size: content.length };
  const fields = "upload { attachmentId url method headers { name value } }";
  const { upload: link } = await act<Done & { upload: Link }>(running, "requestAttachmentUpload", input, fields);
  const headers = Object.fromEntries(link.headers.map((one) => [one.name, one.value]));
  const put = async () => (await fetch(link.url, { method: link.method, body: content, headers })).status;
  return { attachmentId: link.attachmentId, put };
}

export interface Upload {
  readonly attachmentId: string;
  /** Sends the bytes; the status it is answered with. */
  put(): Promise<number>;
}

interface Link {
  readonly attachmentId: string;
  readonly url: string;
  readonly method: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** An operator calls by hand what the runbook says, and whatever follows happens. */
export async function operate<Answer>({ cloud }: Running, command: object): Promise<Answer> {
  const outcome = await cloud.invoke("operate", command);
  if (!outcome.ok) throw new Error(`${JSON.stringify(outcome.error)} ${cloud.log("operate")}`);
  await cloud.settle();
  return JSON.parse(outcome.payload.toString()) as Answer;
}

/** A customer writes, the desk answers. */
export async function exchange(running: Running, subject: string): Promise<string> {
  await mailIn(running, { subject });
  const id = (await about(running, subject))[0]?.id ?? "";
  await reply(running, id, "Oil it.");
  return id;
}

/** The tickets about something. */
export const about = async (running: Running, subject: string) =>
  (await tickets(running)).filter((ticket) => ticket.subject === subject);

/** The answers that went out about something. */
export const answers = (cloud: Cloud, subject: string) =>
  cloud.sentMail().filter(({ raw }) => raw.includes(`Subject: Re: ${subject} [`));

/** What every mutation answers with. */
export interface Done {
  readonly errors: readonly unknown[];
}

/** Runs one mutation that must not be refused, and whatever follows. */
export async function act<T extends Done>(
  { graphql, cloud }: Running,
  name: string,
  input: object,
  fields = "",
): Promise<T> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation M($input: ${type}!) { ${name}(input: $input) { ${fields} errors { message } } }`;
  const found = (await graphql<Record<string, T>>(text, { input }))[name];
  if (!found || found.errors.length > 0) throw new Error(JSON.stringify(found?.errors));
  await cloud.settle();
  return found;
}
