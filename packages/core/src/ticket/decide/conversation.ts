import { type Draft, invalid } from "../../kernel/index.ts";
import type { Events, Words } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";
import { assertNotClosed, assertTransition, type Status } from "../status.ts";
import type { Finish } from "./finish.ts";
import { type Drafts, type Spoken, spoken } from "./spoken.ts";
import { resolved, type Wanted } from "./status.ts";

/** A message of the customer opens whatever waits; one by a machine moves nothing. */
export function receive(ticket: Ticket, message: Spoken): Drafts {
  const status = message.mail?.automatic || ticket.status === "NEW" ? ticket.status : "OPEN";
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

/** A public answer. */
export function reply(ticket: Ticket, message: Spoken, after: AfterReply): Drafts {
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

export function note(words: Words): Drafts {
  return [{ type: "ticket.noted", payload: { fileCount: words.files.length }, content: words }];
}

export const redact = (sequence: number, reason: string): Drafts => [
  { type: "ticket.redacted", payload: { sequence, reason } },
];
