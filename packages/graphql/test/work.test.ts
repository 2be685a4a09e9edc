import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);

const read = (id: string, fields: string, who: keyof typeof as = "ada") =>
  as[who](`query ($id: ID!) { ticket(id: $id) { ${fields} } }`, { id });

test("a ticket sleeps until another ends, and staff see which", async () => {
  const [one, other] = [await fresh(), await fresh()];
  const input = { ticketId: one.id, untilResolved: other.id, untilAnswered: false };
  expect((await run("snoozeTicket", input, "ticket { id }")).errors).toMatchObject([{ path: ["untilResolved"] }]);
  await run("linkTickets", { ticketId: one.id, kind: "RELATES", otherId: other.id }, "ticket { id }");
  const slept = await run("snoozeTicket", input, "ticket { status snoozedUntil waitsFor { id } }");
  expect(slept).toMatchObject({
    errors: [],
    ticket: { status: "SNOOZED", snoozedUntil: null, waitsFor: { id: other.id } },
  });
  expect((await read(one.id, "waitsFor { id }", "eve")).codes).toEqual(["FORBIDDEN"]);
  expect((await run("snoozeTicket", { ticketId: one.id }, "ticket { id }")).errors).toMatchObject([
    { path: ["until"] },
  ]);
});

const ids = (connection: { edges: readonly { node: { id: string } }[] }) => connection.edges.map(({ node }) => node.id);

test("spam is in a list of its own, and only staff see the mark", async () => {
  const { id: ticketId } = await fresh();
  const marked = await run("markTicketSpam", { ticketId }, "ticket { spam status }");
  expect(marked).toMatchObject({ errors: [], ticket: { spam: true, status: "NEW" } });
  expect(ids((await as.ada("{ spamTickets { edges { node { id } } } }")).data.spamTickets)).toEqual([ticketId]);
  expect(ids((await as.ada("{ tickets { edges { node { id } } } }")).data.tickets)).not.toContain(ticketId);
  const eve = await read(ticketId, "id spam", "eve");
  expect([eve.data.ticket, eve.codes]).toEqual([{ id: ticketId, spam: null }, ["FORBIDDEN"]]);
  expect((await run("replyToTicket", { ticketId, text: "No." }, "ticket { id }")).errors).toMatchObject([
    { __typename: "TransitionError", path: ["ticketId"] },
  ]);
  expect((await run("unmarkTicketSpam", { ticketId }, "ticket { spam }")).ticket).toEqual({ spam: false });
});

test("a deleted ticket is null to all but those who may delete, until it is restored", async () => {
  const { id: ticketId } = await fresh();
  expect((await run("deleteTicket", { ticketId }, "ticket { id }")).codes).toEqual(["FORBIDDEN"]);
  const { ticket } = await run("deleteTicket", { ticketId }, "ticket { deletedAt purged }", "admin");
  expect(ticket).toEqual({ deletedAt: new Date(t.clock.now()).toISOString(), purged: false });
  for (const who of ["ada", "eve"] as const) {
    expect((await read(ticketId, "id", who)).data.ticket).toBeNull();
    expect((await as[who]("query ($id: ID!) { node(id: $id) { id } }", { id: ticketId })).data.node).toBeNull();
  }
  expect(ids((await as.admin("{ deletedTickets { edges { node { id subject } } } }")).data.deletedTickets)).toEqual([
    ticketId,
  ]);
  expect((await as.ada("{ deletedTickets { edges { node { id } } } }")).codes).toEqual(["FORBIDDEN"]);
  const note = await run("addTicketNote", { ticketId, text: "x" }, "ticket { id }", "admin");
  expect(note.errors).toMatchObject([{ __typename: "TransitionError", path: ["ticketId"], allowed: [] }]);
  await run("restoreTicket", { ticketId }, "ticket { id }", "admin");
  expect((await read(ticketId, "deletedAt", "eve")).data.ticket).toEqual({ deletedAt: null });
});

test("a text is blanked wherever it stands in a ticket, by those who may", async () => {
  const { id: ticketId } = await fresh({ subject: "Card 4711", text: "It is card 4711." });
  const input = { ticketId, text: "4711", reason: "A card number." };
  expect((await run("redactTicketText", input, "ticket { id }")).codes).toEqual(["FORBIDDEN"]);
  const refused = await run("redactTicketText", { ...input, reason: "It was 4711." }, "ticket { id }", "admin");
  expect(refused.errors).toMatchObject([{ __typename: "ValidationError", path: ["reason"] }]);
  const { ticket } = await run("redactTicketText", input, "ticket { subject chain { valid } }", "admin");
  expect(ticket).toEqual({ subject: "Card ████████", chain: { valid: true } });
  const { data } = await read(ticketId, "entries { edges { node { id text redacted } } }", "eve");
  const [message] = data.ticket.entries.edges.map((edge: { node: object }) => edge.node);
  expect(message).toMatchObject({ text: "It is card ████████.", redacted: false });
  const audit = await read(ticketId, "audit(first: 1) { edges { node { type facts } } }");
  expect(audit.data.ticket.audit.edges[0].node).toEqual({
    type: "ticket.redacted",
    facts: { reason: "A card number.", entryId: expect.stringMatching(/^evt_/) },
  });
  const missing = { ticketId, attachmentId: `att_${"0".repeat(26)}`, reason: "r" };
  expect((await run("redactTicketAttachment", missing, "ticket { id }", "admin")).errors).toMatchObject([
    { __typename: "NotFoundError", path: ["attachmentId"] },
  ]);
});

test("time is logged and taken back; staff see the sum", async () => {
  const { id: ticketId } = await fresh();
  const input = { ticketId, minutes: 90, note: "Called the workshop", at: "2026-11-01T09:00:00Z" };
  expect((await run("logTicketTime", input, "ticket { timeSpent }")).ticket).toEqual({ timeSpent: "PT1H30M" });
  const refused = await run("logTicketTime", { ticketId, minutes: 0 }, "ticket { id }");
  expect(refused.errors).toMatchObject([{ path: ["minutes"] }]);
  expect((await read(ticketId, "timeSpent", "eve")).codes).toEqual(["FORBIDDEN"]);
  const audit = await read(ticketId, "audit(first: 1) { edges { node { id type text facts } } }");
  const { node } = audit.data.ticket.audit.edges[0];
  expect(node).toMatchObject({ text: "Called the workshop", facts: { workedAt: "2026-11-01T09:00:00.000Z" } });
  const removed = await run("removeTicketTime", { ticketId, entryId: node.id }, "ticket { timeSpent }");
  expect(removed.ticket).toEqual({ timeSpent: "PT0S" });
});
