import * as Routing from "@switchboard/core/routing";
import { expect, test } from "vitest";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";

const t = await testDesk();
const admin = caller(t.server, "admin");
const ada = caller(t.server, "ada");

const CONFIGURE = `mutation ($configuration: RoutingConfigurationInput!) {
  configureRouting(input: { configuration: $configuration }) { workspace { routing } errors { code path } }
}`;
const OPEN = `mutation ($input: OpenTicketInput!) { openTicket(input: $input) { ticket { id } errors { code } } }`;

const CONFIGURATION = {
  calendars: [
    {
      key: "office",
      label: "Office",
      timeZone: "Europe/Berlin",
      intervals: [{ day: "MON", from: "09:00", to: "17:00" }],
      holidays: [{ on: "12-25", label: "Christmas" }],
    },
  ],
  skills: [{ key: "german", label: "German" }],
  queues: [{ key: "all", label: "All", strategy: "LEAST_OPEN", sticky: true }],
  slaPolicies: [
    {
      key: "usual",
      label: "Usual",
      calendar: "office",
      targets: [{ metric: "FIRST_RESPONSE", minutes: 60, warnMinutes: 15 }],
    },
  ],
  escalationPaths: [
    {
      key: "late",
      label: "Late",
      trigger: { kind: "SLA", state: "BREACHED" },
      steps: [{ afterMinutes: 0, to: { agentId: t.ids.admin }, actions: ["NOTIFY"] }],
    },
  ],
  settings: { units: [{ channel: "PHONE" }, { channel: "CHAT", units: 2 }], defaultCapacity: 3 },
};

async function opened(more: object = {}): Promise<string> {
  const input = { customerId: t.ids.eve, subject: "S", text: "T", ...more };
  const id = (await ada(OPEN, { input })).data.openTicket.ticket.id as string;
  await Routing.follow(t.as("system"), { ticketId: id });
  return id;
}

test("a configuration is planned, flipped to, and read back in the shape that core takes", async () => {
  const plan = `query ($configuration: RoutingConfigurationInput) {
    planRouting(configuration: $configuration) { changes { part } findings { code severity path message } }
  }`;
  const planned = (await admin(plan, { configuration: CONFIGURATION })).data.planRouting;
  expect(planned.changes).toHaveLength(6);
  expect(planned.findings).toContainEqual(expect.objectContaining({ code: "SKILL_UNUSED", severity: "WARNING" }));
  const { configureRouting } = (await admin(CONFIGURE, { configuration: CONFIGURATION })).data;
  expect(configureRouting.errors).toEqual([]);
  expect(configureRouting.workspace.routing).toMatchObject({
    queues: [{ key: "all", strategy: "LEAST_OPEN", fallbackSeconds: 300 }],
    routing: { units: { PHONE: "ALL", CHAT: 2 }, defaultCapacity: 3 },
  });
  const wrong = { queues: [{ key: "all", label: "All", primaryTeams: ["nobody"] }] };
  expect((await admin(CONFIGURE, { configuration: wrong })).data.configureRouting.errors).toEqual([
    { code: "VALIDATION", path: ["queues", "0", "primaryTeams", "0"] },
  ]);
});

test("a decision shows who got it and why nobody else did; a chat is offered, and taken or left", async () => {
  await admin(CONFIGURE, { configuration: CONFIGURATION });
  await ada("mutation { setAgentPresence(input: { state: ONLINE }) { errors { code } } }");
  const id = await opened();
  const shown = `query ($id: ID!) { ticket(id: $id) {
    assignee { id } route { state queue required { skill } }
    routingDecision { outcome rule considered chosen { name } reasons { reason count } candidates { agentId removedBy rank says } }
  } }`;
  const { ticket } = (await ada(shown, { id })).data;
  expect(ticket).toMatchObject({
    assignee: { id: t.ids.ada },
    route: { state: "ASSIGNED", queue: "all" },
    routingDecision: { outcome: "ASSIGN", rule: "STRATEGY" },
  });
  const others = ticket.routingDecision.candidates.filter((one: { rank: number | null }) => one.rank === null);
  expect(others.length).toBe(ticket.routingDecision.considered - 1);
  expect(others[0]).toMatchObject({ removedBy: "OFFLINE", says: "is offline" });

  const chat = await opened({ channel: "CHAT" });
  const offers = "{ myOffers { until ticket { id } } }";
  expect((await ada(offers)).data.myOffers.map((one: { ticket: { id: string } }) => one.ticket.id)).toEqual([chat]);
  const act = (name: string) =>
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ticket { route { state } } errors { code } } }`;
  const declined = (await ada(act("declineOffer"), { input: { ticketId: chat } })).data.declineOffer;
  expect(declined).toEqual({ ticket: { route: { state: "WAITING" } }, errors: [] });
  expect((await ada(act("acceptOffer"), { input: { ticketId: chat } })).data.acceptOffer.errors).toEqual([
    { code: "TRANSITION" },
  ]);
  const queue = `{ queuedTickets(queue: "all") { edges { node { ticketId ticket { channel } } } } }`;
  expect((await ada(queue)).data.queuedTickets.edges).toEqual([
    { node: { ticketId: chat, ticket: { channel: "CHAT" } } },
  ]);
});

test("the same configuration over what happened gives what happened", async () => {
  const now = t.clock.now();
  const simulate = `query ($from: DateTime!, $to: DateTime!) {
    simulateRouting(from: $from, to: $to) { different recorded { assigned waiting } simulated { assigned waiting } tickets(first: 5) { same says } }
  }`;
  const [from, to] = [new Date(now - 3_600_000).toISOString(), new Date(now).toISOString()];
  const { simulateRouting } = (await admin(simulate, { from, to })).data;
  expect(simulateRouting.different).toBe(0);
  expect(simulateRouting.simulated).toEqual(simulateRouting.recorded);
  expect(simulateRouting.recorded.assigned).toBeGreaterThan(0);
});

test("skills and capacity of an agent are set, and their load shows", async () => {
  await admin(CONFIGURE, { configuration: CONFIGURATION });
  const agentId = t.ids.ada;
  const skills = { agentId, skills: [{ skill: "german", level: 3 }] };
  const capacity = { agentId, capacity: { units: 4, byClass: [{ class: "CHAT", units: 2 }] }, weight: 2 };
  await admin("mutation ($i: ChangeAgentSkillsInput!) { changeAgentSkills(input: $i) { errors { code } } }", {
    i: skills,
  });
  await admin("mutation ($i: ChangeAgentCapacityInput!) { changeAgentCapacity(input: $i) { errors { code } } }", {
    i: capacity,
  });
  const read = `query ($id: ID!) { agent(id: $id) {
    skills { skill level } capacity { units byClass { class units } } weight load { units tickets }
  } }`;
  expect((await ada(read, { id: agentId })).data.agent).toEqual({
    skills: [{ skill: "german", level: 3 }],
    capacity: { units: 4, byClass: [{ class: "CHAT", units: 2 }] },
    weight: 2,
    load: { units: expect.any(Number), tickets: expect.any(Number) },
  });
});
