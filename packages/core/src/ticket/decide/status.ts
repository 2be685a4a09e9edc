import { DAY, invalid } from "../../kernel/index.ts";
import type { Ticket } from "../schema/index.ts";
import { assertTransition, isActive, type Status } from "../status.ts";
import type { Drafts } from "./spoken.ts";

export function changeStatus(ticket: Ticket, status: Status): Drafts {
  if (ticket.status === status) return [];
  assertTransition(ticket.status, status);
  const previous = ticket.status;
  if (previous === "RESOLVED") return [{ type: "ticket.reopened", payload: { previous } }];
  return [{ type: "ticket.status_changed", payload: { status, previous } }];
}

const LONGEST_SNOOZE = 366 * DAY;

export function snooze(ticket: Ticket, until: number, now: number): Drafts {
  assertTransition(ticket.status, "SNOOZED");
  if (until <= now) throw invalid("Snooze until a time that is still to come.", ["until"]);
  if (until > now + LONGEST_SNOOZE) throw invalid("Snooze for at most a year.", ["until"]);
  return [{ type: "ticket.snoozed", payload: { until, previous: ticket.status } }];
}

export function resolve(ticket: Ticket, closesAt: number): Drafts {
  if (ticket.status === "RESOLVED") return [];
  assertTransition(ticket.status, "RESOLVED");
  return [{ type: "ticket.resolved", payload: { previous: ticket.status, closesAt } }];
}

export function reopen(ticket: Ticket): Drafts {
  if (isActive(ticket.status)) return [];
  assertTransition(ticket.status, "OPEN");
  return [{ type: "ticket.reopened", payload: { previous: ticket.status } }];
}

export function close(ticket: Ticket): Drafts {
  assertTransition(ticket.status, "CLOSED");
  return [{ type: "ticket.closed", payload: {} }];
}

/** What the time brings: a snooze ends, a resolved ticket closes. */
export function wake(ticket: Ticket, now: number): Drafts {
  if (ticket.status === "SNOOZED" && (ticket.snoozedUntil ?? now) <= now)
    return [{ type: "ticket.woken", payload: {} }];
  if (ticket.status === "RESOLVED" && (ticket.closesAt ?? now) <= now) return [{ type: "ticket.closed", payload: {} }];
  return [];
}
