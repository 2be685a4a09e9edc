import * as Escalation from "../../src/escalation/index.ts";
import type { Call } from "./configuring.ts";

/** What is done with escalations and hand-overs, with an input that works for whoever may. */
export const ESCALATION_WRITES: Readonly<Record<string, Call>> = {
  "escalation.escalate": (ctx, { ticketId }, key) =>
    Escalation.escalate(ctx, { ticketId, path: "seeded", reason: "Ten by now.", ...key }),
  "escalation.acknowledge": (ctx, { escalationId }, key) =>
    Escalation.acknowledge(ctx, { escalationId, note: "On it.", ...key }),
  "escalation.handOver": (ctx, { ticketId }, key) =>
    Escalation.handOver(ctx, { ticketId, team: "seeded", text: "Logs?", targetMinutes: 60, ...key }),
  "escalation.startForClock": (ctx, { ticketId }) =>
    Escalation.startForClock(ctx, { ticketId, metric: "FIRST_RESPONSE", cycle: 1, state: "BREACHED" }),
  "escalation.startForAge": (ctx, { ticketId }) => Escalation.startForAge(ctx, { ticketId }),
  "escalation.ticketEnded": (ctx, { resolvedId: ticketId }) => Escalation.ticketEnded(ctx, { ticketId }),
};

export const ESCALATION_READS: Readonly<Record<string, Call>> = {
  "escalation.get": (ctx, { escalationId }) => Escalation.get(ctx, escalationId),
  "escalation.mine": (ctx) => Escalation.mine(ctx),
  "escalation.ofTicket": (ctx, { ticketId }) => Escalation.ofTicket(ctx, ticketId),
  "escalation.handOverOfTask": (ctx, { taskId }) => Escalation.handOverOfTask(ctx, taskId),
};

/** Paths for everything that can start one. */
export const pathsTo = (agentId: string) => {
  const seeded = { key: "seeded", label: "Seeded", trigger: { kind: "MANUAL" as const } };
  const actions = ["NOTIFY" as const, "FOLLOW" as const, "RAISE_PRIORITY" as const];
  const steps = [
    { afterMinutes: 0, to: { agentId }, actions },
    { afterMinutes: 60, to: { team: "seeded" }, actions: ["NOTIFY" as const, "REASSIGN" as const] },
  ];
  return [
    { ...seeded, steps },
    { ...seeded, key: "late", trigger: { kind: "SLA" as const, state: "BREACHED" as const }, steps },
    { ...seeded, key: "old", trigger: { kind: "AGE" as const, minutes: 60 }, steps },
  ];
};
