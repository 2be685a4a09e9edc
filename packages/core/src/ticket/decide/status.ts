import { DAY, type Draft, invalid, limit } from "../../kernel/index.ts";
import type { CustomStatus } from "../../workspace/index.ts";
import type { Events } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";
import { assertTransition, isActive, purgedFrom, type Status } from "../status.ts";
import { type Finish, updated, warned } from "./finish.ts";
import type { Drafts } from "./spoken.ts";

/** A status to go to: a category, and perhaps one of the company's own within it. */
export interface Move {
  readonly status: Status;
  readonly customStatus?: string | undefined;
}

/** What a caller says of it. */
export type Wanted = { readonly [K in keyof Move]?: Move[K] | undefined };

/**
 * Where a caller wants a ticket: a status of the company's own says its category by itself.
 *
 * @throws VALIDATION for one there is not, or that was retired, or that does not fit the category given
 */
export function moveTo(statuses: readonly CustomStatus[], ticket: Ticket, wanted: Wanted): Move {
  const { status, customStatus } = wanted;
  if (customStatus === undefined) {
    if (status === undefined) throw invalid("Give a `status` or a `customStatus`.", ["status"]);
    return { status };
  }
  const own = statuses.find(({ key }) => key === customStatus);
  if (!own || (own.retired && ticket.customStatus !== customStatus)) {
    const known = statuses.filter(({ retired }) => !retired).map(({ key }) => key);
    throw invalid(`There is no status "${customStatus}" to choose; there are: ${known.join(", ") || "none"}.`, [
      "customStatus",
    ]);
  }
  if (status !== undefined && status !== own.category) {
    throw invalid(`"${customStatus}" belongs to ${own.category}, not to ${status}.`, ["customStatus"]);
  }
  return { status: own.category, customStatus };
}

export function changeStatus(ticket: Ticket, move: Move): Drafts {
  const { status } = move;
  if (ticket.status === status) return relabelled(ticket, move);
  if (status === "RESOLVED") throw invalid("This status means solved: resolve the ticket with it.", ["customStatus"]);
  assertTransition(ticket.status, status);
  const previous = ticket.status;
  if (previous === "RESOLVED") return [{ type: "ticket.reopened", payload: { previous, ...custom(move) } }];
  return [{ type: "ticket.status_changed", payload: { status, previous, ...custom(move) } }];
}

/** Another status within the category it is in: nothing starts or ends. */
function relabelled(ticket: Ticket, move: Move): Drafts {
  if (ticket.customStatus === move.customStatus) return [];
  const { status } = ticket;
  return [{ type: "ticket.status_changed", payload: { status, previous: status, ...custom(move) } }];
}

const custom = ({ customStatus }: Pick<Move, "customStatus">) => (customStatus === undefined ? {} : { customStatus });

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

/**
 * `behind` are the tickets that the other waits for in turn.
 *
 * @throws VALIDATION for a ticket that is not linked, has its end behind it, or waits for this one, also through others
 */
export function assertAwaitable(other: Ticket, behind: readonly Ticket[], ticket: Ticket, linked: boolean): void {
  const path = ["untilResolved"];
  if ([other, ...behind].some((one) => waitsFor(one, ticket.id))) {
    throw invalid(`${other.id} waits for this one, itself or through others: none would ever wake.`, path);
  }
  if (!linked) throw invalid("A ticket waits for one that it is linked with; link the two first.", path);
  if (!isActive(other.status)) throw invalid(`${other.id} is ${other.status} already: there is no need to wait.`, path);
}

/** Whether a ticket sleeps for the end of that one. */
export const waitsFor = (ticket: Ticket, otherId: string): boolean =>
  ticket.status === "SNOOZED" && ticket.waitsFor === otherId;

/** Tickets that sleep one for the other. Each is checked again in the commit, which takes 100 rows. */
export const MAX_ASLEEP = 50;

export const tooManyAsleep = () =>
  limit(`More than ${MAX_ASLEEP} tickets wait one for the other; wait for one nearer the end.`, MAX_ASLEEP, [
    "untilResolved",
  ]);

export const woken = (): Drafts => [{ type: "ticket.woken", payload: {} }];

/** Whether there is something to resolve. @throws TRANSITION */
export function resolves(ticket: Ticket): boolean {
  if (ticket.status !== "RESOLVED") assertTransition(ticket.status, "RESOLVED");
  return ticket.status !== "RESOLVED";
}

/** A ticket that may be resolved is, from the status it has or has by now. */
export const resolved = (previous: Status, finish: Finish, customStatus: string | undefined): Draft<Events> => ({
  type: "ticket.resolved",
  payload: { previous, closesAt: finish.closesAt, ...custom({ customStatus }), ...warned(finish), ...updated(finish) },
});

export function reopen(ticket: Ticket): Drafts {
  if (isActive(ticket.status)) return [];
  assertTransition(ticket.status, "OPEN");
  return [{ type: "ticket.reopened", payload: { previous: ticket.status } }];
}

export const assertClosable = ({ status }: Ticket): void => assertTransition(status, "CLOSED");

export function close(ticket: Ticket, finish: Pick<Finish, "openChildren">): Drafts {
  assertClosable(ticket);
  return [{ type: "ticket.closed", payload: warned(finish) }];
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
