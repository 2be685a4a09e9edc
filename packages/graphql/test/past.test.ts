import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator, TICKET } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);
const isoOf = (at: number) => new Date(at).toISOString();

test("a ticket is read as it was, with its conversation of then; its changes are told; customers see neither", async () => {
  const { id } = await fresh();
  const then = isoOf(t.clock.now());
  t.clock.advance(1_000);
  await run("changeTicketPriority", { ticketId: id, priority: "URGENT" }, TICKET);
  await run("addTicketNote", { ticketId: id, text: "later" }, TICKET);
  const AS_OF = `query ($id: ID!, $asOf: DateTime) { ticket(id: $id, asOf: $asOf) { priority version
    entries(first: 5) { edges { node { type } } } } }`;
  const now = await as.ada(AS_OF, { id });
  expect(now.data.ticket).toMatchObject({ priority: "URGENT" });
  expect(now.data.ticket.entries.edges).toHaveLength(3);
  const past = await as.ada(AS_OF, { id, asOf: then });
  expect(past.data.ticket).toMatchObject({ priority: "NORMAL", version: 2 });
  expect(past.data.ticket.entries.edges).toHaveLength(2);
  expect((await as.ada(AS_OF, { id, asOf: "2020-01-01T00:00:00Z" })).data).toEqual({ ticket: null });
  expect((await as.eve(AS_OF, { id, asOf: then })).codes).toEqual(["FORBIDDEN"]);

  const CHANGES = `query ($id: ID!, $from: DateTime!, $to: DateTime!) { ticket(id: $id) {
    changes(from: $from, to: $to, first: 10) { edges { node { type actor { kind } fields { field before after } } } } } }`;
  const range = { from: isoOf(t.clock.now()), to: isoOf(t.clock.now()) };
  const { data } = await as.ada(CHANGES, { id, ...range });
  expect(data.ticket.changes.edges[0].node).toEqual({
    type: "ticket.priority_changed",
    actor: { kind: "AGENT" },
    fields: [{ field: "priority", before: "NORMAL", after: "URGENT" }],
  });
});

test("a timeline is narrowed; a transcript is printed with its proof; a list is exported by those who may", async () => {
  const { id } = await fresh({ tags: ["exported"] });
  const { data } = await as.ada(
    `query ($id: ID!) { ticket(id: $id) { transcript { html chain { valid length } }
      messages: entries(show: [MESSAGES]) { edges { node { type } } } } }`,
    { id },
  );
  expect(data.ticket.messages.edges).toEqual([{ node: { type: "ticket.message_received" } }]);
  expect(data.ticket.transcript).toMatchObject({ chain: { valid: true, length: 2 } });
  expect(data.ticket.transcript.html).toContain("<!doctype html>");
  const EXPORT = `{ exportTickets(filter: { tags: ["exported"] }, first: 5) { lines count pageInfo { hasNextPage } } }`;
  const { exportTickets } = (await as.admin(EXPORT)).data;
  expect(exportTickets).toMatchObject({ count: 1, pageInfo: { hasNextPage: false } });
  expect(JSON.parse(exportTickets.lines)).toMatchObject({ id, tags: ["exported"] });
  expect((await as.ada(EXPORT)).codes).toEqual(["FORBIDDEN"]);
});

test("the relationship with a customer is shown at a glance", async () => {
  const { data } = await as.ada(
    `query ($id: ID!) { customer(id: $id) { relationship { total byStatus { status count } open { number } lastContactAt } } }`,
    { id: t.ids.eve },
  );
  expect(data.customer.relationship).toMatchObject({ total: 2, byStatus: [{ status: "NEW", count: 2 }] });
});
