import * as z from "zod";
import type { EventCatalogue } from "../kernel/index.ts";
import { ESCALATION_ACTIONS, SLA_METRICS } from "../workspace/index.ts";
import { CLOCK_STATES, END_REASONS, ESCALATION_CAUSES } from "./schema.ts";

const audit = { visibility: "audit", editorial: true, version: 1 } as const;
const background = { ...audit, editorial: false } as const;
const Action = z.enum(ESCALATION_ACTIONS);
const To = z.union([z.object({ agentId: z.string() }), z.object({ team: z.string() })]);

export const events = {
  "escalation.started": {
    ...audit,
    payload: z.object({
      ticketId: z.string(),
      path: z.string(),
      label: z.string(),
      cause: z.enum(ESCALATION_CAUSES),
      clock: z.object({ metric: z.enum(SLA_METRICS), cycle: z.number(), state: z.enum(CLOCK_STATES) }).optional(),
      configVersion: z.number(),
      startsAt: z.number(),
      steps: z.array(z.object({ to: To, actions: z.array(Action), dueAt: z.number() })),
    }),
    content: z.object({ reason: z.string() }).optional(),
    says: "A path was started on a ticket: its steps follow at their times, until somebody acknowledges.",
  },
  "escalation.notified": {
    ...background,
    payload: z.object({ ticketId: z.string(), step: z.number(), agentIds: z.array(z.string()) }),
    says: "These agents are to be told: other systems do, as the desk itself has no channel for it yet.",
  },
  "escalation.stepped": {
    ...background,
    payload: z.object({
      ticketId: z.string(),
      /** Which step, from 1. */
      step: z.number(),
      dueAt: z.number(),
      agentIds: z.array(z.string()),
      actions: z.array(Action),
      failed: z.array(z.object({ action: Action, code: z.string(), message: z.string() })),
    }),
    says: "A step was done. What of it was refused is named, and not tried again.",
  },
  "escalation.acknowledged": {
    ...audit,
    payload: z.object({ ticketId: z.string() }),
    content: z.object({ note: z.string() }).optional(),
    says: "Somebody takes care: no further step follows.",
  },
  "escalation.ended": {
    ...background,
    payload: z.object({ ticketId: z.string(), reason: z.enum(END_REASONS) }),
    says: "There is nothing to escalate any more; nobody had acknowledged.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
