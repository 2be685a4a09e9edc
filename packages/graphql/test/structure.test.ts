import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator, TICKET } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);

const ENTRIES = "entries(first: 50) { edges { node { id type text ticket { id } } } }";
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly text: string | null;
  readonly ticket: { readonly id: string } | null;
}

async function read(id: string, fields: string, who: keyof typeof as = "ada") {
  const { data, errors } = await as[who](`query ($id: ID!) { ticket(id: $id) { ${fields} } }`, { id });
  expect(errors).toEqual([]);
  return data.ticket;
}

async function said(id: string, who: keyof typeof as = "ada"): Promise<readonly Entry[]> {
  const { entries } = await read(id, ENTRIES, who);
  const nodes = entries.edges.map((edge: { node: Entry }) => edge.node) as Entry[];
  return nodes.filter(({ text }) => text !== null).reverse();
}

test("two tickets are linked and show it from both sides, until the link is taken away", async () => {
  const [one, other] = [await fresh(), await fresh()];
  const input = { ticketId: one.id, kind: "PARENT", otherId: other.id };
  expect((await run("linkTickets", input, TICKET)).errors).toEqual([]);
  expect(await read(one.id, "links { kind ticket { id } }")).toEqual({
    links: [{ kind: "PARENT", ticket: { id: other.id } }],
  });
  expect(await read(other.id, "links { kind ticket { id } }")).toEqual({
    links: [{ kind: "CHILD", ticket: { id: one.id } }],
  });
  const circle = { ticketId: other.id, kind: "PARENT", otherId: one.id };
  expect((await run("linkTickets", circle, TICKET)).errors).toMatchObject([
    { __typename: "ValidationError", path: ["otherId"] },
  ]);
  await run("unlinkTickets", input, TICKET);
  expect(await read(other.id, "links { kind }")).toEqual({ links: [] });
});

test("tickets are merged, read as one with each entry's own ticket, and taken apart again", async () => {
  const target = await fresh({ text: "target" });
  t.clock.advance(1);
  const source = await fresh({ text: "source" });
  const merged = await run("mergeTickets", { targetId: target.id, sourceIds: [source.id] }, TICKET);
  expect(merged).toMatchObject({ errors: [], ticket: { id: target.id } });
  for (const who of ["ada", "eve"] as const) {
    expect((await said(target.id, who)).map(({ text, ticket }) => [text, ticket?.id])).toEqual([
      ["target", target.id],
      ["source", source.id],
    ]);
    expect(await read(target.id, "mergedTickets { id }", who)).toEqual({ mergedTickets: [{ id: source.id }] });
    expect(await read(source.id, "status mergedInto { id }", who)).toEqual({
      status: "CLOSED",
      mergedInto: { id: target.id },
    });
  }
  expect((await run("mergeTickets", { targetId: source.id, sourceIds: [target.id] }, TICKET)).errors).toMatchObject([
    { __typename: "ValidationError", path: ["sourceIds", "0"] },
  ]);
  const unmerged = await run("unmergeTicket", { ticketId: source.id }, TICKET);
  expect(unmerged).toMatchObject({ errors: [], ticket: { id: source.id, status: "NEW" } });
  expect((await run("unmergeTicket", { ticketId: source.id }, TICKET)).errors).toMatchObject([
    { __typename: "TransitionError" },
  ]);
});

test("entries are split off into a new ticket; the audit names them by their ids", async () => {
  const { id } = await fresh({ text: "chain" });
  await run("addCustomerMessage", { ticketId: id, text: "bell" }, TICKET, "eve");
  const [, bell] = await said(id);
  const only = await run("splitTicket", { ticketId: id, entryIds: (await said(id)).map((one) => one.id) }, TICKET);
  expect(only.errors).toMatchObject([{ __typename: "ValidationError", path: ["entryIds"] }]);
  const { ticket } = await run("splitTicket", { ticketId: id, entryIds: [bell?.id], subject: "The bell" }, TICKET);
  expect(ticket).toMatchObject({ subject: "The bell", status: "NEW" });
  expect((await said(id)).map(({ text }) => text)).toEqual(["chain"]);
  expect((await said(ticket.id, "eve")).map(({ text }) => text)).toEqual(["bell"]);
  const { audit } = await read(ticket.id, "audit(first: 1) { edges { node { type facts } } }");
  expect(audit.edges[0].node).toMatchObject({ type: "ticket.entries_taken", facts: { entryIds: [bell?.id] } });
  expect(audit.edges[0].node.facts).not.toHaveProperty("entries");
});
