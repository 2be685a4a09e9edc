import { type Draft, invalid } from "../../kernel/index.ts";
import type { Events, Words } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";
import { assertNotClosed, assertTransition, type Status } from "../status.ts";
import type { Finish } from "./finish.ts";
import { assertNoSpam } from "./life.ts";
import { type Drafts, type Spoken, spoken } from "./spoken.ts";
import { resolved, type Wanted } from "./status.ts";

/** A message of the customer opens whatever waits; one by a machine, or to what is spam, moves nothing. */
export function receive(ticket: Ticket, message: Spoken): Drafts {
  const stays = message.mail?.automatic || ticket.spam || ticket.status === "NEW";
  const status = stays ? ticket.status : "OPEN";
  return [{ type: "ticket.message_received", payload: spoken(message, status), content: message.words }];
}

/** Where a public answer leaves the ticket. Nothing wanted: the customer is next, but what is solved stays so. */
function statusAfterReply(ticket: Ticket, wanted: Status | undefined): Status {
  assertNotClosed(ticket.status);
  return wanted ?? (ticket.status === "RESOLVED" ? "RESOLVED" : "WAITING_ON_CUSTOMER");
}

/** Where an answer leaves the ticket; `finish` where it resolves it. */
export interface AfterReply extends Wanted {
  readonly finish: Finish | null;
}

/** @throws VALIDATION: nobody would read it, and a mail would tell the customer of what is none of theirs */
export function assertPublic({ internal }: Ticket): void {
  if (internal)
    throw invalid("This is work between teams: write a note, and answer the customer in theirs.", ["ticketId"]);
}

/** A public answer. */
export function reply(ticket: Ticket, message: Spoken, after: AfterReply): Drafts {
  assertNoSpam(ticket);
  assertPublic(ticket);
  if (after.status === "NEW") throw invalid("What is answered is not NEW: choose another status.", ["customStatus"]);
  const status = statusAfterReply(ticket, after.status);
  if (status !== ticket.status) assertTransition(ticket.status, status);
  const { finish, customStatus } = after;
  if (status !== "RESOLVED" || ticket.status === "RESOLVED" || finish === null) {
    return [answered(message, status, customStatus)];
  }
  const between = ticket.status === "NEW" ? "OPEN" : ticket.status;
  return [answered(message, between, undefined), resolved(between, finish, customStatus)];
}

function answered(message: Spoken, status: Status, customStatus: string | undefined): Draft<Events> {
  const custom = customStatus === undefined ? {} : { customStatus };
  return { type: "ticket.replied", payload: { ...spoken(message, status), ...custom }, content: message.words };
}

export function note(words: Words, mentions: readonly string[]): Drafts {
  const calling = mentions.length === 0 ? {} : { mentions: [...mentions] };
  return [{ type: "ticket.noted", payload: { fileCount: words.files.length, ...calling }, content: words }];
}

/** Which entry was redacted and why, and what else there is to say of it. */
export interface Redaction {
  readonly sequence: number;
  readonly reason: string;
  readonly commitment?: string;
  readonly attachmentId?: string;
}

/** `state` are the words of the state that were blanked with those of the entry. */
export const redact = (payload: Redaction, state?: StateWords): Drafts => [
  { type: "ticket.redacted", payload, content: state },
];

export type StateWords = Partial<Pick<Ticket, "subject" | "address">>;
