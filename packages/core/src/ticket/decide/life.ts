import { transition } from "../../kernel/index.ts";
import type { Ticket } from "../schema/index.ts";
import { assertNotClosed, purgedFrom, RESTORABLE_DAYS, TRANSITIONS } from "../status.ts";
import type { Drafts } from "./spoken.ts";

/** @throws TRANSITION when closed */
export function markSpam(ticket: Ticket): Drafts {
  assertNotClosed(ticket.status);
  return ticket.spam ? [] : [{ type: "ticket.spam_marked", payload: {} }];
}

export const unmarkSpam = (ticket: Ticket): Drafts =>
  ticket.spam ? [{ type: "ticket.spam_unmarked", payload: {} }] : [];

/** Nobody answers spam: it would only tell that somebody is there. */
export function assertNoSpam({ spam, status }: Ticket): void {
  if (!spam) return;
  throw transition("This ticket is marked as spam: unmark it before you answer.", TRANSITIONS[status], ["ticketId"]);
}

/** @throws TRANSITION for one that is merged, or that others are merged into */
export function remove(ticket: Ticket): Drafts {
  if (ticket.deleted) return [];
  if (ticket.merged || ticket.sourceCount !== undefined) {
    const which = ticket.merged ? "This ticket is merged into another" : "Other tickets are merged into this one";
    throw transition(`${which}: unmerge first, then delete.`, TRANSITIONS[ticket.status], ["ticketId"]);
  }
  return [{ type: "ticket.deleted", payload: {} }];
}

/** @throws TRANSITION when it was deleted too long ago */
export function restore(ticket: Ticket, now: number): Drafts {
  if (!ticket.deleted) return [];
  if (ticket.purged || now >= purgedFrom(ticket.deleted)) {
    throw transition(`It was deleted more than ${RESTORABLE_DAYS} days ago and is gone for good.`, [], ["ticketId"]);
  }
  return [{ type: "ticket.restored", payload: {} }];
}
