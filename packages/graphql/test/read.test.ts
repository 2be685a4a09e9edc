import * as Agent from "@switchboard/core/agent";
import * as Customer from "@switchboard/core/customer";
import { counted } from "@switchboard/core/testing";
import * as Ticket from "@switchboard/core/ticket";
import { describe, expect, test } from "vitest";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";

const t = await testDesk();
const ada = caller(t.server, "ada");
const eve = caller(t.server, "eve");
const admin = caller(t.server, "admin");

const open = (subject: string) =>
  Ticket.open(t.as("ada"), { customerId: t.ids.eve, subject, text: "It does not work.", channel: "PHONE" });
const { object: ticket } = await open("Card stolen");
await Ticket.assign(t.as("ada"), { ticketId: ticket.id, assigneeId: t.ids.ada });
await Ticket.note(t.as("ada"), { ticketId: ticket.id, text: "Seems honest." });
t.clock.advance(90_500);
await Ticket.reply(t.as("ada"), { ticketId: ticket.id, text: "Blocked.", status: "RESOLVED" });

test("the viewer is told who they are and what they may do", async () => {
  const { data } = await eve(
    "{ viewer { actor { kind id customer { email } } customer { name locale } agent { id } permissions { permission scope } } }",
  );
  expect(data.viewer).toMatchObject({
    actor: { kind: "CUSTOMER", id: t.ids.eve, customer: { email: "eve@main.example" } },
    customer: { name: "Eve", locale: "de-AT" },
    agent: null,
  });
  expect(data.viewer.permissions).toContainEqual({ permission: "ticket:read", scope: "OWN" });
});

test("a ticket tells everything about itself", async () => {
  const { data, errors } = await ada(
    `query ($id: ID!) { ticket(id: $id) {
      id number subject status priority kind channel category createdAt tags version configVersion address allowedStatuses
      activityAt snoozedUntil unansweredSince firstHumanReplyAt firstHumanReplyAfter firstResolvedAt lastResolvedAt closesAt closedAt
      customer { id name tickets { edges { node { id } } } } assignee { name roles work { edges { node { id } } } } followUpOf { id }
      chain { valid length brokenAt reason } } }`,
    { id: ticket.id },
  );
  expect(errors).toEqual([]);
  expect(data.ticket).toMatchObject({
    number: 1,
    status: "RESOLVED",
    channel: "PHONE",
    createdAt: "2026-11-02T09:00:00.000Z",
    firstHumanReplyAt: "2026-11-02T09:01:30.500Z",
    firstHumanReplyAfter: "PT1M30.5S",
    closesAt: "2026-11-06T09:01:30.500Z",
    closedAt: null,
    allowedStatuses: ["OPEN", "CLOSED"],
    customer: { id: t.ids.eve, tickets: { edges: [{ node: { id: ticket.id } }] } },
    assignee: { name: "Ada", roles: ["REPRESENTATIVE"], work: { edges: [] } },
    chain: { valid: true, brokenAt: null, reason: null },
  });
});

describe("a ticket's history", () => {
  const ENTRIES = `query ($id: ID!) { ticket(id: $id) { entries { edges { node {
    type visibility text html redacted at channel facts actor { kind agent { name } } attachments { id } mail { verified } ticket { number } } } } } }`;

  test("staff read messages and notes, the newest first", async () => {
    const { data } = await ada(ENTRIES, { id: ticket.id });
    const nodes = data.ticket.entries.edges.map((edge: { node: object }) => edge.node);
    expect(nodes.map((node: { type: string }) => node.type)).toEqual([
      "ticket.resolved",
      "ticket.replied",
      "ticket.noted",
      "ticket.message_received",
      "ticket.opened",
    ]);
    expect(nodes[1]).toMatchObject({
      visibility: "PUBLIC",
      text: "Blocked.",
      actor: { kind: "AGENT", agent: { name: "Ada" } },
    });
    expect(nodes[0].facts).toEqual({ previous: "OPEN", closesAt: "2026-11-06T09:01:30.500Z" });
    expect(nodes[2]).toMatchObject({ visibility: "NOTE", text: "Seems honest.", ticket: { number: 1 } });
  });

  test("the customer reads the public part of it, and no audit", async () => {
    const { data } = await eve("query ($id: ID!) { ticket(id: $id) { entries { edges { node { visibility } } } } }", {
      id: ticket.id,
    });
    expect(new Set(data.ticket.entries.edges.map((e: { node: { visibility: string } }) => e.node.visibility))).toEqual(
      new Set(["PUBLIC"]),
    );
    const refused = await eve("query ($id: ID!) { ticket(id: $id) { number audit { edges { cursor } } } }", {
      id: ticket.id,
    });
    expect(refused.data.ticket).toEqual({ number: 1, audit: null });
    expect(refused.errors[0]).toMatchObject({
      path: ["ticket", "audit"],
      extensions: { code: "FORBIDDEN", permission: "ticket:read_audit" },
    });
  });

  test("what was blanked is gone, and the audit shows which entry it was without saying how many there are", async () => {
    const { object: other } = await open("Say it again");
    const [first] = (await Ticket.entries(t.as("ada"), other.id)).edges;
    await Ticket.redact(t.as("admin"), { ticketId: other.id, entryId: first?.node.id ?? "", reason: "card number" });
    const { data } = await ada(
      "query ($id: ID!) { ticket(id: $id) { chain { valid } audit { edges { node { id type redacted text facts } } } } }",
      { id: other.id },
    );
    const nodes = data.ticket.audit.edges.map((edge: { node: object }) => edge.node);
    expect(nodes.find((node: { id: string }) => node.id === first?.node.id)).toMatchObject({
      redacted: true,
      text: null,
    });
    expect(nodes[0]).toMatchObject({
      type: "ticket.redacted",
      facts: { reason: "card number", entryId: first?.node.id },
    });
    expect(data.ticket.chain.valid).toBe(true);
  });
});

test("a customer finds their own tickets and no others", async () => {
  const { object: stranger } = await Customer.upsert(t.as("ada"), { email: "mallory@example.com" });
  const { object: theirs } = await Ticket.open(t.as("ada"), {
    customerId: stranger.id,
    subject: "Mine",
    text: "Mine alone.",
  });
  const asked = "query ($id: ID!) { ticket(id: $id) { id } tickets { edges { node { customer { email } } } } }";
  const { data } = await eve(asked, { id: theirs.id });
  expect(data.ticket).toBeNull();
  expect(
    data.tickets.edges.every(
      (e: { node: { customer: { email: string } } }) => e.node.customer.email === "eve@main.example",
    ),
  ).toBe(true);
});

test("customers and agents are found by id, by address and in lists", async () => {
  const { data } = await admin(`{
    customerByEmail(email: "EVE@main.example") { id tier version }
    none: customerByEmail(email: "nobody@example.com") { id }
    customers(first: 1) { edges { node { email tier timeZone version } } }
    agents { edges { node { name status roles version } } } }`);
  expect(data.customerByEmail).toEqual({ id: t.ids.eve, tier: "STANDARD", version: 1 });
  expect(data.none).toBeNull();
  expect(data.customers.edges).toHaveLength(1);
  expect(data.agents.edges.map((e: { node: object }) => e.node)).toEqual([
    { name: "Root", status: "ACTIVE", roles: ["ADMIN"], version: 1 },
    { name: "Ada", status: "ACTIVE", roles: ["REPRESENTATIVE"], version: 1 },
  ]);
  expect((await admin('{ customerByEmail(email: "no address") { id } }')).codes).toEqual(["BAD_USER_INPUT"]);
});

test("the workspace shows its configuration", async () => {
  const { data } = await ada(
    "{ workspace { name version configVersion createdAt settings { autoCloseDays followUp { policy days owner } } supportAddresses { address name } } }",
  );
  expect(data.workspace).toMatchObject({
    name: "Acme main",
    configVersion: 1,
    settings: { autoCloseDays: 4, followUp: { policy: "REOPEN_WITHIN", days: 7, owner: "KEEP" } },
    supportAddresses: [],
  });
});

test("the log of the workspace is read by time", async () => {
  const asked = `query ($from: DateTime!, $to: DateTime!) { workspaceLog(from: $from, to: $to, first: 3, after: null) {
    edges { node { id type subjectId actor { kind id } at occurredAt origin visibility } } pageInfo { hasNextPage } } }`;
  const { data } = await admin(asked, { from: "2026-11-02T10:00:00+01:00", to: "2026-11-02T10:00:00Z" });
  expect(data.workspaceLog.edges[0].node).toMatchObject({
    actor: { kind: "SYSTEM", id: "test" },
    origin: "LIVE",
    visibility: "AUDIT",
  });
  expect(data.workspaceLog.pageInfo.hasNextPage).toBe(true);
  expect((await admin(asked, { from: "2026-11-02T10:00:00Z", to: "2026-11-01T10:00:00Z" })).codes).toEqual([
    "BAD_USER_INPUT",
  ]);
});

test("fifty tickets with customer and assignee cost three reads", async () => {
  const agents = await Promise.all(
    [1, 2, 3].map((n) =>
      Agent.create(t.as("admin"), { name: `A${n}`, email: `a${n}@x.example`, roles: ["representative"] }),
    ),
  );
  for (let n = 0; n < 50; n++) {
    const { object } = await open(`Bulk ${n}`);
    await Ticket.assign(t.as("ada"), { ticketId: object.id, assigneeId: agents[n % 3]?.object.id ?? "" });
  }
  const { table, calls } = counted(t.desk.table);
  const server = t.serve({ context: () => ({ ...t.as("ada"), table }) });
  const { data } = await caller(
    server,
    "ada",
  )(
    "{ tickets(first: 50, filter: { status: [NEW] }) { edges { node { id subject customer { name tier } assignee { name roles } } } } }",
  );
  expect(data.tickets.edges).toHaveLength(50);
  expect(
    calls()
      .map((call) => call.name)
      .sort(),
  ).toEqual(["batchGet", "batchGet", "query"]);
});
