import type { Strategy } from "../../workspace/index.ts";
import { roomFor } from "./capacity.ts";
import type { Score, TieBreak } from "./decision.ts";
import type { RoutedAgent, RouteFacts } from "./facts.ts";
import { missing } from "./preferred.ts";

/** Somebody who may take the ticket, with what they are ranked by. */
export interface Scored {
  readonly agent: RoutedAgent;
  readonly score: Score;
}

export function scoreOf({ ticket, queue }: RouteFacts, agent: RoutedAgent): Score {
  const preferredHeld = ticket.preferred.length - missing(agent, ticket.preferred).length;
  const lastAssignedAt = agent.lastAssignedAt ?? null;
  const scored = (value: number, per = 1): Score => ({ preferredHeld, value, per, lastAssignedAt });
  switch (queue.strategy) {
    case "MOST_SPARE":
      return scored(roomFor(agent, ticket.cls));
    case "LEAST_OPEN":
      return scored(agent.open);
    case "ROUND_ROBIN":
      return scored(lastAssignedAt ?? 0);
    case "WEIGHTED":
      // What takes all of somebody would weigh more for who can carry more: it counts as one.
      return scored(agent.load + (ticket.units === "ALL" ? 1 : Math.max(1, ticket.units)), agent.weight);
  }
}

/** The better one first. Never 0 for two agents: in the end the id decides. */
export const better =
  (strategy: Strategy) =>
  (a: Scored, b: Scored): number =>
    byScore(strategy, a.score, b.score) || byAge(a.score, b.score) || byId(a.agent, b.agent);

/** What told the first from the second where their scores did not. */
export function tieBreakOf(strategy: Strategy, [first, second]: readonly Scored[]): TieBreak | null {
  if (!first || !second || byScore(strategy, first.score, second.score) !== 0) return null;
  return byAge(first.score, second.score) === 0 ? "AGENT_ID" : "LONGEST_SINCE_ASSIGNMENT";
}

/** Shares are compared crosswise: a quotient would be rounded, and who weighs nothing has none. */
function byScore(strategy: Strategy, a: Score, b: Score): number {
  const share = a.value * b.per - b.value * a.per;
  return b.preferredHeld - a.preferredHeld || (strategy === "MOST_SPARE" ? -share : share);
}

/** Who was never given anything has waited longest. */
const byAge = (a: Score, b: Score): number => (a.lastAssignedAt ?? -1) - (b.lastAssignedAt ?? -1);

export const byId = (a: { readonly agentId: string }, b: { readonly agentId: string }): number =>
  a.agentId < b.agentId ? -1 : Number(a.agentId > b.agentId);
