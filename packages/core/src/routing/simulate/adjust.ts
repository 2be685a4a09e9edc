import type { RoutedAgent, RouteFacts } from "../decide/index.ts";
import type { RoutingChange } from "./history.ts";
import type { Holdings } from "./holding.ts";
import type { Latest } from "./latest.ts";

/** What the two worlds differ in so far. */
export interface Divergence {
  readonly change: RoutingChange;
  readonly holdings: Holdings;
  readonly latest: Latest;
  /** When somebody was last given a ticket in history and in the simulation. */
  readonly lastGiven: { readonly recorded: Map<string, number>; readonly simulated: Map<string, number> };
}

/**
 * The facts as they would have been: under the other configuration, and with what everybody has by now in the
 * simulation. The very same facts where nothing is different.
 */
export function adjusted(apart: Divergence, facts: RouteFacts): RouteFacts {
  const ticket = apart.change.ticket?.(facts.ticket) ?? facts.ticket;
  const queue = apart.change.queue?.(facts.queue, facts.ticket) ?? facts.queue;
  let isSame = ticket === facts.ticket && queue === facts.queue;
  const wider = isSameTeams(queue, facts.queue) ? [] : apart.latest.others(facts.agents, facts.at);
  isSame &&= wider.length === 0;
  const agents = [...facts.agents, ...wider].map((agent) => {
    const other = adjustedAgent(apart, agent);
    isSame &&= other === agent;
    return other;
  });
  return isSame ? facts : { ...facts, ticket, queue, agents };
}

type Teams = Pick<RouteFacts["queue"], "primaryTeams" | "secondaryTeams">;

const isSameTeams = (a: Teams, b: Teams): boolean =>
  a === b ||
  `${a.primaryTeams.join()} ${a.secondaryTeams.join()}` === `${b.primaryTeams.join()} ${b.secondaryTeams.join()}`;

function adjustedAgent(apart: Divergence, agent: RoutedAgent): RoutedAgent {
  const changed = timed(apart, apart.change.agent?.(agent) ?? agent);
  const by = apart.holdings.apart(agent.agentId);
  if (!by) return changed;
  const loadOf = { ...changed.loadOf };
  for (const [cls, units] of Object.entries(by.loadOf) as [keyof typeof loadOf, number][]) {
    loadOf[cls] = Math.max(0, (loadOf[cls] ?? 0) + units);
  }
  return {
    ...changed,
    load: Math.max(0, changed.load + by.load),
    loadOf,
    open: Math.max(0, changed.open + by.open),
  };
}

/** When somebody was last given a ticket, where that is another time than in history. */
function timed({ latest, lastGiven }: Divergence, agent: RoutedAgent): RoutedAgent {
  const { agentId } = agent;
  const simulated = lastGiven.simulated.get(agentId);
  if (lastGiven.recorded.get(agentId) === simulated) return agent;
  const { lastAssignedAt: _, ...rest } = agent;
  const last = Math.max(latest.givenBefore(agentId) ?? -1, simulated ?? -1);
  return last < 0 ? rest : { ...rest, lastAssignedAt: last };
}
