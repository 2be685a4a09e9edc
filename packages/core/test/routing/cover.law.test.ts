import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FirstMatch, unreachable } from "../../src/routing/index.ts";
import { CHANNELS, type Condition, type ConditionFacts, matches, TIERS } from "../../src/workspace/index.ts";
import { RUNS } from "../support/random.ts";

const TEAMS = ["workshop", "shop"] as const;
const TAGS = ["gears", "urgent", "spam"] as const;
const KNOWN = { teams: TEAMS, categories: ["bikes"] };

const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
const optional = <T>(name: string, values: fc.Arbitrary<T>) =>
  fc.option(
    values.map((value) => ({ [name]: value })),
    { nil: {}, freq: 1 },
  );

const anyTags = fc
  .tuple(optional("any", some(TAGS)), optional("all", some(TAGS)), optional("none", some(TAGS)))
  .map((parts) => ({ tags: Object.assign({}, ...parts) }));

const anyCondition: fc.Arbitrary<Condition> = fc
  .tuple(
    optional("tiers", some(TIERS)),
    optional("channels", some(CHANNELS)),
    optional("teams", some(TEAMS)),
    optional("categories", fc.constant(["bikes"])),
    fc.option(anyTags, { nil: {} }),
  )
  .map((parts) => Object.assign({}, ...parts));

const anyList: fc.Arbitrary<FirstMatch> = fc
  .array(anyCondition, { minLength: 1, maxLength: 6 })
  .map((list) => list.map((when, i) => ({ key: `q${i}`, when })));

/** Every ticket that these conditions can tell from another. */
const TICKETS: readonly ConditionFacts[] = TIERS.flatMap((tier) =>
  CHANNELS.flatMap((channel) =>
    [undefined, ...TEAMS].flatMap((teamId) =>
      [undefined, "bikes"].flatMap((category) =>
        [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => {
          const tags = TAGS.filter((_, i) => bits & (1 << i));
          return { tier, channel, kind: "QUESTION" as const, priority: "NORMAL" as const, teamId, category, tags };
        }),
      ),
    ),
  ),
);

test("what is called unreachable is reached by no ticket, and everything else by one", () => {
  fc.assert(
    fc.property(anyList, (list) => {
      const reached = new Set(TICKETS.map((ticket) => list.findIndex(({ when }) => matches(when, ticket))));
      for (const i of list.keys()) expect([i, unreachable(list, i, KNOWN) === null]).toEqual([i, reached.has(i)]);
    }),
    { numRuns: RUNS },
  );
}, 180_000);

test("whoever is named as taking it all does so by themselves", () => {
  fc.assert(
    fc.property(anyList, (list) => {
      for (const [i, { when }] of list.entries()) {
        const found = unreachable(list, i, KNOWN);
        const asking = TICKETS.filter((ticket) => matches(when, ticket));
        if (found?.why === "NOTHING") expect(asking).toEqual([]);
        if (found?.why !== "COVERED") continue;
        const takers = list.slice(0, i).filter(({ key }) => found.by.includes(key));
        expect(asking.every((ticket) => takers.some((taker) => matches(taker.when, ticket)))).toBe(true);
      }
    }),
    { numRuns: RUNS },
  );
}, 180_000);

describe("an item is unreachable", () => {
  test.each<readonly [string, readonly Condition[], readonly string[] | null]>([
    ["behind one for everything", [{}, { tiers: ["VIP"] }], ["q0"]],
    ["behind one that asks for less", [{ tiers: ["VIP"] }, { tiers: ["VIP"], channels: ["CHAT"] }], ["q0"]],
    ["not behind one that asks for more", [{ tiers: ["VIP"], channels: ["CHAT"] }, { tiers: ["VIP"] }], null],
    [
      "behind several that share it out",
      [{ tiers: ["VIP"] }, { channels: ["CHAT"] }, { tiers: ["STANDARD", "PRIORITY"] }, {}],
      ["q0", "q1", "q2"],
    ],
    ["behind a tag and its absence", [{ tags: { any: ["a"] } }, { tags: { none: ["a"] } }, {}], ["q0", "q1"]],
    ["not where one sort of ticket is left", [{ tags: { any: ["a"] } }, { tags: { none: ["a", "b"] } }, {}], null],
    ["behind each of two tags, for who has both", [{ tags: { any: ["a"] } }, { tags: { all: ["a", "b"] } }], ["q0"]],
    ["not for teams that are named nowhere", [{ teams: ["workshop", "shop"] }, {}], null],
  ])("%s", (_, conditions, by) => {
    const list = conditions.map((when, i) => ({ key: `q${i}`, when }));
    expect(unreachable(list, list.length - 1, KNOWN)).toEqual(by && { why: "COVERED", by });
  });

  test("a hundred queues with all sorts of tags are checked in no time", () => {
    const list = Array.from({ length: 100 }, (_, i) => ({
      key: `q${i}`,
      when: { tags: { any: [`a${i}`, `b${i}`], none: [`c${(i * 7) % 100}`] } },
    }));
    expect(list.map((_, i) => unreachable(list, i, KNOWN)).filter(Boolean)).toEqual([]);
  });
});
