import { describe, expect, test } from "vitest";
import { type Decision, decideRoute, type Reason, type RoutedAgent } from "../../src/routing/index.ts";
import { agentOf, factsOf, type Given, SECOND, SINCE } from "../support/routing.ts";

const after = (seconds: number): number => SINCE + seconds * SECOND;

const one = (given: Partial<RoutedAgent>, facts: Given = {}) => decideRoute(factsOf([agentOf("agt_a", given)], facts));
const reasonOf = (decision: Decision, agentId = "agt_a") =>
  decision.candidates.find((candidate) => candidate.agentId === agentId)?.removedBy;
const detailOf = (decision: Decision, agentId = "agt_a") =>
  decision.candidates.find((candidate) => candidate.agentId === agentId)?.detail;

const DECLINED: Given = { ticket: { excluded: [{ agentId: "agt_a", why: "DECLINED" }] } };
const GERMAN: Given = { ticket: { required: [{ skill: "german", level: 2 }] } };
const LIKED: Given = { ticket: { preferred: [{ skill: "german", level: 2, priority: 1 }] } };

describe("who may not take a ticket is removed, with the first reason that holds", () => {
  test.each<[Reason, string | undefined, Partial<RoutedAgent>, Given]>([
    ["NOT_ACTIVE", undefined, { active: false }, {}],
    ["WRONG_TEAM", undefined, { teams: ["sales"] }, {}],
    ["WRONG_TEAM", undefined, { teams: [] }, {}],
    ["OFFLINE", undefined, { presence: { state: "OFFLINE" } }, {}],
    ["AWAY", "AWAY", { presence: { state: "AWAY" } }, {}],
    ["AWAY", "AWAY_AND_REASSIGN", { presence: { state: "AWAY_AND_REASSIGN" } }, {}],
    ["CHANNEL_OFF", "EMAIL", { presence: { state: "ONLINE", channels: ["CHAT", "PHONE"] } }, {}],
    ["OUTSIDE_HOURS", undefined, { inHours: false }, {}],
    ["OUTSIDE_HOURS", "opens 2026-11-02T10:10:00.000Z", { inHours: false, opensAt: after(600) }, {}],
    ["EXCLUDED", "DECLINED", {}, DECLINED],
    ["MISSING_SKILL", "german at level 2", {}, GERMAN],
    ["MISSING_SKILL", "german at level 2", { skills: [{ skill: "german", level: 1 }] }, GERMAN],
    ["NO_CAPACITY", "asks for 1, has 5 of 5", { load: 5 }, {}],
    ["NO_CAPACITY", "asks for 2, has 4 of 5", { load: 4 }, { ticket: { units: 2 } }],
    ["NO_CAPACITY", "asks for 1, has 2 of 2 in ASYNC", { load: 2, loadOf: { ASYNC: 2 }, capacityOf: { ASYNC: 2 } }, {}],
    ["NO_CAPACITY", "asks for 0, has 5 of 5", { load: 5 }, { ticket: { units: 0 } }],
    ["NO_CAPACITY", "asks for 5, has 1 of 5", { load: 1 }, { ticket: { units: "ALL", cls: "VOICE" } }],
    ["NO_CAPACITY", "asks for 0, has 0 of 0", { capacity: 0 }, { ticket: { units: "ALL", cls: "VOICE" } }],
    ["MISSING_PREFERRED", "german at level 2", {}, LIKED],
    // Of several reasons the first is named, in the order in which they are listed.
    ["NOT_ACTIVE", undefined, { active: false, teams: [], load: 9 }, {}],
    ["OFFLINE", undefined, { presence: { state: "OFFLINE" }, inHours: false, load: 9 }, {}],
    ["EXCLUDED", "DECLINED", { load: 9 }, DECLINED],
  ])("%s (%s)", (reason, detail, agent, given) => {
    const decision = one(agent, given);
    expect(decision).toMatchObject({ outcome: "NOBODY", chosen: null, rule: null, tier: null, tieBreak: null });
    expect([reasonOf(decision), detailOf(decision)]).toEqual([reason, detail]);
  });

  test.each<[string, Partial<RoutedAgent>, Given]>([
    ["who holds the skill at the level asked, or above", { skills: [{ skill: "german", level: 3 }] }, GERMAN],
    ["who is online for this channel", { presence: { state: "ONLINE", channels: ["EMAIL"] } }, {}],
    ["who has just the room", { load: 3 }, { ticket: { units: 2 } }],
    ["who has nothing, for what takes all of them", {}, { ticket: { units: "ALL", cls: "VOICE" } }],
    ["who is full of another class", { capacityOf: { ASYNC: 4, CHAT: 1 }, load: 1, loadOf: { CHAT: 1 } }, {}],
    ["anybody, in a queue without teams", { teams: [] }, { queue: { primaryTeams: [], secondaryTeams: [] } }],
  ])("%s may", (_, agent, given) => {
    expect(one(agent, given)).toMatchObject({ outcome: "ASSIGN", chosen: "agt_a", rule: "STRATEGY", tier: "PRIMARY" });
  });
});

describe("a secondary team waits for the primary ones", () => {
  const [first, second] = [agentOf("agt_a"), agentOf("agt_b", { teams: ["backup"], capacity: 9 })];

  test("while somebody of them could take it", () => {
    const decision = decideRoute(factsOf([first, second], { at: after(299) }));
    expect([decision.chosen, decision.tier, reasonOf(decision, "agt_b")]).toEqual([
      "agt_a",
      "PRIMARY",
      "SECONDARY_WAITS",
    ]);
  });

  test("not when none of them can", () => {
    const decision = decideRoute(factsOf([{ ...first, load: 5 }, second]));
    expect([decision.chosen, decision.tier]).toEqual(["agt_b", "SECONDARY"]);
  });

  test("and not after the fallback: then both are compared", () => {
    const decision = decideRoute(factsOf([first, second], { at: after(300) }));
    expect([decision.chosen, decision.tier, decision.candidates.length]).toEqual(["agt_b", "SECONDARY", 2]);
  });

  test("who is in both is of the primary one", () => {
    const both = agentOf("agt_b", { teams: ["backup", "support"], capacity: 9 });
    expect(decideRoute(factsOf([first, both]))).toMatchObject({ chosen: "agt_b", tier: "PRIMARY" });
  });
});

describe("each strategy", () => {
  const spare = [agentOf("agt_a", { capacity: 9, load: 6, open: 1 }), agentOf("agt_b", { load: 1, open: 4 })];

  test.each<[string, readonly RoutedAgent[], Given, string]>([
    ["MOST_SPARE takes who has most room left", spare, { queue: { strategy: "MOST_SPARE" } }, "agt_b"],
    [
      "MOST_SPARE counts the room for the class",
      [agentOf("agt_a", { capacity: 9, capacityOf: { ASYNC: 1 } }), agentOf("agt_b", { load: 3 })],
      { queue: { strategy: "MOST_SPARE" } },
      "agt_b",
    ],
    ["LEAST_OPEN takes who has fewest tickets", spare, { queue: { strategy: "LEAST_OPEN" } }, "agt_a"],
    [
      "ROUND_ROBIN takes who was longest without",
      [agentOf("agt_a", { lastAssignedAt: SINCE - 1 }), agentOf("agt_b", { lastAssignedAt: SINCE - 2, load: 4 })],
      { queue: { strategy: "ROUND_ROBIN" } },
      "agt_b",
    ],
    [
      "ROUND_ROBIN takes who never had one first",
      [agentOf("agt_a", { lastAssignedAt: SINCE - 1 }), agentOf("agt_b")],
      { queue: { strategy: "ROUND_ROBIN" } },
      "agt_b",
    ],
    [
      "WEIGHTED takes who has least for their weight: 3 of 3 before 2 of 1",
      [agentOf("agt_a", { load: 1, weight: 1 }), agentOf("agt_b", { load: 2, weight: 3 })],
      { queue: { strategy: "WEIGHTED" } },
      "agt_b",
    ],
    [
      "WEIGHTED compares thirds without rounding: 2 of 6 is 1 of 3, so the other one was longer without",
      [
        agentOf("agt_a", { load: 0, weight: 3, lastAssignedAt: SINCE - 1 }),
        agentOf("agt_b", { load: 1, weight: 6, lastAssignedAt: SINCE - 2 }),
      ],
      { queue: { strategy: "WEIGHTED" } },
      "agt_b",
    ],
    [
      "WEIGHTED takes who weighs nothing last",
      [agentOf("agt_a", { weight: 0 }), agentOf("agt_b", { load: 4, weight: 1 })],
      { queue: { strategy: "WEIGHTED" } },
      "agt_b",
    ],
  ])("%s", (_, agents, given, chosen) => {
    expect(decideRoute(factsOf(agents, given)).chosen).toBe(chosen);
  });
});

describe("a tie", () => {
  test.each<[string, Partial<RoutedAgent>, Partial<RoutedAgent>, string, Decision["tieBreak"]]>([
    ["none: the score tells them apart", { load: 1 }, {}, "agt_b", null],
    [
      "is broken by the longest without",
      { lastAssignedAt: 2 },
      { lastAssignedAt: 1 },
      "agt_b",
      "LONGEST_SINCE_ASSIGNMENT",
    ],
    ["is broken by who never had one", { lastAssignedAt: 2 }, {}, "agt_b", "LONGEST_SINCE_ASSIGNMENT"],
    ["is broken by the id in the end", { lastAssignedAt: 2 }, { lastAssignedAt: 2 }, "agt_a", "AGENT_ID"],
  ])("%s", (_, a, b, ...[chosen, tieBreak]) => {
    expect(decideRoute(factsOf([agentOf("agt_a", a), agentOf("agt_b", b)]))).toMatchObject({ chosen, tieBreak });
  });

  test("there is none with a single one", () => {
    expect(one({}).tieBreak).toBeNull();
  });
});
