import type { status as events } from "../events/status.ts";
import type { Ticket } from "../schema/index.ts";
import { moved, type Of, present, type Steps, without } from "./step.ts";

function changed(ticket: Ticket, { payload: { status, customStatus } }: Of<"ticket.status_changed">): Ticket {
  const before = status === ticket.status ? without(ticket, "customStatus") : moved(ticket);
  return { ...before, status, ...present({ customStatus }) };
}

const opens = (ticket: Ticket): Ticket => ({ ...moved(ticket), status: "OPEN" });

function resolved(ticket: Ticket, { payload, occurredAt: at }: Of<"ticket.resolved">): Ticket {
  const { closesAt, customStatus } = payload;
  const first = ticket.firstResolvedAt ?? at;
  const times = { closesAt, lastResolvedAt: at, firstResolvedAt: first };
  return { ...moved(ticket), status: "RESOLVED", ...times, ...present({ customStatus }) };
}

export const status: Steps<keyof typeof events> = {
  "ticket.status_changed": changed,
  "ticket.snoozed": (ticket, { payload }) => ({
    ...moved(ticket),
    status: "SNOOZED",
    ...present({ snoozedUntil: payload.until, waitsFor: payload.untilResolved }),
  }),
  "ticket.woken": opens,
  "ticket.reopened": (ticket, { payload: { customStatus } }) => ({ ...opens(ticket), ...present({ customStatus }) }),
  "ticket.resolved": resolved,
  "ticket.closed": (ticket, { occurredAt }) => ({ ...moved(ticket), status: "CLOSED", closedAt: occurredAt }),
};
