import { performance } from "node:perf_hooks";
import {
  decideRoute,
  decisionSummary,
  type RoutedAgent,
  type RouteFacts,
  reasonsDigest,
  STRATEGIES,
} from "@switchboard/core/routing";
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
