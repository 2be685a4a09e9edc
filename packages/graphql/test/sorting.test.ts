import * as Workspace from "@switchboard/core/workspace";
import { beforeAll, expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator, TICKET } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);

beforeAll(async () => {
  const admin = t.as("admin");
  await Workspace.defineField(admin, { on: "TICKET", key: "frame", label: "Frame", type: "TEXT" });
  const needed = { kinds: ["RETURN" as const], requiredOnResolve: true };
  await Workspace.defineField(admin, { on: "TICKET", key: "paid", label: "Paid", type: "BOOLEAN", ...needed });
  const labels = { label: "On the bench", customerLabel: "Being repaired" };
  await Workspace.defineStatus(admin, { key: "bench", category: "OPEN", ...labels });
  await Workspace.defineTeam(admin, { key: "workshop", label: "Workshop" });
});

const SORTED =
  "ticket { id status statusLabel priority impact urgency customStatus { key } team { label } fields { key field { type } value } }";

test("a ticket is opened sorted, and sorted anew", async () => {
  const opened = await run(
    "openTicket",
    {
      customerId: t.ids.eve,
      subject: "Bent",
      text: "Help!",
      kind: "INCIDENT",
      impact: "HIGH",
      urgency: "HIGH",
      team: "workshop",
      fields: [{ key: "frame", value: "NB-1" }],
    },
    SORTED,
  );
  expect(opened).toEqual({
    errors: [],
    ticket: {
      id: expect.any(String) as string,
      status: "NEW",
      statusLabel: "New",
      priority: "URGENT",
      impact: "HIGH",
      urgency: "HIGH",
      customStatus: null,
      team: { label: "Workshop" },
      fields: [{ key: "frame", field: { type: "TEXT" }, value: "NB-1" }],
    },
  });
  const ticketId: string = opened.ticket.id;
  const step = async (name: string, input: object) => (await run(name, { ticketId, ...input }, SORTED)).ticket;
  expect(await step("changeTicketImpact", { impact: "LOW", urgency: "LOW" })).toMatchObject({ priority: "LOW" });
  const unsaid = await run("changeTicketPriority", { ticketId, priority: "HIGH" }, SORTED);
  expect(unsaid.errors).toMatchObject([{ __typename: "ValidationError", path: ["reason"] }]);
  await step("changeTicketPriority", { priority: "HIGH", reason: "A race on Sunday." });
  const { data } = await as.ada(
    `{ ticket(id: "${ticketId}") { audit(first: 1) { edges { node { type reason facts } } } } }`,
  );
  expect(data.ticket.audit.edges[0].node).toEqual({
    type: "ticket.priority_changed",
    reason: "A race on Sunday.",
    facts: { priority: "HIGH", previous: "LOW" },
  });
  expect(await step("changeTicketTeam", { team: null })).toMatchObject({ team: null });
  expect(await step("changeTicketFields", { values: [{ key: "frame", value: null }] })).toMatchObject({ fields: [] });
  expect(await step("changeTicketStatus", { customStatus: "bench" })).toMatchObject({
    status: "OPEN",
    statusLabel: "On the bench",
    customStatus: { key: "bench" },
  });
});

test("what resolving needs is named field by field", async () => {
  const { id: ticketId } = await fresh({ kind: "RETURN" });
  const refused = await run("resolveTicket", { ticketId }, TICKET);
  expect(refused.errors).toMatchObject([{ __typename: "ValidationError", path: ["fields", "paid"] }]);
  await run("changeTicketFields", { ticketId, values: [{ key: "paid", value: true }] }, TICKET);
  expect(await run("resolveTicket", { ticketId }, TICKET)).toMatchObject({
    errors: [],
    ticket: { status: "RESOLVED" },
  });
});

test.each([
  ["neither status nor customStatus", "changeTicketStatus", {}, ["status"]],
  ["a status there is not", "changeTicketStatus", { customStatus: "nope" }, ["customStatus"]],
  ["a status there is not, with an answer", "replyToTicket", { text: "R", customStatus: "nope" }, ["customStatus"]],
  ["a field there is not", "changeTicketFields", { values: [{ key: "nope", value: 1 }] }, ["values", "nope"]],
  ["a value that is none", "changeTicketFields", { values: [{ key: "frame", value: { a: 1 } }] }, ["values", "frame"]],
  ["a team there is not", "changeTicketTeam", { team: "nope" }, ["team"]],
  ["impact of a question", "changeTicketImpact", { impact: "LOW", urgency: "LOW" }, ["impact"]],
])("refused is %s", async (_, name, input, path) => {
  const { id: ticketId } = await fresh();
  const { errors } = await run(name, { ticketId, ...input }, TICKET);
  expect(errors).toMatchObject([{ __typename: "ValidationError", path }]);
});

test("a customer reads what a status is called for customers, and nothing of how the ticket is sorted", async () => {
  const { id } = await fresh({ team: "workshop", kind: "INCIDENT", impact: "LOW", urgency: "LOW" });
  await run("changeTicketStatus", { ticketId: id, customStatus: "bench" }, TICKET);
  const seen = await as.eve(`{ ticket(id: "${id}") { statusLabel } }`);
  expect(seen.data.ticket).toEqual({ statusLabel: "Being repaired" });
  for (const field of ["customStatus { key }", "team { key }", "impact", "urgency", "fields { key }"]) {
    const answer = await as.eve(`{ ticket(id: "${id}") { ${field} } }`);
    expect(answer.codes).toEqual(["FORBIDDEN"]);
    expect(Object.values(answer.data.ticket)).toEqual([null]);
  }
});

test("lists show what statuses are called, and the teams", async () => {
  const { data } = await as.ada("{ tickets(first: 20) { edges { node { statusLabel team { label } } } } }");
  const labels = data.tickets.edges.map((edge: { node: { statusLabel: string } }) => edge.node.statusLabel);
  expect(labels.length).toBeGreaterThan(2);
  expect(labels).toContain("On the bench");
});
