import type { Platform } from "../start.ts";
import { type Desk, personOf, say } from "./bench.ts";
import { chapter, expect, told } from "./print.ts";
import { breached } from "./promised.ts";
import { decided, ringing } from "./routed.ts";
import { simulated } from "./simulated.ts";

const TEAM = `mutation($input: DefineTeamInput!) { defineTeam(input: $input) { errors { code message } } }`;
const TEAMS = `mutation($input: ChangeAgentTeamsInput!) { changeAgentTeams(input: $input) { errors { code message } } }`;
const SKILLS = `mutation($input: ChangeAgentSkillsInput!) { changeAgentSkills(input: $input) { errors { code message } } }`;
const PLAN = `query($configuration: RoutingConfigurationInput!) { planRouting(configuration: $configuration) {
  changes { part } findings { code } } }`;
const CONFIGURE = `mutation($input: ConfigureRoutingInput!) { configureRouting(input: $input) { errors { code message } } }`;

/** A ticket finds its person, a chat rings, a clock breaches with nobody there, and who is called takes care of it. */
export async function work(platform: Platform): Promise<void> {
  chapter("Who gets it, and by when");
  const from = platform.desk.clock.now();
  const desk: Desk = {
    platform,
    admin: await personOf(platform, "admin"),
    manager: await personOf(platform, "manager"),
    lead: await personOf(platform, "lead"),
    maya: await personOf(platform, "representative"),
    kofi: await personOf(platform, "specialist"),
  };
  await configured(desk);
  const ticket = await decided(desk);
  await ringing(desk);
  await breached(desk, ticket);
  await simulated(platform, from);
  await say("OFFLINE", [desk.maya, desk.kofi]);
  await platform.settle();
}

async function configured({ platform, admin, manager, lead, maya, kofi }: Desk): Promise<void> {
  const ask = (query: string, input: object) => admin.caller.ask(query, { input });
  await ask(TEAM, { key: "bench", label: "The bench" });
  for (const { id } of [maya, kofi, lead]) await ask(TEAMS, { agentId: id, teams: ["bench"] });
  const configuration = configurationFor({ manager, lead });
  const { changes, findings } = await admin.caller.ask<Plan>(PLAN, { configuration });
  expect(changes.length === 5, `${changes.length} parts would change`);
  expect(findings[0]?.code === "SKILL_HELD_BY_NOBODY", JSON.stringify(findings));
  told("a configuration is checked before it is in force", findings[0].code);
  await ask(CONFIGURE, { configuration });
  await ask(SKILLS, { agentId: kofi.id, skills: [{ skill: "gears", level: 4 }] });
  await platform.settle();
  const now = await admin.caller.ask<Plan>(PLAN, { configuration });
  expect(now.changes.length === 0 && now.findings.length === 0, JSON.stringify(now));
  told("Kofi learns that skill; then it is in force, in one version", changes.map(({ part }) => part).join());
}

interface Plan {
  readonly changes: readonly { readonly part: string }[];
  readonly findings: readonly { readonly code: string }[];
}

const configurationFor = ({ manager, lead }: Pick<Desk, "manager" | "lead">) => ({
  skills: [{ key: "gears", label: "Gears" }],
  queues: [
    { key: "gears", label: "Gears", when: { tags: { any: ["gears"] } }, primaryTeams: ["bench"] },
    { key: "chats", label: "Chats", when: { channels: ["CHAT"] }, primaryTeams: ["bench"], pushTimeoutSeconds: 30 },
  ],
  settings: {
    skillRules: [{ when: { tags: { any: ["gears"] } }, required: [{ skill: "gears", level: 3 }] }],
  },
  slaPolicies: [
    {
      key: "vip",
      label: "VIP",
      when: { tiers: ["VIP"] },
      targets: [{ metric: "FIRST_RESPONSE", minutes: 30, time: "CALENDAR", warnMinutes: 10 }],
    },
  ],
  escalationPaths: [
    {
      key: "vip_waits",
      label: "A VIP waits",
      trigger: { kind: "SLA", state: "BREACHED" },
      steps: [
        { afterMinutes: 0, to: { agentId: lead.id }, actions: ["NOTIFY", "FOLLOW"] },
        { afterMinutes: 15, to: { agentId: manager.id }, actions: ["NOTIFY"] },
      ],
    },
  ],
});
