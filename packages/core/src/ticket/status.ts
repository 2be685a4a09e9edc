import { DAY, transition } from "../kernel/index.ts";
import { STATUSES, type Status } from "../workspace/index.ts";
import type { Deleted, Ticket } from "./schema/index.ts";

export { STATUSES, type Status };

export const ACTIVE: readonly Status[] = ["NEW", "OPEN", "WAITING_ON_CUSTOMER", "WAITING_ON_THIRD_PARTY", "SNOOZED"];

export const isActive = (status: Status): boolean => ACTIVE.includes(status);

/** Spam, and what is deleted, is in no list of work: it counts nowhere. */
export const isCounted = ({ spam, deleted }: Ticket): boolean => !spam && !deleted;

/** Whether it is work that is still to be done. */
export const isWork = (ticket: Ticket): boolean => isActive(ticket.status) && isCounted(ticket);

/** Whether somebody may still work on it. */
export const isOpen = ({ status, deleted }: Ticket): boolean => isActive(status) && !deleted;

/** For so long what was deleted can be restored. */
export const RESTORABLE_DAYS = 30;

/** When it can be restored no more, ms. */
export const purgedFrom = ({ at }: Deleted): number => at + RESTORABLE_DAYS * DAY;

/**
 * What a person may do, from where to where. What a customer's message does is a rule of its own: it opens
 * whatever waits, and a closed ticket by the workspace's policy only.
 */
export const TRANSITIONS: Readonly<Record<Status, readonly Status[]>> = {
  NEW: ["OPEN", "WAITING_ON_CUSTOMER", "WAITING_ON_THIRD_PARTY", "SNOOZED", "RESOLVED"],
  OPEN: ["WAITING_ON_CUSTOMER", "WAITING_ON_THIRD_PARTY", "SNOOZED", "RESOLVED"],
  WAITING_ON_CUSTOMER: ["OPEN", "WAITING_ON_THIRD_PARTY", "SNOOZED", "RESOLVED"],
  WAITING_ON_THIRD_PARTY: ["OPEN", "WAITING_ON_CUSTOMER", "SNOOZED", "RESOLVED"],
  SNOOZED: ["OPEN", "WAITING_ON_CUSTOMER", "WAITING_ON_THIRD_PARTY", "SNOOZED", "RESOLVED"],
  RESOLVED: ["OPEN", "CLOSED"],
  CLOSED: [],
};

/** @throws TRANSITION, naming what is allowed from here */
export function assertTransition(from: Status, to: Status): void {
  if (TRANSITIONS[from].includes(to)) return;
  throw transition(`A ticket that is ${from} cannot become ${to}.`, TRANSITIONS[from], ["status"]);
}

/** @throws TRANSITION when the ticket is closed: it changes no more. */
export function assertNotClosed(status: Status): void {
  if (status !== "CLOSED") return;
  throw transition("A closed ticket changes no more; open a follow-up.", TRANSITIONS.CLOSED, ["ticketId"]);
}
