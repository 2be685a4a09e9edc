import { performance } from "node:perf_hooks";
import {
  decideRoute,
  decisionSummary,
  type RoutedAgent,
  type RouteFacts,
  type RoutingHistory,
  reasonsDigest,
  simulateRouting,
} from "@switchboard/core/routing";
import { STRATEGIES } from "@switchboard/core/workspace";
import { heading, median } from "./measure.ts";

const AGENTS = 1_000;
const SKILLS = 50;
const TIMES = 200;
const START = Date.parse("2026-11-02T10:00:00Z");

/** What one decision costs among many: pure, so there is nothing to compare it with but its aim. */
export function benchRouting(): void {
  heading(`one decision over ${AGENTS.toLocaleString("en")} agents with ${SKILLS} skills each`);
  for (const strategy of STRATEGIES) report(strategy, { ...FACTS, queue: { ...FACTS.queue, strategy } });
  report("nobody, with its digest", {
    ...FACTS,
    agents: FACTS.agents.map((one) => ({ ...one, load: one.capacity })),
  });
}

const TICKETS = 5_000;
const STAFF = 50;
const GAP = 10_000;
const WORK = 500_000;

/** How many tickets a second a simulation takes in, with the configuration as it was and with half the capacity. */
export function benchSimulator(): void {
  heading(`a simulation of ${TICKETS.toLocaleString("en")} tickets among ${STAFF} agents`);
  const history = historyOf();
  const halved = (agent: RoutedAgent): RoutedAgent => ({ ...agent, capacity: Math.floor(agent.capacity / 2) });
  for (const [name, change] of [
    ["unchanged", {}],
    ["half the capacity", { agent: halved }],
  ] as const) {
    const start = performance.now();
    const { different, simulated } = simulateRouting(history, change);
    const took = performance.now() - start;
    const rate = Math.round((TICKETS * 1_000) / took).toLocaleString("en");
    console.log(`  ${name.padEnd(34)} ${rate} tickets/s   ${different} went otherwise, ${simulated.waiting} wait`);
  }
}

/** A ticket every ten seconds, each of them work for a while: somewhat more than they could do with half of what they carry. */
function historyOf(): RoutingHistory {
  const staff = FACTS.agents.slice(0, STAFF).map((one) => ({ ...one, capacity: 2, load: 0, loadOf: {}, skills: [] }));
  const agents = new Map(staff.map((one) => [one.agentId, one as RoutedAgent]));
  const [decisions, moments]: [RoutingHistory["decisions"][number][], RoutingHistory["moments"][number][]] = [[], []];
  for (let i = 0; i < TICKETS; i++) {
    const at = START + i * GAP;
    const ticketId = `tkt_${String(i).padStart(26, "0")}`;
    const ticket = { ...FACTS.ticket, id: ticketId, eligibleSince: at, required: [], preferred: [] };
    const facts = { ...FACTS, at, ticket, agents: [...agents.values()] };
    const summary = decisionSummary(decideRoute(facts));
    decisions.push({ eventId: `evt_${i}`, ticketId, sequence: 1, facts, summary });
    load(agents, summary.chosen, 1);
    if (summary.chosen === null) continue;
    moments.push({ at: at + WORK, ticketId, agentId: summary.chosen, units: 1, cls: "ASYNC", delta: -1 });
    const done = moments.filter((one) => one.at > at && one.at <= at + GAP);
    for (const one of done) load(agents, "agentId" in one ? one.agentId : null, -1);
  }
  return { decisions, moments, until: START + TICKETS * GAP + WORK };
}

function load(agents: Map<string, RoutedAgent>, agentId: string | null, by: 1 | -1): void {
  const agent = agents.get(agentId ?? "");
  if (agent) agents.set(agent.agentId, { ...agent, load: agent.load + by, open: agent.open + by });
}

function report(name: string, facts: RouteFacts): void {
  const took = Array.from({ length: TIMES }, () => {
    const start = performance.now();
    const decision = decideRoute(facts);
    decisionSummary(decision);
    reasonsDigest(decision);
    return performance.now() - start;
  });
  const [mid, most] = [median(took), Math.max(...took)];
  console.log(`  ${name.padEnd(34)} ${mid.toFixed(2)} ms, at most ${most.toFixed(2)} ms   aim: under 5 ms`);
}

const skillsOf = (i: number) =>
  Array.from({ length: SKILLS }, (_, s) => ({ skill: `skill_${s}`, level: 1 + ((i + s) % 5) }));

const agentOf = (_: unknown, i: number): RoutedAgent => ({
  agentId: `agt_${String((i * 7919) % AGENTS).padStart(26, "0")}`,
  active: true,
  teams: [i % 10 === 0 ? "backup" : "support"],
  presence: { state: i % 20 === 0 ? "AWAY" : "ONLINE" },
  inHours: true,
  capacity: 10,
  capacityOf: { ASYNC: 8 },
  load: i % 7,
  loadOf: { ASYNC: i % 7 },
  open: i % 7,
  lastAssignedAt: START - (i % 100),
  weight: 1 + (i % 3),
  skills: skillsOf(i),
});

const FACTS: RouteFacts = {
  configVersion: 1,
  at: START,
  ticket: {
    id: "tkt_1",
    channel: "EMAIL",
    customerId: "cus_1",
    priority: "NORMAL",
    units: 1,
    cls: "ASYNC",
    eligibleSince: START,
    required: [{ skill: "skill_49", level: 2 }],
    preferred: [
      { skill: "skill_48", level: 2, priority: 1 },
      { skill: "skill_47", level: 2, priority: 2 },
      { skill: "skill_46", level: 2, priority: 3 },
    ],
    excluded: [],
    lastActivityAt: START,
  },
  queue: {
    key: "general",
    strategy: "MOST_SPARE",
    primaryTeams: ["support"],
    secondaryTeams: ["backup"],
    fallbackSeconds: 300,
    skillTimeoutSeconds: 60,
    sticky: true,
    overflow: null,
    staleAfterHours: null,
  },
  agents: Array.from({ length: AGENTS }, agentOf),
};
