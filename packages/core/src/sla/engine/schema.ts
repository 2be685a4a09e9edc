import * as z from "zod";
import type { BusinessCalendar } from "../../calendar/index.ts";
import { type ConditionFacts, SLA_METRICS, SLA_TIMES, type SlaMetric, type SlaPolicy } from "../../workspace/index.ts";

/** Where a clock stands (DOMAIN 4.2). */
export const CLOCK_STATES = ["PENDING", "IMMINENT", "BREACHING", "BREACHED", "ACHIEVED", "CANCELLED"] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/** What was promised, and by which version of which policy. */
export const Promised = z.object({
  policy: z.string(),
  version: z.number(),
  minutes: z.number(),
  time: z.enum(SLA_TIMES),
  calendar: z.string().optional(),
  warnMinutes: z.number().optional(),
});
export type Promised = z.infer<typeof Promised>;

/** One thing that is measured on a ticket, once; what repeats has a clock a cycle. */
export const Clock = z.object({
  metric: z.enum(SLA_METRICS),
  /** From 1. */
  cycle: z.number(),
  startedAt: z.number(),
  state: z.enum(CLOCK_STATES),
  promised: Promised,
  /** Null while it is paused. */
  dueAt: z.number().nullable(),
  /** When it is about to be late; null while it is paused, and where nobody wants to be warned. */
  warnAt: z.number().nullable(),
  warnedAt: z.number().optional(),
  /** When it was due, of one that was late: recorded at expiry, whoever looked when. */
  breachedAt: z.number().optional(),
  metAt: z.number().optional(),
});
export type Clock = z.infer<typeof Clock>;

/** What runs of a metric, and since when. */
export const Need = z.object({ cycle: z.number(), since: z.number() });
export type Need = z.infer<typeof Need>;

/** What clocks have to know of a ticket's past, whatever anybody promised. */
export const Story = z.object({
  createdAt: z.number(),
  /** Time never runs backwards for a clock. */
  lastAt: z.number(),
  /** How the ticket stood, from its creation on: see timeline.ts. */
  timeline: z.string(),
  /** Its status by itself, as one letter of the timeline. */
  standing: z.string(),
  /** Why it is out of sight; empty while it is not. */
  hidden: z.string(),
  /** Whether anything was said yet, and whether the desk has answered. */
  spoken: z.boolean(),
  answered: z.boolean(),
  first: Need.optional(),
  next: Need.optional(),
  update: Need.optional(),
  /** Cycles begun so far. */
  cycles: z.object({ first: z.number(), next: z.number(), update: z.number() }),
  firstHumanReplyAt: z.number().optional(),
  firstAutomatedReplyAt: z.number().optional(),
});
export type Story = z.infer<typeof Story>;

/** What policies choose by. */
export type Facts = ConditionFacts;

/** Everything that says what is promised. */
export interface Rules {
  /** Of the configuration. */
  readonly version: number;
  readonly slaPolicies: readonly SlaPolicy[];
  readonly calendars: readonly BusinessCalendar[];
}

/** The clocks of a ticket, and how far they have followed it. */
export interface Clocks {
  readonly story: Story;
  readonly clocks: readonly Clock[];
}

/** Those that go on counting when a ticket is opened again. */
export const ACCUMULATING: readonly SlaMetric[] = ["AGENT_WORK", "REQUESTER_WAIT", "TOTAL_RESOLUTION"];

export const isSettled = ({ state }: Clock): boolean =>
  state === "ACHIEVED" || state === "BREACHED" || state === "CANCELLED";

export const nameOf = ({ metric, cycle }: Pick<Clock, "metric" | "cycle">): string => `${metric}/${cycle}`;

/** By metric, then by cycle: the order in which they are kept and shown. */
export const inOrder = (a: Clock, b: Clock): number =>
  SLA_METRICS.indexOf(a.metric) - SLA_METRICS.indexOf(b.metric) || a.cycle - b.cycle;
