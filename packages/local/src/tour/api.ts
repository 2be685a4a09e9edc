import type { Platform } from "../start.ts";

/** Somebody at a GraphQL client: asks over HTTP, as any third party would. */
export class Caller {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** One of the platform's tokens by its name, or any credential as it is. */
  constructor(
    platform: Platform,
    who: keyof Platform["tokens"] | { readonly credential: string; readonly as?: string },
  ) {
    this.#url = platform.urls.graphql;
    const { credential, as } = typeof who === "string" ? { credential: platform.tokens[who] } : who;
    this.#headers = { authorization: `Bearer ${credential}`, ...(as === undefined ? {} : { "x-act-as": as }) };
  }

  /** Runs one operation and gives back its only root field. Refusals of any kind end the tour. */
  async ask<T>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
    const answer = await this.#call(query, variables);
    const [value] = Object.values(answer.data ?? {});
    const refused = (value as { errors?: readonly unknown[] } | null | undefined)?.errors ?? [];
    if (answer.errors !== undefined || refused.length > 0) throw new Error(JSON.stringify(answer.errors ?? refused));
    return value as T;
  }

  /** The code by which a request is refused as a whole; null when it is not. */
  async refusal(query: string): Promise<string | null> {
    const { errors } = await this.#call(query, {});
    return errors?.[0]?.extensions.code ?? null;
  }

  async #call(query: string, variables: Readonly<Record<string, unknown>>): Promise<Answer> {
    const response = await fetch(this.#url, {
      method: "POST",
      headers: { "content-type": "application/json", ...this.#headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  }
}

interface Answer {
  readonly data?: Record<string, unknown>;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

export interface TicketRow {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly status: string;
  readonly customer: { readonly name: string | null; readonly email: string };
}

export interface EntryRow {
  readonly text: string | null;
  readonly type: string;
  readonly attachments: readonly { readonly name: string }[];
  readonly mail: { readonly verified: boolean; readonly automatic: boolean } | null;
}

export const TICKETS = `{ tickets(first: 50) { edges { node { id number subject status customer { name email } } } } }`;
export const ENTRIES = `query($id: ID!) { ticket(id: $id) { status
  entries(first: 10) { edges { node { type text attachments { name } mail { verified automatic } } } } } }`;
export const REPLY = `mutation($input: ReplyToTicketInput!) { replyToTicket(input: $input) { ticket { status } errors { code message } } }`;
export const NOTE = `mutation($input: AddTicketNoteInput!) { addTicketNote(input: $input) { ticket { status } errors { code message } } }`;
export const ASSIGN = `mutation($input: AssignTicketInput!) { assignTicket(input: $input) { ticket { id } errors { code message } } }`;
export const OPEN = `mutation($input: OpenTicketInput!) { openTicket(input: $input) { ticket { id number } errors { code message } } }`;
export const UPSERT = `mutation($input: UpsertCustomerInput!) { upsertCustomer(input: $input) { customer { id } errors { code message } } }`;
export const CHAIN = `query($id: ID!) { ticket(id: $id) { status chain { valid length } } }`;
export const MERGE = `mutation($input: MergeTicketsInput!) { mergeTickets(input: $input) { ticket { id } errors { code message } } }`;
export const UNMERGE = `mutation($input: UnmergeTicketInput!) { unmergeTicket(input: $input) { ticket { status } errors { code message } } }`;
