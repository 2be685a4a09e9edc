import { describe, expect, test } from "vitest";
import * as Workspace from "../../src/workspace/index.ts";
import { type ConditionFacts, matches } from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const WEEK = { timeZone: "Europe/Berlin", intervals: [{ day: "MON", from: "09:00", to: "17:00" }] } as const;
const office = { key: "office", label: "Office", ...WEEK, intervals: [...WEEK.intervals] };
const queue = { key: "repairs", label: "Repairs" };
const target = { metric: "FIRST_RESPONSE" as const, minutes: 60 };
const policy = { key: "gold", label: "Gold", targets: [target] };
const skill = { key: "german", label: "German" };
const step = { afterMinutes: 10, to: { team: "nowhere" }, actions: ["NOTIFY" as const] };

const FACTS: ConditionFacts = {
  tier: "VIP",
  channel: "EMAIL",
  kind: "QUESTION",
  priority: "HIGH",
  teamId: "workshop",
  tags: ["gears", "urgent"],
};

describe("the configuration of routing", () => {
  test("is planned, then flipped to as one version, with an event for each part that differs", async () => {
    const f = await makeDesk();
    const change = { calendars: [office], skills: [skill], queues: [queue], slaPolicies: [policy] };
    const before = (await Workspace.get(f.admin)).configVersion;
    const plan = await Workspace.planRouting(f.admin, change);
    expect(plan.changes.map(({ part }) => part)).toEqual(["calendars", "skills", "queues", "slaPolicies"]);
    expect((await Workspace.get(f.admin)).configVersion).toBe(before);
    const done = await Workspace.configureRouting(f.admin, change);
    expect([done.object.configVersion, done.entryIds.length]).toEqual([before + 1, 4]);
    expect(await Workspace.config(f.admin)).toEqual(plan.config);
    expect((await Workspace.configureRouting(f.admin, change)).entryIds).toEqual([]);
    await Workspace.configureRouting(f.admin, { queues: [] });
    const { queues, skills } = await Workspace.config(f.admin);
    expect([queues, skills]).toEqual([[], [skill]]);
  });

  test.each<readonly [string, unknown, readonly (string | number)[]]>([
    ["a team there is not", { queues: [{ ...queue, primaryTeams: ["x"] }] }, ["queues", 0, "primaryTeams", 0]],
    [
      "a team twice",
      { queues: [{ ...queue, primaryTeams: ["x"], secondaryTeams: ["x"] }] },
      ["queues", 0, "secondaryTeams", 0],
    ],
    ["a key twice", { queues: [queue, queue] }, ["queues", 1, "key"]],
    ["a condition on nothing known", { queues: [{ ...queue, when: { mood: ["BAD"] } }] }, ["queues", 0, "when"]],
    [
      "a list that matches nothing",
      { slaPolicies: [{ ...policy, when: { tiers: [] } }] },
      ["slaPolicies", 0, "when", "tiers"],
    ],
    [
      "a tag asked for and forbidden",
      { slaPolicies: [{ ...policy, when: { tags: { all: ["a"], none: ["a"] } } }] },
      ["slaPolicies", 0, "when", "tags"],
    ],
    ["a calendar there is not", { slaPolicies: [{ ...policy, calendar: "x" }] }, ["slaPolicies", 0, "calendar"]],
    ["a calendar that never opens", { calendars: [{ ...office, intervals: [] }] }, ["calendars", 0]],
    ["an unknown zone", { calendars: [{ ...office, timeZone: "Mars/Base" }] }, ["calendars", 0, "timeZone"]],
    [
      "a skill there is not",
      { routing: { skillRules: [{ when: {}, required: [{ skill: "x" }] }] } },
      ["routing", "skillRules", 0, "required", 0, "skill"],
    ],
    ["negative units", { routing: { units: { CHAT: -1 } } }, ["routing", "units", "CHAT"]],
    ["fractional capacity", { routing: { defaultCapacity: 2.5 } }, ["routing", "defaultCapacity"]],
    [
      "a warning before the start",
      { slaPolicies: [{ ...policy, targets: [{ ...policy.targets[0], warnMinutes: 60 }] }] },
      ["slaPolicies", 0, "targets", 0, "warnMinutes"],
    ],
    [
      "a metric twice",
      { slaPolicies: [{ ...policy, targets: [...policy.targets, ...policy.targets] }] },
      ["slaPolicies", 0, "targets", 1],
    ],
    [
      "a step to a team there is not",
      { escalationPaths: [{ ...skill, trigger: { kind: "MANUAL" }, steps: [step] }] },
      ["escalationPaths", 0, "steps", 0, "to", "team"],
    ],
  ])("refuses %s, naming the place, and changes nothing", async (_, change, path) => {
    const f = await makeDesk();
    const before = await Workspace.get(f.admin);
    const refused = Workspace.configureRouting(f.admin, change as Workspace.ConfigureRoutingInput);
    await expect(refused).rejects.toMatchObject({ code: "VALIDATION", issues: [expect.objectContaining({ path })] });
    expect(await Workspace.get(f.admin)).toEqual(before);
  });
});

describe("a team", () => {
  test("stays while a queue, a policy or a path names it, and goes once none does", async () => {
    const f = await makeDesk();
    await Workspace.defineTeam(f.admin, { key: "workshop", label: "Workshop" });
    const remove = () => codeOf(Workspace.removeTeam(f.admin, { key: "workshop" }));
    const uses: readonly Workspace.ConfigureRoutingInput[] = [
      { queues: [{ ...queue, primaryTeams: ["workshop"] }] },
      { queues: [{ ...queue, when: { teams: ["workshop"] } }] },
      { queues: [], slaPolicies: [{ ...policy, when: { teams: ["workshop"] } }] },
      {
        slaPolicies: [],
        escalationPaths: [{ ...skill, trigger: { kind: "MANUAL" }, steps: [{ ...step, to: { team: "workshop" } }] }],
      },
    ];
    for (const use of uses) {
      await Workspace.configureRouting(f.admin, use);
      expect(await remove()).toBe("VALIDATION");
    }
    await Workspace.configureRouting(f.admin, { escalationPaths: [] });
    expect(await remove()).toBe("done");
  });
});

describe("a condition", () => {
  test.each<readonly [Workspace.Condition, boolean]>([
    [{}, true],
    [{ tiers: ["VIP"] }, true],
    [{ tiers: ["STANDARD", "PRIORITY"] }, false],
    [{ channels: ["CHAT"] }, false],
    [{ kinds: ["QUESTION"], priorities: ["HIGH"] }, true],
    [{ kinds: ["QUESTION"], priorities: ["LOW"] }, false],
    [{ teams: ["workshop"] }, true],
    [{ categories: ["gears"] }, false],
    [{ tags: { any: ["x", "gears"] } }, true],
    [{ tags: { all: ["urgent", "gears"] } }, true],
    [{ tags: { all: ["urgent", "x"] } }, false],
    [{ tags: { none: ["gears"] } }, false],
  ])("%j holds: %s", (condition, holds) => {
    expect(matches(condition, FACTS)).toBe(holds);
  });

  test("spells tags as tickets do", () => {
    const { tags } = Workspace.Condition.parse({ tags: { any: [" VIP "] } });
    expect(tags).toEqual({ any: ["vip"] });
  });
});
