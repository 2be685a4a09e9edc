import { canonical } from "../../kernel/index.ts";
import { type Decision, type DecisionSummary, decisionSummary, explain } from "../decide/index.ts";
import type { PastDecision } from "./history.ts";
import type { Stint } from "./stint.ts";

/** Who got a ticket, when, and how long it had waited then, ms; by a decision or by hand. */
export interface Placement {
  readonly agentId: string;
  readonly at: number;
  readonly waitMs: number;
  readonly byHand: boolean;
}

/** What became of a ticket in both worlds; one that came back and was routed again has a line for each time. */
export interface Comparison {
  readonly ticketId: string;
  readonly queue: string;
  readonly eligibleSince: number;
  /** Null for who still waited at the end. */
  readonly recorded: Placement | null;
  readonly simulated: Placement | null;
  readonly isSame: boolean;
  /** Where it went otherwise: the last decision of the simulation, and what it says of whoever had it in history. */
  readonly decision: DecisionSummary | null;
  readonly says: string | null;
}

/** What one world comes to. Waits are of tickets that somebody got, ms. */
export interface Totals {
  readonly assigned: number;
  readonly waiting: number;
  readonly meanWaitMs: number | null;
  readonly p50WaitMs: number | null;
  readonly p95WaitMs: number | null;
}

export interface Simulation {
  readonly tickets: readonly Comparison[];
  readonly recorded: Totals;
  readonly simulated: Totals;
  /** How many lines differ. */
  readonly different: number;
  /**
   * Of the recorded decisions: those that came out the same to the byte, and those that were not needed because the
   * ticket had somebody by then.
   */
  readonly decisions: { readonly count: number; readonly same: number; readonly unneeded: number };
}

/** A line while it is written. */
export interface Line {
  readonly stint: Stint;
  simulated: Placement | null;
  decision: DecisionSummary | null;
  says: string | null;
}

export const newLine = (stint: Stint): Line => ({ stint, simulated: null, decision: null, says: null });

export function note(line: Line, decision: Decision): DecisionSummary {
  const summary = decisionSummary(decision);
  const had = line.stint.taken?.agentId;
  line.decision = summary;
  line.says = had === undefined || had === decision.chosen ? null : (explain(decision, had)?.says ?? null);
  return summary;
}

export const isSameDecision = ({ summary }: PastDecision, decided: DecisionSummary): boolean =>
  canonical(summary) === canonical(decided);

export function placementOf(stint: Stint, agentId: string, at: number, byHand = false): Placement {
  return { agentId, at, waitMs: Math.max(0, at - stint.first.facts.ticket.eligibleSince), byHand };
}

export function comparisonOf({ stint, simulated, decision, says }: Line): Comparison {
  const { taken, first, ticketId } = stint;
  const recorded = taken && placementOf(stint, taken.agentId, taken.at, taken.byHand);
  const isSame = recorded?.agentId === simulated?.agentId && recorded?.at === simulated?.at;
  return {
    ticketId,
    queue: first.facts.queue.key,
    eligibleSince: first.facts.ticket.eligibleSince,
    recorded,
    simulated,
    isSame,
    decision: isSame ? null : decision,
    says: isSame ? null : says,
  };
}

export function totalsOf(placements: readonly (Placement | null)[]): Totals {
  const waits = placements.flatMap((one) => (one ? [one.waitMs] : [])).sort((a, b) => a - b);
  const sum = waits.reduce((all, wait) => all + wait, 0);
  return {
    assigned: waits.length,
    waiting: placements.length - waits.length,
    meanWaitMs: waits.length === 0 ? null : Math.round(sum / waits.length),
    p50WaitMs: rank(waits, 50),
    p95WaitMs: rank(waits, 95),
  };
}

/** The smallest wait that so many percent did not exceed. */
const rank = (sorted: readonly number[], percent: number): number | null =>
  sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null;
