import * as Agent from "@switchboard/core/agent";
import type { Ctx } from "@switchboard/core/kernel";
import * as Workspace from "@switchboard/core/workspace";

const WEEKDAYS = ["MON", "TUE", "WED", "THU", "FRI"] as const;

/** The shop in Berlin closes over lunch, and keeps the holidays that all of Germany has. */
export const CALENDAR = {
  key: "shop",
  label: "Shop and workshop",
  timeZone: "Europe/Berlin",
  intervals: [
    ...WEEKDAYS.map((day) => ({ day, from: "09:00", to: "12:30" })),
    ...WEEKDAYS.map((day) => ({ day, from: "13:00", to: "17:30" })),
    { day: "SAT" as const, from: "10:00", to: "14:00" },
  ],
  overrides: [
    { date: "2026-12-24", intervals: [{ from: "09:00", to: "12:00" }], label: "Christmas Eve" },
    { date: "2026-12-31", intervals: [{ from: "09:00", to: "12:00" }], label: "New Year's Eve" },
    { date: "2027-03-26", intervals: [], label: "Good Friday" },
    { date: "2027-03-29", intervals: [], label: "Easter Monday" },
  ],
  holidays: [
    { on: "01-01", label: "New Year" },
    { on: "05-01", label: "Labour Day" },
    { on: "10-03", label: "Day of German Unity" },
    { on: "12-25", label: "Christmas" },
    { on: "12-26", label: "Boxing Day" },
  ],
};

const SKILLS = [
  { key: "german", label: "German" },
  { key: "gears", label: "Gears and drivetrain" },
  { key: "e_bikes", label: "Motors and batteries" },
];

const WORKSHOP = ["workshop", "brakes", "drivetrain", "e_bike", "wheels", "warranty"];

/** In their order: a ticket enters the first that is for it. The last is for whatever is left. */
const queuesFor = (lead: string) => [
  {
    key: "vip",
    label: "VIP customers",
    when: { tiers: ["VIP" as const] },
    priority: 1,
    primaryTeams: ["sales"],
    secondaryTeams: ["workshop"],
    sticky: true,
    overflow: { afterSeconds: 1_800, agentId: lead },
  },
  {
    key: "returns",
    label: "Returns",
    when: { kinds: ["RETURN" as const] },
    strategy: "LEAST_OPEN" as const,
    order: "DUE" as const,
    primaryTeams: ["sales"],
  },
  {
    key: "workshop",
    label: "Workshop",
    when: { categories: WORKSHOP },
    primaryTeams: ["workshop"],
    secondaryTeams: ["sales"],
    skillTimeoutSeconds: 600,
  },
  { key: "everything", label: "Everything else", primaryTeams: ["sales"], secondaryTeams: ["workshop"] },
];

const POLICIES = [
  {
    key: "vip",
    label: "VIP",
    when: { tiers: ["VIP" as const] },
    calendar: CALENDAR.key,
    targets: [
      { metric: "FIRST_RESPONSE" as const, minutes: 60, warnMinutes: 15 },
      { metric: "NEXT_RESPONSE" as const, minutes: 120, warnMinutes: 30 },
      { metric: "TOTAL_RESOLUTION" as const, minutes: 4_320, time: "CALENDAR" as const, warnMinutes: 720 },
    ],
  },
  {
    key: "standard",
    label: "Standard",
    calendar: CALENDAR.key,
    targets: [
      { metric: "FIRST_RESPONSE" as const, priority: "URGENT" as const, minutes: 60, warnMinutes: 15 },
      { metric: "FIRST_RESPONSE" as const, minutes: 240, warnMinutes: 60 },
      { metric: "NEXT_RESPONSE" as const, minutes: 480, warnMinutes: 60 },
      { metric: "REQUESTER_WAIT" as const, minutes: 2_400, warnMinutes: 480 },
    ],
  },
];

interface Leaders {
  readonly lead: string;
  readonly manager: string;
}

/** How work finds people at Northwind Bikes, and what they promise. */
export async function configureWork(ctx: Ctx, { lead, manager }: Leaders): Promise<void> {
  await Workspace.configureRouting(ctx, {
    calendars: [CALENDAR],
    skills: SKILLS,
    queues: queuesFor(lead),
    slaPolicies: POLICIES,
    escalationPaths: [
      {
        key: "vip_waits",
        label: "A VIP customer waits too long",
        when: { tiers: ["VIP"] },
        trigger: { kind: "SLA", metric: "FIRST_RESPONSE", state: "BREACHED" },
        steps: [
          { afterMinutes: 0, to: { agentId: lead }, actions: ["NOTIFY", "FOLLOW"] },
          { afterMinutes: 30, to: { agentId: manager }, actions: ["NOTIFY", "FOLLOW"] },
        ],
      },
    ],
    routing: {
      defaultCapacity: 6,
      skillRules: [
        { when: { tags: { any: ["german"] } }, required: [{ skill: "german", level: 2 }] },
        { when: { categories: ["drivetrain"] }, preferred: [{ skill: "gears", level: 2, priority: 2 }] },
        { when: { categories: ["e_bike"] }, preferred: [{ skill: "e_bikes", level: 3, priority: 1 }] },
      ],
    },
  });
}

interface Team {
  readonly representative: string;
  readonly jonas: string;
  readonly specialist: string;
  readonly trainer: string;
}

/** What each of them can do, and how much of it at once. Nobody has said yet that they are there. */
export async function equip(ctx: Ctx, { representative, jonas, specialist, trainer }: Team): Promise<void> {
  const all: readonly [string, Agent.ChangeSkillsInput["skills"], Omit<Agent.ChangeCapacityInput, "agentId">][] = [
    [representative, [{ skill: "german", level: 2 }], { capacity: { units: 8, byClass: { CHAT: 2 } } }],
    [jonas, [{ skill: "german", level: 5 }], { weight: 2 }],
    [
      specialist,
      [
        { skill: "gears", level: 5 },
        { skill: "e_bikes", level: 4 },
      ],
      { capacity: { units: 4, byClass: {} } },
    ],
    [trainer, [{ skill: "gears", level: 3 }], { capacity: { units: 3, byClass: {} } }],
  ];
  for (const [agentId, skills, capacity] of all) {
    await Agent.changeSkills(ctx, { agentId, skills });
    await Agent.changeCapacity(ctx, { agentId, ...capacity });
  }
}
