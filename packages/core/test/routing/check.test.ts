import { describe, expect, test } from "vitest";
import { type CheckedAgent, type CheckedConfig, checkConfiguration, FINDINGS } from "../../src/routing/index.ts";
import { DEFAULT_CONFIG, type Queue, type SkillRule, type SlaPolicy } from "../../src/workspace/index.ts";

const HOURS = { timeZone: "Europe/Berlin", intervals: [{ day: "MON" as const, from: "09:00", to: "17:00" }] };
const NEVER = { ...HOURS, intervals: [] };

const agent = (id: string, given: Partial<CheckedAgent> = {}): CheckedAgent => ({
  id,
  active: true,
  teams: ["workshop"],
  skills: [{ skill: "german", level: 3 }],
  capacity: 5,
  ...given,
});

const queue = (key: string, given: Partial<Queue> = {}): Queue => ({
  key,
  label: key,
  when: {},
  priority: 50,
  strategy: "MOST_SPARE",
  order: "PRIORITY",
  primaryTeams: ["workshop"],
  secondaryTeams: [],
  fallbackSeconds: 300,
  sticky: false,
  pushTimeoutSeconds: 30,
  ...given,
});

const policy = (key: string, given: Partial<SlaPolicy> = {}): SlaPolicy => ({
  key,
  label: key,
  when: {},
  targets: [{ metric: "FIRST_RESPONSE", minutes: 60, time: "BUSINESS" }],
  automatedRepliesCount: false,
  ...given,
});

const path = { key: "up", label: "Up", when: {}, trigger: { kind: "MANUAL" as const } };
const rule = (given: Partial<SkillRule>): SkillRule => ({ when: {}, required: [], preferred: [], ...given });
const routed = (...skillRules: readonly SkillRule[]) => ({ ...DEFAULT_CONFIG.routing, skillRules: [...skillRules] });

/** A desk of one team with which nothing is wrong. */
const GOOD: CheckedConfig = {
  ...DEFAULT_CONFIG,
  teams: [
    { key: "workshop", label: "Workshop" },
    { key: "shop", label: "Shop" },
  ],
  skills: [{ key: "german", label: "German" }],
  categories: [{ key: "bikes", label: "Bikes" }],
  calendars: [{ key: "office", label: "Office", ...HOURS, overrides: [], holidays: [] }],
  queues: [queue("vip", { when: { tiers: ["VIP"] } }), queue("rest")],
  slaPolicies: [policy("gold", { when: { tiers: ["VIP"] }, calendar: "office" }), policy("rest")],
  routing: routed(rule({ required: [{ skill: "german", level: 2 }] })),
};
const STAFF = [agent("agt_a")];

type Row = readonly [keyof typeof FINDINGS, string, Partial<CheckedConfig>, (readonly CheckedAgent[])?];

const ROWS: readonly Row[] = [
  ["QUEUE_MATCHES_NOTHING", "queues.0.when", { queues: [queue("a", { when: { teams: ["gone"] } })] }],
  ["QUEUE_UNREACHABLE", "queues.1.when", { queues: [queue("a"), queue("b", { when: { tiers: ["VIP"] } })] }],
  ["QUEUE_WITHOUT_AGENTS", "queues.0", { queues: [queue("a", { primaryTeams: ["shop"] })] }],
  ["QUEUE_WITHOUT_AGENTS", "queues.0", {}, [agent("agt_a", { active: false })]],
  ["QUEUE_WITHOUT_AGENTS", "queues.0", {}, [agent("agt_a", { capacity: 0 })]],
  ["POLICY_MATCHES_NOTHING", "slaPolicies.0.when", { slaPolicies: [policy("a", { when: { categories: ["cars"] } })] }],
  [
    "POLICY_UNREACHABLE",
    "slaPolicies.1.when",
    { slaPolicies: [policy("a"), policy("b", { when: { kinds: ["TASK"] } })] },
  ],
  [
    "TARGET_NEVER_APPLIES",
    "slaPolicies.0.targets.0.priority",
    {
      slaPolicies: [
        policy("a", {
          when: { priorities: ["LOW"] },
          targets: [{ metric: "FIRST_RESPONSE", priority: "URGENT", minutes: 9, time: "CALENDAR" }],
        }),
      ],
    },
  ],
  [
    "SKILL_HELD_BY_NOBODY",
    "routing.skillRules.0.required.0",
    { routing: routed(rule({ required: [{ skill: "german", level: 4 }] })) },
  ],
  ["SKILL_HELD_BY_NOBODY", "routing.skillRules.0.required.0", {}, [agent("agt_a", { skills: [] })]],
  [
    "SKILL_UNKNOWN",
    "routing.skillRules.0.required.0.skill",
    { routing: routed(rule({ required: [{ skill: "latin", level: 1 }] })) },
  ],
  [
    "PREFERRED_SKILL_HELD_BY_NOBODY",
    "routing.skillRules.0.preferred.0",
    { routing: routed(rule({ preferred: [{ skill: "german", level: 5, priority: 1 }] })) },
  ],
  [
    "SKILL_NOT_IN_QUEUE",
    "routing.skillRules.0.required",
    { queues: [queue("shop", { primaryTeams: ["shop"] })] },
    [agent("agt_a"), agent("agt_b", { teams: ["shop"], skills: [] })],
  ],
  ["SKILL_UNUSED", "skills.1", { skills: [...GOOD.skills, { key: "latin", label: "Latin" }] }],
  ["TEAM_UNKNOWN", "queues.0.primaryTeams.1", { queues: [queue("a", { primaryTeams: ["workshop", "gone"] })] }],
  ["TEAM_UNKNOWN", "queues.0.when.teams.0", { queues: [queue("a", { when: { teams: ["gone"] } })] }],
  [
    "TEAM_UNKNOWN",
    "escalationPaths.0.steps.0.to.team",
    { escalationPaths: [{ ...path, steps: [{ afterMinutes: 0, to: { team: "gone" }, actions: ["NOTIFY"] }] }] },
  ],
  ["TEAM_WITHOUT_AGENTS", "queues.0.secondaryTeams.0", { queues: [queue("a", { secondaryTeams: ["shop"] })] }],
  ["TEAM_WITHOUT_HOURS", "teams.0", {}, [agent("agt_a", { hours: NEVER }), agent("agt_b", { hours: NEVER })]],
  [
    "TEAM_ALWAYS_OPEN",
    "teams.1",
    { queues: [queue("a", { secondaryTeams: ["shop"] })] },
    [agent("agt_a", { hours: HOURS }), agent("agt_b", { teams: ["shop"] })],
  ],
  ["CALENDAR_UNKNOWN", "slaPolicies.0.calendar", { slaPolicies: [policy("a", { calendar: "gone" })] }],
  ["CALENDAR_UNUSED", "calendars.0", { slaPolicies: [policy("a")] }],
  ["CATEGORY_UNKNOWN", "queues.0.when.categories.0", { queues: [queue("a", { when: { categories: ["cars"] } })] }],
  [
    "OVERFLOW_AGENT_UNKNOWN",
    "queues.0.overflow.agentId",
    { queues: [queue("a", { overflow: { afterSeconds: 9, agentId: "agt_x" } })] },
  ],
  [
    "OVERFLOW_AGENT_NOT_ACTIVE",
    "queues.0.overflow.agentId",
    { queues: [queue("a", { overflow: { afterSeconds: 9, agentId: "agt_b" } })] },
    [agent("agt_a"), agent("agt_b", { active: false })],
  ],
  [
    "ESCALATION_AGENT_UNKNOWN",
    "escalationPaths.0.steps.0.to.agentId",
    { escalationPaths: [{ ...path, steps: [{ afterMinutes: 0, to: { agentId: "agt_x" }, actions: ["NOTIFY"] }] }] },
  ],
  ["CHANNEL_TOO_COSTLY", "routing.units.CHAT", { routing: { ...GOOD.routing, units: { CHAT: 6 } } }],
];

describe("the check of a configuration", () => {
  test("finds nothing where nothing is wrong, nor where nothing is configured", () => {
    expect(checkConfiguration(GOOD, { agents: STAFF })).toEqual([]);
    expect(checkConfiguration(DEFAULT_CONFIG, { agents: [] })).toEqual([]);
  });

  test.each(ROWS.map(([code, where, config, agents = STAFF]) => [code, where, config, agents] as const))(
    "finds %s at %s",
    (code, where, config, agents) => {
      const found = checkConfiguration({ ...GOOD, ...config }, { agents });
      const one = found.find((finding) => finding.code === code);
      expect(one).toMatchObject({ severity: FINDINGS[code], message: expect.stringMatching(/\.$/) });
      expect(one?.path.join(".")).toBe(where);
    },
  );

  test("every finding has a row here", () => {
    expect(new Set(ROWS.map(([code]) => code))).toEqual(new Set(Object.keys(FINDINGS)));
  });

  test("names the errors first", () => {
    const config = { ...GOOD, slaPolicies: [policy("a"), policy("b")] };
    expect(checkConfiguration(config, { agents: STAFF }).map(({ severity }) => severity)).toEqual(["ERROR", "WARNING"]);
  });

  test("says what takes the tickets of a queue before it", () => {
    const queues = [queue("a", { when: { tiers: ["VIP"] } }), queue("b"), queue("c", { when: { tiers: ["VIP"] } })];
    const found = checkConfiguration({ ...GOOD, queues }, { agents: STAFF });
    expect(found.map(({ message }) => message)).toEqual([
      'Nothing reaches "c": whatever it asks for is taken before by "a". Move it up.',
    ]);
  });
});
