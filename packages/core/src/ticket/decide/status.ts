import { DAY, invalid } from "../../kernel/index.ts";
import type { Ticket } from "../schema/index.ts";
import { assertTransition, isActive, purgedFrom, type Status } from "../status.ts";
import type { Drafts } from "./spoken.ts";

export function changeStatus(ticket: Ticket, status: Status): Drafts {
  if (ticket.status === status) return [];
  assertTransition(ticket.status, status);
  const previous = ticket.status;
  if (previous === "RESOLVED") return [{ type: "ticket.reopened", payload: { previous } }];
  return [{ type: "ticket.status_changed", payload: { status, previous } }];
}

const LONGEST_SNOOZE = 366 * DAY;

/** What a snooze may wait for; it ends with the first of them, and always with the customer's next message. */
export interface Until {
  readonly until?: number | undefined;
  readonly untilAnswered?: true | undefined;
  readonly untilResolved?: string | undefined;
}

export function snooze(ticket: Ticket, { until, untilAnswered, untilResolved }: Until, now: number): Drafts {
  assertTransition(ticket.status, "SNOOZED");
  if (until === undefined && untilAnswered === undefined && untilResolved === undefined) {
    throw invalid("Say until when: a time, the customer's answer, or another ticket's end.", ["until"]);
  }
  if (until !== undefined && until <= now) throw invalid("Snooze until a time that is still to come.", ["until"]);
  if (until !== undefined && until > now + LONGEST_SNOOZE) throw invalid("Snooze for at most a year.", ["until"]);
  const given = { until, untilAnswered, untilResolved };
  const what = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return [{ type: "ticket.snoozed", payload: { ...what, previous: ticket.status } }];
}

/** @throws VALIDATION for a ticket that is not linked, has its end behind it, or waits for this one itself */
export function assertAwaitable(other: Ticket, ticket: Ticket, linked: boolean): void {
  const path = ["untilResolved"];
  if (waitsFor(other, ticket.id)) throw invalid(`${other.id} waits for this one: neither would ever wake.`, path);
  if (!linked) throw invalid("A ticket waits for one that it is linked with; link the two first.", path);
  if (!isActive(other.status)) throw invalid(`${other.id} is ${other.status} already: there is no need to wait.`, path);
}

/** Whether a ticket sleeps for the end of that one. */
export const waitsFor = (ticket: Ticket, otherId: string): boolean =>
  ticket.status === "SNOOZED" && ticket.waitsFor === otherId;

export const woken = (): Drafts => [{ type: "ticket.woken", payload: {} }];

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

/** What the time brings: a snooze ends, a resolved ticket closes, a deleted one is past restoring. */
export function wake(ticket: Ticket, now: number): Drafts {
  if (ticket.deleted) {
    return ticket.purged || now < purgedFrom(ticket.deleted) ? [] : [{ type: "ticket.purged", payload: {} }];
  }
  if (ticket.status === "SNOOZED" && ticket.snoozedUntil !== undefined && ticket.snoozedUntil <= now) return woken();
  if (ticket.status === "RESOLVED" && (ticket.closesAt ?? now) <= now) return [{ type: "ticket.closed", payload: {} }];
  return [];
}
