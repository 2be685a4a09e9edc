import * as fc from "fast-check";
import type { RoutedAgent, RoutedTicket, RouteFacts, RoutingQueue } from "../../src/routing/index.ts";

/** A Monday at ten, when the tickets of these tests begin to wait. */
export const SINCE = Date.parse("2026-11-02T10:00:00Z");
export const SECOND = 1_000;

export const agentOf = (agentId: string, given: Partial<RoutedAgent> = {}): RoutedAgent => ({
  agentId,
  active: true,
  teams: ["support"],
  presence: { state: "ONLINE" },
  inHours: true,
  capacity: 5,
  capacityOf: {},
  load: 0,
  loadOf: {},
  open: 0,
  weight: 1,
  skills: [],
  ...given,
});

export interface Given {
  readonly at?: number;
  readonly ticket?: Partial<RoutedTicket>;
  readonly queue?: Partial<RoutingQueue>;
}

export const factsOf = (agents: readonly RoutedAgent[], { at = SINCE, ticket, queue }: Given = {}): RouteFacts => ({
  configVersion: 7,
  at,
  ticket: {
    id: "tkt_1",
    channel: "EMAIL",
    customerId: "cus_1",
    priority: "NORMAL",
    units: 1,
    cls: "ASYNC",
    eligibleSince: SINCE,
    required: [],
    preferred: [],
    excluded: [],
    lastActivityAt: SINCE,
    ...ticket,
  },
  queue: {
    key: "general",
    strategy: "MOST_SPARE",
    primaryTeams: ["support"],
    secondaryTeams: ["backup"],
    fallbackSeconds: 300,
    skillTimeoutSeconds: 60,
    sticky: false,
    overflow: null,
    staleAfterHours: null,
    ...queue,
  },
  agents,
});

const SKILLS = ["german", "billing", "refunds"] as const;
const skill = fc.record({ skill: fc.constantFrom(...SKILLS), level: fc.integer({ min: 1, max: 3 }) });
const skills = fc.uniqueArray(skill, { selector: (one) => one.skill, maxLength: 3 });
const seconds = fc.integer({ min: 0, max: 400 });
const moment = seconds.map((n) => SINCE + n * SECOND);
const optional = <T>(name: string, some: fc.Arbitrary<T>) =>
  fc.option(
    some.map((value) => ({ [name]: value })),
    { nil: {} },
  );

/** Mostly those who could work, so that what is chosen among them is met often. */
export const anyAgent = (agentId: string): fc.Arbitrary<RoutedAgent> =>
  fc
    .record({
      active: fc.constantFrom(true, true, true, false),
      teams: fc.constantFrom(["support"], ["support"], ["backup"], ["backup", "support"], ["sales"], []),
      state: fc.constantFrom("ONLINE", "ONLINE", "ONLINE", "AWAY", "AWAY_AND_REASSIGN", "OFFLINE" as const),
      channels: optional("channels", fc.constantFrom(["EMAIL"], ["CHAT"], ["EMAIL", "PHONE"])),
      inHours: fc.constantFrom(true, true, false),
      opensAt: optional("opensAt", moment),
      capacity: fc.integer({ min: 0, max: 4 }),
      capacityOf: fc.constantFrom({}, {}, { ASYNC: 2 }, { ASYNC: 0, VOICE: 1 }),
      load: fc.integer({ min: 0, max: 5 }),
      open: fc.integer({ min: 0, max: 5 }),
      lastAssignedAt: optional("lastAssignedAt", fc.constantFrom(SINCE - 9, SINCE - 5, SINCE - 1)),
      weight: fc.integer({ min: 0, max: 3 }),
      skills,
    })
    .map(({ state, channels, opensAt, lastAssignedAt, inHours, ...rest }) => ({
      agentId,
      ...rest,
      inHours,
      presence: { state, ...channels },
      loadOf: { ASYNC: rest.load },
      ...(inHours ? {} : opensAt),
      ...lastAssignedAt,
    })) as fc.Arbitrary<RoutedAgent>;

const anyTicket = fc
  .record({
    channel: fc.constantFrom("EMAIL", "PHONE" as const),
    units: fc.constantFrom<(number | "ALL")[]>(1, 1, 2, "ALL"),
    required: fc.oneof(fc.constant([]), fc.constant([]), skills),
    preferred: fc.uniqueArray(fc.tuple(skill, fc.constantFrom(1, 2, 3 as const)), {
      selector: ([one]) => one.skill,
      maxLength: 3,
    }),
    excluded: fc.constantFrom([], [], [{ agentId: "agt_a", why: "DECLINED" as const }]),
    previous: optional("previousAgentId", fc.constantFrom("agt_a", "agt_b")),
  })
  .map(({ previous, preferred, ...rest }) => ({
    ...rest,
    ...previous,
    cls: rest.channel === "PHONE" ? ("VOICE" as const) : ("ASYNC" as const),
    preferred: preferred.map(([one, priority]) => ({ ...one, priority })),
  }));

const anyQueue = fc.record({
  strategy: fc.constantFrom("MOST_SPARE", "LEAST_OPEN", "ROUND_ROBIN", "WEIGHTED" as const),
  primaryTeams: fc.constantFrom(["support"], ["support"], []),
  secondaryTeams: fc.constantFrom(["backup"], ["backup"], []),
  fallbackSeconds: seconds,
  skillTimeoutSeconds: fc.option(fc.constantFrom(0, 60, 100), { freq: 5 }),
  sticky: fc.boolean(),
  overflow: fc.option(fc.record({ afterSeconds: seconds, agentId: fc.constantFrom("agt_a", "agt_b", "agt_x") })),
});

const IDS = ["agt_a", "agt_b", "agt_c", "agt_d", "agt_e", "agt_f"] as const;

/** Facts of every kind, small enough for all rules to meet. */
export const anyFacts: fc.Arbitrary<RouteFacts> = fc
  .record({
    at: moment,
    ticket: anyTicket,
    queue: anyQueue,
    agents: fc.tuple(...IDS.map(anyAgent)),
    count: fc.integer({ min: 0, max: IDS.length }),
  })
  .map(({ agents, count, ...given }) => factsOf(agents.slice(0, count), given as Given));
