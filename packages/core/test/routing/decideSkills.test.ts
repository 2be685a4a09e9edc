import { describe, expect, test } from "vitest";
import { decideRoute, type PreferredPriority } from "../../src/routing/index.ts";
import { agentOf, factsOf, type Given, SECOND, SINCE } from "../support/routing.ts";

const after = (seconds: number): number => SINCE + seconds * SECOND;
const preferred = (...groups: readonly PreferredPriority[]) =>
  groups.map((priority) => ({ skill: `skill${priority}`, level: 1, priority }));
const holding = (agentId: string, ...groups: readonly PreferredPriority[]) =>
  agentOf(agentId, { skills: groups.map((group) => ({ skill: `skill${group}`, level: 1 })) });

describe("preferred skills", () => {
  test.each<[number, readonly PreferredPriority[], string | null]>([
    [0, [], null],
    [59, [], null],
    [60, [3], null],
    [120, [3, 2], "agt_a"],
    [180, [3, 2, 1], "agt_a"],
    [9_999, [3, 2, 1], "agt_a"],
  ])("after %i seconds the groups %j are given up whole, the lowest first", (seconds, dropped, chosen) => {
    const facts = factsOf([holding("agt_a", 1)], { at: after(seconds), ticket: { preferred: preferred(1, 2, 3) } });
    expect(decideRoute(facts)).toMatchObject({ dropped, chosen });
  });

  test("only groups that the ticket has are counted: a lone first group is the lowest", () => {
    const given: Given = { at: after(60), ticket: { preferred: preferred(1) } };
    expect(decideRoute(factsOf([agentOf("agt_a")], given))).toMatchObject({ dropped: [1], chosen: "agt_a" });
  });

  test("whoever holds all that is waited for is chosen at once", () => {
    const facts = factsOf([agentOf("agt_a", { capacity: 9 }), holding("agt_b", 1, 2)], {
      ticket: { preferred: preferred(1, 2) },
    });
    expect(decideRoute(facts)).toMatchObject({ chosen: "agt_b", dropped: [] });
  });

  test("more of them held ranks before the strategy, those that are given up among them", () => {
    const [idle, skilled] = [agentOf("agt_a", { capacity: 9 }), { ...holding("agt_b", 3), load: 4 }];
    const facts = factsOf([idle, skilled], { at: after(60), ticket: { preferred: preferred(3) } });
    expect(decideRoute(facts)).toMatchObject({ chosen: "agt_b", dropped: [3], tieBreak: null });
  });

  test("without a timeout nothing is waited for: they only rank", () => {
    const given: Given = { ticket: { preferred: preferred(1, 2) }, queue: { skillTimeoutSeconds: null } };
    expect(decideRoute(factsOf([agentOf("agt_a")], given))).toMatchObject({ chosen: "agt_a", dropped: [] });
    expect(decideRoute(factsOf([agentOf("agt_a"), holding("agt_b", 2)], given)).chosen).toBe("agt_b");
  });

  test("required ones are never given up", () => {
    const facts = factsOf([agentOf("agt_a")], {
      at: after(99_999),
      ticket: { required: [{ skill: "german", level: 1 }] },
    });
    expect(decideRoute(facts)).toMatchObject({ outcome: "NOBODY", retryAt: null });
  });
});

describe("when nobody can, the time before which time alone changes nothing", () => {
  const overflow = { afterSeconds: 200, agentId: "agt_z" };
  const lead = agentOf("agt_z", { teams: [] });

  test.each<[string, ReturnType<typeof decideRoute>, number | null]>([
    ["never, when all are full", decideRoute(factsOf([agentOf("agt_a", { load: 5 })])), null],
    ["never, with nobody there", decideRoute(factsOf([])), null],
    ["an opening", decideRoute(factsOf([agentOf("agt_a", { inHours: false, opensAt: after(900) })])), after(900)],
    [
      "not the opening of who is full all the same",
      decideRoute(factsOf([agentOf("agt_a", { inHours: false, opensAt: after(900), load: 5 })])),
      null,
    ],
    [
      "the end of the last group that somebody lacks",
      decideRoute(factsOf([holding("agt_a", 1)], { ticket: { preferred: preferred(1, 2, 3) } })),
      after(120),
    ],
    [
      "the fallback, for a secondary one who holds what the primary ones lack",
      decideRoute(
        factsOf([agentOf("agt_a"), { ...holding("agt_b", 1), teams: ["backup"] }], {
          ticket: { preferred: preferred(1) },
          queue: { skillTimeoutSeconds: 900 },
        }),
      ),
      after(300),
    ],
    ["the overflow", decideRoute(factsOf([lead], { queue: { overflow } })), after(200)],
    [
      "the overflow, when whoever it is has opened",
      decideRoute(factsOf([{ ...lead, inHours: false, opensAt: after(900) }], { queue: { overflow } })),
      after(900),
    ],
    [
      "not the overflow to who is offline",
      decideRoute(factsOf([{ ...lead, presence: { state: "OFFLINE" } }], { queue: { overflow } })),
      null,
    ],
  ])("%s", (_, decision, retryAt) => {
    expect([decision.outcome, decision.retryAt]).toEqual(["NOBODY", retryAt]);
  });
});
