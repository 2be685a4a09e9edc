import { type Decision, type DecisionSummary, unitsFor } from "../decide/index.ts";
import type { PastDecision, RoutingChange, RoutingHistory } from "./history.ts";
import { comparisonOf, isSameDecision, type Simulation, totalsOf } from "./report.ts";
import { advance, decide, lineOf, type Run, retry, start } from "./run.ts";

/** Told of each recorded decision that is made anew. */
export type OnDecision = (recorded: PastDecision, decision: Decision) => void;

/**
 * What another configuration would have made of what happened. Time runs once through the recorded decisions; each is
 * made anew with its own facts, but for what is different by then: what the configuration says, and what everybody has
 * because tickets went elsewhere. Whom nobody can take waits, and is tried again whenever room may have come, on what
 * is known of agents then. With no change at all every decision comes out as it was recorded, to the byte.
 *
 * What it takes for granted: tickets arrive as they did, work on each takes as long as it took (and as long as on
 * others where nobody had it), agents come and go as
 * they did, and what people did by hand they do again.
 *
 * @example
 * const halved = (agent) => ({ ...agent, capacity: Math.floor(agent.capacity / 2) });
 * simulateRouting(history, { agent: halved }).simulated.p95WaitMs;
 */
export function simulateRouting(history: RoutingHistory, change: RoutingChange, onDecision?: OnDecision): Simulation {
  const run = start(history, change);
  const decisions = { count: history.decisions.length, same: 0, unneeded: 0 };
  for (const recorded of history.decisions) {
    const made = step(run, recorded);
    if (!made) decisions.unneeded++;
    else if (isSameDecision(recorded, made.summary)) decisions.same++;
    if (made) onDecision?.(recorded, made.decision);
  }
  advance(run, history.until);
  const tickets = [...run.lines.values()].map(comparisonOf);
  return {
    tickets,
    recorded: totalsOf(tickets.map(({ recorded }) => recorded)),
    simulated: totalsOf(tickets.map(({ simulated }) => simulated)),
    different: tickets.filter(({ isSame }) => !isSame).length,
    decisions,
  };
}

interface Made {
  readonly decision: Decision;
  readonly summary: DecisionSummary;
}

/** Null when the ticket has somebody already, so that nothing is to be decided. */
function step(run: Run, recorded: PastDecision): Made | null {
  const { facts, ticketId, summary } = recorded;
  const { at } = facts;
  advance(run, at);
  run.latest.learn(facts);
  const line = lineOf(run, recorded);
  run.waiting.remove(ticketId);
  run.holdings.set("recorded", ticketId, null);
  retry(run, at);
  const made = line.simulated ? null : decide(run, line, facts);
  if (summary.chosen !== null) {
    run.taken.add(line.stint);
    recordTaken(run, recorded, summary.chosen);
  }
  return made;
}

function recordTaken(run: Run, { facts, ticketId }: PastDecision, agentId: string): void {
  const { at, ticket, agents } = facts;
  const units = unitsFor(agents.find((one) => one.agentId === agentId) ?? { capacity: 0 }, ticket);
  const holding = { agentId, cls: ticket.cls, units };
  run.holdings.set("recorded", ticketId, { ...holding, counts: true });
  run.latest.change({ ...holding, delta: 1 });
  run.latest.give(agentId, at);
  run.lastGiven.recorded.set(agentId, at);
}
