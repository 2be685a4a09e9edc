import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator, TICKET } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);

const WATCHERS = "followers { name } ccs { address name }";

test("staff see who watches a ticket and change it; a customer sees nothing of it", async () => {
  const { id: ticketId } = await fresh();
  expect((await run("followTicket", { ticketId }, TICKET)).errors).toEqual([]);
  await run("addTicketNote", { ticketId, text: "Look.", mentions: [t.ids.admin] }, TICKET);
  await run("addTicketCc", { ticketId, address: "boss@acme.example", name: "The boss" }, TICKET);
  const query = `query ($id: ID!) { ticket(id: $id) { ${WATCHERS} } }`;
  expect((await as.ada(query, { id: ticketId })).data.ticket).toEqual({
    followers: [{ name: "Ada" }, { name: "Root" }],
    ccs: [{ address: "boss@acme.example", name: "The boss" }],
  });
  const eve = await as.eve(query, { id: ticketId });
  expect(eve.data.ticket).toEqual({ followers: null, ccs: null });
  expect(eve.codes).toEqual(["FORBIDDEN", "FORBIDDEN"]);
  await run("unfollowTicket", { ticketId, agentId: t.ids.admin }, TICKET);
  await run("removeTicketCc", { ticketId, address: "boss@acme.example" }, TICKET);
  expect((await as.ada(query, { id: ticketId })).data.ticket).toEqual({ followers: [{ name: "Ada" }], ccs: [] });
});

test("the audit names the mentioned, and the note by its id", async () => {
  const { id: ticketId } = await fresh();
  await run("addTicketNote", { ticketId, text: "Look.", mentions: [t.ids.admin] }, TICKET);
  const query = "query ($id: ID!) { ticket(id: $id) { audit(first: 3) { edges { node { id type facts } } } } }";
  const nodes = (await as.ada(query, { id: ticketId })).data.ticket.audit.edges.map(
    (edge: { node: object }) => edge.node,
  );
  const note = nodes.find((node: { type: string }) => node.type === "ticket.noted");
  expect(nodes[1]).toMatchObject({
    type: "ticket.mentioned",
    facts: { agentIds: [t.ids.admin], entryId: note.id },
  });
});

test("an agent of elsewhere is nobody here", async () => {
  const { id: ticketId } = await fresh();
  const { errors } = await run("followTicket", { ticketId, agentId: t.ids.otherAgent }, TICKET);
  expect(errors).toMatchObject([{ __typename: "NotFoundError", path: ["agentId"] }]);
});
