import { describe, expect, test } from "vitest";
import { HOUR } from "../../src/kernel/index.ts";
import { type Decision, decideRoute, decisionSummary, explain, reasonsDigest } from "../../src/routing/index.ts";
import { agentOf, factsOf, type Given, SECOND, SINCE } from "../support/routing.ts";

const after = (seconds: number): number => SINCE + seconds * SECOND;

describe("the customer's previous agent", () => {
  const agents = [agentOf("agt_a", { load: 4 }), agentOf("agt_b")];
  const given = (sticky: boolean): Given => ({ ticket: { previousAgentId: "agt_a" }, queue: { sticky } });

  test("comes first where the queue is sticky", () => {
    const decision = decideRoute(factsOf(agents, given(true)));
    expect(decision).toMatchObject({ chosen: "agt_a", rule: "STICKY", tieBreak: null });
    expect(decision.candidates.map(({ agentId, rank }) => [agentId, rank])).toEqual([
      ["agt_a", 1],
      ["agt_b", 2],
    ]);
  });

  test("is one like all elsewhere", () => {
    expect(decideRoute(factsOf(agents, given(false)))).toMatchObject({ chosen: "agt_b", rule: "STRATEGY" });
  });

  test("is not waited for", () => {
    const away = [agentOf("agt_a", { presence: { state: "AWAY" } }), agentOf("agt_b")];
    expect(decideRoute(factsOf(away, given(true)))).toMatchObject({ chosen: "agt_b", rule: "STRATEGY" });
  });
});

describe("the overflow assignee", () => {
  const lead = agentOf("agt_z", { teams: [] });
  const overflow = { afterSeconds: 200, agentId: "agt_z" };
  const full = agentOf("agt_a", { load: 5 });
  const given = (seconds: number, ticket: Given["ticket"] = {}): Given => ({
    at: after(seconds),
    ticket,
    queue: { overflow },
  });

  test("takes what nobody else does, once the time has come, whatever team they are in", () => {
    expect(decideRoute(factsOf([full, lead], given(199)))).toMatchObject({ outcome: "NOBODY", retryAt: after(200) });
    const decision = decideRoute(factsOf([full, lead], given(200)));
    expect(decision).toMatchObject({ outcome: "ASSIGN", chosen: "agt_z", rule: "OVERFLOW", tier: null });
    expect(decision.candidates[0]).toMatchObject({ agentId: "agt_z", removedBy: null, rank: 1 });
  });

  test("is not asked while somebody else can", () => {
    expect(decideRoute(factsOf([agentOf("agt_a"), lead], given(999)))).toMatchObject({ chosen: "agt_a" });
  });

  test.each([
    ["OFFLINE", { ...lead, presence: { state: "OFFLINE" as const } }, {}],
    ["NO_CAPACITY", { ...lead, load: 5 }, {}],
    ["NOT_ACTIVE", { ...lead, active: false }, {}],
    ["OUTSIDE_HOURS", { ...lead, inHours: false }, {}],
    ["EXCLUDED", lead, { excluded: [{ agentId: "agt_z", why: "TIMED_OUT" as const }] }],
    ["MISSING_SKILL", lead, { required: [{ skill: "german", level: 1 }] }],
  ])("has to be there, to be able and to have room: %s", (removedBy, agent, ticket) => {
    const decision = decideRoute(factsOf([full, agent], given(200, ticket)));
    expect(decision.outcome).toBe("NOBODY");
    expect(decision.candidates[1]).toMatchObject({ agentId: "agt_z", removedBy });
  });
});

describe("a ticket without activity for long", () => {
  test.each([
    [24 * HOUR - 1, "ASSIGN"],
    [24 * HOUR, "STALE"],
  ])("%i ms: %s", (passed, outcome) => {
    const given: Given = { at: SINCE + passed, queue: { staleAfterHours: 24 } };
    expect(decideRoute(factsOf([agentOf("agt_a")], given)).outcome).toBe(outcome);
  });

  test("is skipped without looking at anybody, until something happens", () => {
    const given: Given = { at: SINCE + 48 * HOUR, queue: { staleAfterHours: 24 } };
    expect(decideRoute(factsOf([agentOf("agt_a")], given))).toMatchObject({
      candidates: [],
      chosen: null,
      retryAt: null,
    });
  });
});

describe("of a decision", () => {
  const many = Array.from({ length: 15 }, (_, i) => agentOf(`agt_${String(i).padStart(2, "0")}`, { load: i % 6 }));
  const away = agentOf("agt_x", { presence: { state: "AWAY" } });
  const decision = decideRoute(factsOf([...many, away]));

  test("the event keeps the chosen one, the counts by reason and the ten best", () => {
    const summary = decisionSummary(decision);
    expect(summary).toMatchObject({
      configVersion: 7,
      outcome: "ASSIGN",
      chosen: "agt_00",
      considered: 16,
      reasons: { AWAY: 1, NO_CAPACITY: 2 },
      tieBreak: "AGENT_ID",
      retryAt: null,
    });
    expect(summary.best.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(Buffer.byteLength(JSON.stringify(summary))).toBeLessThan(2_500);
  });

  test.each<[string, string]>([
    ["agt_00", "was chosen by the strategy of the queue, by id among equals"],
    ["agt_06", "could have taken it, ranked 2"],
    ["agt_x", "is away: AWAY"],
    ["agt_05", "has no room for it: asks for 1, has 5 of 5"],
  ])("%s %s", (agentId, says) => {
    expect(explain(decision, agentId)).toMatchObject({ agentId, says, isChosen: agentId === "agt_00" });
  });

  test("nothing is said of who was not looked at", () => {
    expect(explain(decision, "agt_none")).toBeNull();
  });

  test("the digest is that of any 'nobody' for the same reasons, and of no other", () => {
    const nobody = (given: Given, ...loads: readonly number[]): Decision =>
      decideRoute(factsOf([...loads.map((load, i) => agentOf(`agt_${i}`, { load })), away], given));
    const known = reasonsDigest(nobody({}, 5, 5));
    expect(known).toMatch(/^[\w-]{12}$/);
    expect(reasonsDigest(nobody({ at: after(9), ticket: { id: "tkt_2" } }, 6, 7))).toBe(known);
    const others = [
      nobody({}, 5),
      nobody({ queue: { key: "other" } }, 5, 5),
      nobody({ at: after(60), ticket: { preferred: [{ skill: "german", level: 1, priority: 3 }] } }, 5, 5),
      decideRoute(factsOf([away, away])),
    ];
    expect(new Set([known, ...others.map(reasonsDigest)]).size).toBe(5);
  });
});
