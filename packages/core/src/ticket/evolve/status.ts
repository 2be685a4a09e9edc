import type { status as events } from "../events/status.ts";
import type { Ticket } from "../schema/index.ts";
import { type Of, present, type Steps, without } from "./step.ts";

/** Whatever it waited for is over. */
const awake = (ticket: Ticket) => without(ticket, "snoozedUntil", "waitsFor", "closesAt");

const opens = (ticket: Ticket): Ticket => ({ ...awake(ticket), status: "OPEN" });

function resolved(ticket: Ticket, { payload: { closesAt }, occurredAt: at }: Of<"ticket.resolved">): Ticket {
  const first = ticket.firstResolvedAt ?? at;
  return { ...awake(ticket), status: "RESOLVED", closesAt, lastResolvedAt: at, firstResolvedAt: first };
}

export const status: Steps<keyof typeof events> = {
  "ticket.status_changed": (ticket, { payload }) => ({ ...awake(ticket), status: payload.status }),
  "ticket.snoozed": (ticket, { payload }) => ({
    ...awake(ticket),
    status: "SNOOZED",
    ...present({ snoozedUntil: payload.until, waitsFor: payload.untilResolved }),
  }),
  "ticket.woken": opens,
  "ticket.reopened": opens,
  "ticket.resolved": resolved,
  "ticket.closed": (ticket, { occurredAt }) => ({ ...awake(ticket), status: "CLOSED", closedAt: occurredAt }),
};
