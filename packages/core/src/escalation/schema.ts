import * as z from "zod";
import { type ActorRef, body, id, Meta, text } from "../kernel/index.ts";
import { type EscalationStep, FieldKey, SLA_METRICS, type SlaMetric } from "../workspace/index.ts";

export const ESCALATION_CAUSES = ["MANUAL", "SLA", "AGE"] as const;
export type EscalationCause = (typeof ESCALATION_CAUSES)[number];

export const ESCALATION_STATUSES = ["RUNNING", "ACKNOWLEDGED", "ENDED"] as const;
export type EscalationStatus = (typeof ESCALATION_STATUSES)[number];

/** Why an escalation ended that nobody acknowledged: what became of its ticket, or that its path is for others by now. */
export const END_REASONS = ["RESOLVED", "CLOSED", "MERGED", "SPAM", "DELETED", "NO_LONGER_MATCHES"] as const;
export type EndReason = (typeof END_REASONS)[number];

/** States of a clock that a path starts with. */
export const CLOCK_STATES = ["IMMINENT", "BREACHED"] as const;

/** The cycle of a clock that started a path. */
export interface EscalationClock {
  readonly metric: SlaMetric;
  /** Which of its cycles, from 1. */
  readonly cycle: number;
  readonly state: (typeof CLOCK_STATES)[number];
}

/** A step with its own time. */
export interface TimedStep extends Pick<EscalationStep, "to" | "actions"> {
  /** When it is due, ms. */
  readonly dueAt: number;
}

/** A path that was started on a ticket, as it was configured then. */
export interface Escalation {
  readonly id: string;
  readonly ticketId: string;
  /** The key of the path, and what it was called. */
  readonly path: string;
  readonly label: string;
  readonly cause: EscalationCause;
  readonly clock?: EscalationClock;
  /** Why, where a person started it. */
  readonly reason?: string;
  readonly configVersion: number;
  /** When its steps began to count, ms; for one that waits for an age this is still to come. */
  readonly startsAt: number;
  readonly steps: readonly TimedStep[];
  /** How many of them were done. */
  readonly done: number;
  readonly status: EscalationStatus;
  readonly acknowledgedBy?: ActorRef;
  /** What they said to it. */
  readonly note?: string;
  /** When it was acknowledged, or ended, ms. */
  readonly endedAt?: number;
  readonly endReason?: EndReason;
  readonly createdAt: number;
}

export const EscalateInput = Meta.extend({
  ticketId: id("tkt"),
  /** The key of the path. */
  path: FieldKey,
  reason: text(500, 1).optional(),
});
export const AcknowledgeInput = Meta.extend({ escalationId: id("esc"), note: text(500, 1).optional() });
/** What a clock tells that warns, or is over. */
export const ClockInput = z.object({
  ticketId: id("tkt"),
  metric: z.enum(SLA_METRICS),
  cycle: z.number().int().min(0),
  state: z.enum(CLOCK_STATES),
  /** When it was, ms: steps count from then, however late it is told. Now when absent. */
  at: z.number().optional(),
});

export const HAND_OVER_MODES = ["TASK", "REASSIGN"] as const;
export type HandOverMode = (typeof HAND_OVER_MODES)[number];

export const MAX_TARGET_MINUTES = 525_600;
const TARGET = `Give whole minutes from 1 to ${MAX_TARGET_MINUTES.toLocaleString("en")}.`;

export const HandOverInput = Meta.extend({
  ticketId: id("tkt"),
  /** The key of the team. */
  team: FieldKey,
  mode: z.enum(HAND_OVER_MODES).default("TASK"),
  /** What the task is called; as the ticket when absent. */
  subject: text(500, 1).optional(),
  /** What is to be done. */
  text: body(64 * 1024),
  /** Within how many minutes the team shall have done it. */
  targetMinutes: z.number().int(TARGET).min(1, TARGET).max(MAX_TARGET_MINUTES, TARGET).optional(),
  /** Whose minutes; around the clock when absent. */
  calendar: FieldKey.optional(),
});

export type EscalateInput = z.input<typeof EscalateInput>;
export type AcknowledgeInput = z.input<typeof AcknowledgeInput>;
export type ClockInput = z.input<typeof ClockInput>;
export type HandOverInput = z.input<typeof HandOverInput>;
