import { removalOf, tierOf } from "./eligible.ts";
import type { RoutedAgent, RouteFacts } from "./facts.ts";
import { preferredFrom } from "./preferred.ts";

const SECOND = 1_000;

/** From when on secondary teams take part in any case. */
export const fallbackFrom = ({ ticket, queue }: RouteFacts): number =>
  ticket.eligibleSince + queue.fallbackSeconds * SECOND;

/** From when on the overflow assignee takes what nobody else does; null where there is none. */
export const overflowFrom = ({ ticket, queue }: RouteFacts): number | null =>
  queue.overflow && ticket.eligibleSince + queue.overflow.afterSeconds * SECOND;

/**
 * The earliest time at which time alone could give somebody the ticket that nobody can take now: their hours open,
 * the preferred skills they lack are given up, their secondary team's turn comes, or the overflow assignee's.
 */
export function retryAt(facts: RouteFacts, primaryIsEligible: boolean): number | null {
  let earliest = Number.POSITIVE_INFINITY;
  for (const agent of facts.agents) earliest = Math.min(earliest, fromOf(facts, agent, primaryIsEligible));
  earliest = Math.min(earliest, overflowing(facts));
  return Number.isFinite(earliest) ? earliest : null;
}

function fromOf(facts: RouteFacts, agent: RoutedAgent, primaryIsEligible: boolean): number {
  if (removalOf(facts, agent, { hours: true })) return Number.POSITIVE_INFINITY;
  const waits = primaryIsEligible && tierOf(facts.queue, agent) === "SECONDARY";
  const turn = waits ? fallbackFrom(facts) : 0;
  return later(facts, Math.max(opensFrom(agent), preferredFrom(facts, agent), turn));
}

function overflowing(facts: RouteFacts): number {
  const agent = facts.agents.find(({ agentId }) => agentId === facts.queue.overflow?.agentId);
  const from = overflowFrom(facts);
  if (!agent || from === null || removalOf(facts, agent, { team: true, hours: true })) return Number.POSITIVE_INFINITY;
  return later(facts, Math.max(opensFrom(agent), from));
}

const opensFrom = ({ inHours, opensAt }: RoutedAgent): number => (inHours ? 0 : (opensAt ?? Number.POSITIVE_INFINITY));

/** What should have come already, as an opening that facts were too old to know, cannot be waited for. */
const later = ({ at }: RouteFacts, time: number): number => (time > at ? time : Number.POSITIVE_INFINITY);
