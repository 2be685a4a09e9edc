import { DAY } from "../../src/kernel/index.ts";
import * as Sla from "../../src/sla/index.ts";
import type { Call } from "./configuring.ts";

/** What the platform does with clocks. */
export const SLA_WRITES: Readonly<Record<string, Call>> = {
  "sla.follow": (ctx, { ticketId }) => Sla.follow(ctx, { ticketId }),
  "sla.startSweep": (ctx) => Sla.startSweep(ctx),
};

export const SLA_READS: Readonly<Record<string, Call>> = {
  "sla.clocksOf": (ctx, { ticketId }) => Sla.clocksOf(ctx, { ticketId }),
  "sla.proof": (ctx, { ticketId }) => Sla.proof(ctx, { ticketId, metric: "FIRST_RESPONSE" }),
  "sla.dueSoon": (ctx) => Sla.dueSoon(ctx),
  "sla.compliance": (ctx, { now }) => Sla.compliance(ctx, { from: now - DAY, to: now }),
};

export const SLA_NOT_OPERATIONS = [
  "sla.addBusiness", // pure
  "sla.businessBetween", // pure
  "sla.businessProof", // pure
  "sla.clocksIdOf", // pure
  "sla.clocksOver", // pure
  "sla.rulesOf", // pure
  "sla.wake", // the tick
] as const;
