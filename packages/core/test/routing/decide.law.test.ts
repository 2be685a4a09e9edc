import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "../../src/kernel/index.ts";
import { type Decision, decideRoute, hasRoom, type RouteFacts } from "../../src/routing/index.ts";
import { RUNS } from "../support/random.ts";
import { anyAgent, anyFacts } from "../support/routing.ts";

const bytes = (decision: Decision): string => canonical(decision);
const law = (property: fc.IRawProperty<unknown>) => fc.assert(property as fc.IProperty<unknown>, { numRuns: RUNS });

test("the order in which agents stand changes no byte", () => {
  law(
    fc.property(
      anyFacts.chain((facts) =>
        fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts.agents], { minLength: facts.agents.length })),
      ),
      ([facts, agents]) => {
        expect(bytes(decideRoute({ ...facts, agents }))).toBe(bytes(decideRoute(facts)));
      },
    ),
  );
});

test("facts that were written down and read again give the same bytes, and are not changed by deciding", () => {
  law(
    fc.property(anyFacts, (facts) => {
      const written = JSON.stringify(facts);
      const decision = decideRoute(facts);
      expect(JSON.stringify(facts)).toBe(written);
      expect(bytes(decideRoute(JSON.parse(written) as RouteFacts))).toBe(bytes(decision));
      expect(bytes(JSON.parse(JSON.stringify(decision)) as Decision)).toBe(bytes(decision));
    }),
  );
});

test("whoever is chosen has room, and no more than they can carry afterwards", () => {
  law(
    fc.property(anyFacts, (facts) => {
      const chosen = facts.agents.find(({ agentId }) => agentId === decideRoute(facts).chosen);
      if (!chosen) return;
      const units = facts.ticket.units === "ALL" ? chosen.capacity : facts.ticket.units;
      expect(chosen.load + units).toBeLessThanOrEqual(chosen.capacity);
      expect(hasRoom(chosen, facts.ticket)).toBe(true);
    }),
  );
});

test("everybody is looked at once; the chosen one is not removed, and nobody is ranked before them", () => {
  law(
    fc.property(anyFacts, (facts) => {
      const { candidates, chosen, outcome } = decideRoute(facts);
      expect(candidates.map(({ agentId }) => agentId).sort()).toEqual(
        facts.agents.map(({ agentId }) => agentId).sort(),
      );
      expect(outcome === "ASSIGN").toBe(chosen !== null);
      const ranked = candidates.filter(({ removedBy }) => removedBy === null);
      expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, i) => i + 1));
      expect(ranked[0]?.agentId ?? null).toBe(chosen);
      for (const { removedBy, score, rank } of candidates) {
        expect(removedBy === null).toBe(score !== undefined && rank !== undefined);
      }
    }),
  );
});

test("somebody who could not take it changes nothing of who does", () => {
  // Who only waits for others, or for whom others wait, could take it: of them this cannot be said.
  const could = new Set([null, "SECONDARY_WAITS", "MISSING_PREFERRED"]);
  law(
    fc.property(anyFacts, anyAgent("agt_new"), (facts, agent) => {
      const more = decideRoute({ ...facts, agents: [...facts.agents, agent] });
      if (could.has(more.candidates.find(({ agentId }) => agentId === "agt_new")?.removedBy ?? null)) return;
      const { chosen, rule, tier, tieBreak, candidates } = decideRoute(facts);
      expect(more).toMatchObject({ chosen, rule, tier, tieBreak });
      expect(more.candidates.filter(({ agentId }) => agentId !== "agt_new")).toEqual(candidates);
    }),
  );
});

const SOON = 400_000;
const at = (facts: RouteFacts, time: number): RouteFacts => ({
  ...facts,
  at: time,
  agents: facts.agents.map((one) => ({ ...one, inHours: one.inHours || (one.opensAt ?? time + 1) <= time })),
});

test("nobody gets it before the time that is named for trying again", () => {
  law(
    fc.property(anyFacts, fc.integer({ min: 0, max: SOON }), (facts, later) => {
      const now = at(facts, facts.at);
      const { outcome, retryAt } = decideRoute(now);
      if (outcome !== "NOBODY") return;
      const time = retryAt === null ? now.at + later : Math.min(now.at + later, retryAt - 1);
      expect(decideRoute(at(facts, time)).outcome).toBe("NOBODY");
    }),
  );
});

test("without secondary teams somebody does get it at that very time", () => {
  law(
    fc.property(anyFacts, (facts) => {
      const alone = at({ ...facts, queue: { ...facts.queue, secondaryTeams: [] } }, facts.at);
      const { retryAt } = decideRoute(alone);
      if (retryAt !== null) expect(decideRoute(at(alone, retryAt)).outcome).toBe("ASSIGN");
    }),
  );
});
