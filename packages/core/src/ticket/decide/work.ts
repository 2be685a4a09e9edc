import { invalid } from "../../kernel/index.ts";
import type { Ticket } from "../schema/index.ts";
import { assertNotClosed } from "../status.ts";
import type { Drafts } from "./spoken.ts";

/** Work that somebody did. */
export interface Worked {
  readonly minutes: number;
  readonly note?: string | undefined;
  readonly at?: number | undefined;
}

/** @throws TRANSITION when closed, VALIDATION for work that is still to come */
export function logTime(ticket: Ticket, { minutes, note, at }: Worked, now: number): Drafts {
  assertNotClosed(ticket.status);
  const workedAt = at ?? now;
  if (workedAt > now) throw invalid("Log work once it was done: this time is still to come.", ["at"]);
  const words = note === undefined ? {} : { content: { text: note, files: [] } };
  return [{ type: "ticket.time_logged", payload: { minutes, workedAt }, ...words }];
}

export const notLogged = () => invalid("This entry logs no time; name one that does.", ["entryId"]);

/** @throws TRANSITION when closed */
export function removeTime(ticket: Ticket, sequence: number, minutes: number): Drafts {
  assertNotClosed(ticket.status);
  return [{ type: "ticket.time_removed", payload: { minutes, sequence } }];
}
