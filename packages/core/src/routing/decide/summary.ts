import { createHash } from "node:crypto";
import { canonical } from "../../kernel/index.ts";
import { type Candidate, type Decision, REASONS, type Reason } from "./decision.ts";

/** So many of the ranked are kept in the event; the rest is in the facts beside it. */
const BEST = 10;

/** What the event of a decision keeps of it. */
export interface DecisionSummary extends Omit<Decision, "candidates" | "ticketId"> {
  /** How many were looked at, and how many of them each reason removed. */
  readonly considered: number;
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
  readonly best: readonly Candidate[];
}

/**
 * The chosen one, counts by reason and the ten best: enough to show without the facts.
 *
 * @example decisionSummary(decideRoute(facts)).reasons; // { OFFLINE: 12, NO_CAPACITY: 3 }
 */
export function decisionSummary(decision: Decision): DecisionSummary {
  const { candidates, ticketId: _, ...rest } = decision;
  return {
    ...rest,
    considered: candidates.length,
    reasons: countsOf(candidates),
    best: candidates.filter(({ removedBy }) => removedBy === null).slice(0, BEST),
  };
}

function countsOf(candidates: readonly Candidate[]): Partial<Record<Reason, number>> {
  const counts: Partial<Record<Reason, number>> = {};
  for (const { removedBy } of candidates) if (removedBy) counts[removedBy] = (counts[removedBy] ?? 0) + 1;
  return counts;
}

/**
 * A short word that two decisions share when nobody got the ticket for the same reasons: the same queue, the same
 * groups of skills given up, as many removed by each reason. A decision that would say nothing new need not be kept.
 *
 * @example if (reasonsDigest(decision) === route.digest) return []; // nothing new
 */
export function reasonsDigest({ outcome, queue, dropped, candidates }: Decision): string {
  const said = canonical({ outcome, queue, dropped, reasons: countsOf(candidates) });
  return createHash("sha256").update(said).digest("base64url").slice(0, 12);
}

/** What became of one agent in a decision, in facts and in a sentence that goes on from their name. */
export interface Explanation extends Candidate {
  readonly isChosen: boolean;
  readonly says: string;
}

/**
 * Why somebody did or did not get the ticket; null for who was not looked at.
 *
 * @example explain(decision, agentId)?.says; // "does not hold a skill that is required: german at level 2"
 */
export function explain(decision: Decision, agentId: string): Explanation | null {
  const found = decision.candidates.find((one) => one.agentId === agentId);
  if (!found) return null;
  const isChosen = decision.chosen === agentId;
  return { ...found, isChosen, says: sentence(decision, found) };
}

const CHOSEN_BY = {
  STRATEGY: "was chosen by the strategy of the queue",
  STICKY: "was chosen as the customer's previous agent",
  OVERFLOW: "was chosen as the overflow assignee",
} as const;

const TIE_BROKEN_BY = {
  LONGEST_SINCE_ASSIGNMENT: ", as the one who was longest without a new ticket among equals",
  AGENT_ID: ", by id among equals",
} as const;

function sentence({ rule, chosen, tieBreak }: Decision, { agentId, removedBy, detail, rank }: Candidate): string {
  if (removedBy) return detail === undefined ? REASONS[removedBy] : `${REASONS[removedBy]}: ${detail}`;
  if (chosen !== agentId || rule === null) return `could have taken it, ranked ${rank}`;
  return CHOSEN_BY[rule] + (tieBreak ? TIE_BROKEN_BY[tieBreak] : "");
}
