import type { PreferredPriority } from "./facts.ts";

/** What takes somebody out of the choice, in the order in which it is looked at: the first that holds is named. */
export const REASONS = {
  NOT_ACTIVE: "is suspended, invited, or has left",
  WRONG_TEAM: "is in no team of the queue",
  OFFLINE: "is offline",
  AWAY: "is away",
  CHANNEL_OFF: "takes nothing from this channel now",
  OUTSIDE_HOURS: "is outside working hours",
  EXCLUDED: "has declined this ticket, or let its offer expire",
  MISSING_SKILL: "does not hold a skill that is required",
  NO_CAPACITY: "has no room for it",
  SECONDARY_WAITS: "is of a secondary team while somebody of a primary one could take it",
  MISSING_PREFERRED: "does not hold a preferred skill that is still waited for",
} as const;
export type Reason = keyof typeof REASONS;

export type Tier = "PRIMARY" | "SECONDARY";
export type Outcome = "ASSIGN" | "NOBODY" | "STALE";
/** What made the choice: the strategy of the queue, the customer's previous agent, or the overflow assignee. */
export type Rule = "STRATEGY" | "STICKY" | "OVERFLOW";
export type TieBreak = "LONGEST_SINCE_ASSIGNMENT" | "AGENT_ID";

/** What somebody is ranked by; all of it whole numbers, so that nothing hangs on rounding. */
export interface Score {
  /** How many of the preferred skills they hold, given up or not: more comes first. */
  readonly preferredHeld: number;
  /**
   * MOST_SPARE: the room they have for this class, more comes first. LEAST_OPEN: their open tickets. ROUND_ROBIN: when
   * they were last given one, 0 for never. WEIGHTED: what they would have with it, compared per weight.
   */
  readonly value: number;
  /** What `value` is divided by to compare: their weight with WEIGHTED, else 1. */
  readonly per: number;
  readonly lastAssignedAt: number | null;
}

/** Somebody who was looked at: either removed, or scored and ranked, 1 the best. */
export interface Candidate {
  readonly agentId: string;
  /** Null for who is in no team of the queue, the overflow assignee among them. */
  readonly tier: Tier | null;
  readonly removedBy: Reason | null;
  readonly detail?: string;
  readonly score?: Score;
  readonly rank?: number;
}

/** A decision with all that it was made of. Candidates are by rank, then who was removed by id. */
export interface Decision {
  readonly configVersion: number;
  readonly at: number;
  readonly ticketId: string;
  readonly queue: string;
  readonly outcome: Outcome;
  readonly rule: Rule | null;
  /** Of whoever was chosen. */
  readonly tier: Tier | null;
  /** The groups of preferred skills that are given up by now: 3 first. */
  readonly dropped: readonly PreferredPriority[];
  readonly candidates: readonly Candidate[];
  readonly chosen: string | null;
  /** What told the chosen one from the next, where their scores did not. */
  readonly tieBreak: TieBreak | null;
  /** With NOBODY: before this time, ms, time alone changes nothing; null when it never does. */
  readonly retryAt: number | null;
}
