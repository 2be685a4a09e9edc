import * as z from "zod";
import { id, text } from "../kernel/index.ts";
import { Condition } from "./condition.ts";
import { Key } from "./field.ts";
import { SLA_METRICS } from "./servicePolicy.ts";

const MINUTES = "Give whole minutes from 0 to 525,600.";
const minutes = z.number().int(MINUTES).min(0, MINUTES).max(525_600, MINUTES);

/** What is done for whom a step goes to. */
export const ESCALATION_ACTIONS = ["NOTIFY", "FOLLOW", "REASSIGN", "RAISE_PRIORITY"] as const;
export type EscalationAction = (typeof ESCALATION_ACTIONS)[number];

const Step = z.object({
  /** Behind the step before, or behind the start; minutes of the path's calendar. */
  afterMinutes: minutes,
  to: z.union([z.strictObject({ agentId: id("agt") }), z.strictObject({ team: Key })]),
  actions: z.array(z.enum(ESCALATION_ACTIONS)).min(1, "A step does something.").max(ESCALATION_ACTIONS.length),
});
export type EscalationStep = z.infer<typeof Step>;

/** What starts a path: a person, a clock, or age. */
const Trigger = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("MANUAL") }),
  z.strictObject({
    kind: z.literal("SLA"),
    metric: z.enum(SLA_METRICS).optional(),
    state: z.enum(["IMMINENT", "BREACHED"]),
  }),
  z.strictObject({ kind: z.literal("AGE"), minutes: minutes.min(1, MINUTES) }),
]);
export type EscalationTrigger = z.infer<typeof Trigger>;

/** Who is called, in order, until somebody acknowledges (DOMAIN 4.3). */
export const EscalationPath = z.object({
  key: Key,
  label: text(100, 1),
  when: Condition.default({}),
  trigger: Trigger,
  /** Whose minutes the steps count; around the clock without one. */
  calendar: Key.optional(),
  steps: z.array(Step).min(1, "A path has at least one step.").max(10, "A path has at most 10 steps."),
});
export type EscalationPath = z.infer<typeof EscalationPath>;
