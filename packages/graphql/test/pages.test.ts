import * as Ticket from "@switchboard/core/ticket";
import { expect, test } from "vitest";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";

const t = await testDesk();
const ada = caller(t.server, "ada");
const COUNT = 23;
for (let n = 0; n < COUNT; n++) {
  t.clock.advance(60_000);
  await Ticket.open(t.as("ada"), {
    customerId: t.ids.eve,
    subject: `T${n}`,
    text: "x",
    priority: n % 10 === 0 ? "URGENT" : "LOW",
  });
}

const TICKETS = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: TicketFilter) {
  tickets(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    edges { cursor node { subject } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor scanLimited } } }`;
interface Connection {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly subject: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string;
    readonly endCursor: string;
  };
}
const page = async (variables: Readonly<Record<string, unknown>>): Promise<Connection> =>
  (await ada(TICKETS, variables)).data.tickets;
const subjects = (connection: Connection) => connection.edges.map((edge) => edge.node.subject);
const newest = Array.from({ length: COUNT }, (_, i) => `T${COUNT - 1 - i}`);

test("a list reads forwards, each item once", async () => {
  const seen: string[] = [];
  let after: string | undefined;
  for (let more = true; more; ) {
    const one = await page({ first: 5, after });
    seen.push(...subjects(one));
    ({ endCursor: after, hasNextPage: more } = one.pageInfo);
  }
  expect(seen).toEqual(newest);
});

test("a list reads backwards, each item once", async () => {
  const seen: string[] = [];
  let before: string | undefined;
  for (let more = true; more; ) {
    const one = await page({ last: 5, before });
    seen.unshift(...subjects(one));
    ({ startCursor: before, hasPreviousPage: more } = one.pageInfo);
  }
  expect(seen).toEqual(newest);
});

test("any edge's cursor is a place to go on from, in both directions", async () => {
  const { edges } = await page({ first: 10 });
  const middle = edges[4]?.cursor;
  expect(subjects(await page({ first: 2, after: middle }))).toEqual(newest.slice(5, 7));
  expect(subjects(await page({ last: 2, before: middle }))).toEqual(newest.slice(2, 4));
});

test("a page has 20 items unless it says otherwise, and nulls say nothing", async () => {
  expect((await page({})).edges).toHaveLength(20);
  expect((await page({ first: null, after: null, last: null, before: null, filter: null })).edges).toHaveLength(20);
  expect((await page({ filter: { status: null } })).edges).toHaveLength(20);
});

test("filters narrow, and say when they stopped looking", async () => {
  expect(subjects(await page({ filter: { priority: ["URGENT"] } }))).toEqual(["T20", "T10", "T0"]);
  const { data } = await ada(TICKETS, { first: 1, filter: { category: "none such" } });
  expect(data.tickets).toMatchObject({ edges: [], pageInfo: { hasNextPage: true, scanLimited: true } });
});

test("urgent work comes first, then the oldest", async () => {
  const { data } = await ada(
    "{ unassignedTickets(first: 4) { edges { node { subject } } } myWork { edges { node { subject } } } }",
  );
  expect(subjects(data.unassignedTickets)).toEqual(["T0", "T10", "T20", "T1"]);
  expect(data.myWork.edges).toEqual([]);
});

test.each([
  [
    "one that was changed",
    (cursor: string) => `${cursor.slice(0, 30)}${cursor[30] === "A" ? "B" : "A"}${cursor.slice(31)}`,
  ],
  ["one that is none", () => "next"],
  ["an empty one", () => ""],
])("a cursor is refused: %s", async (_, spoil) => {
  const { pageInfo } = await page({ first: 3 });
  const refused = await ada(TICKETS, { first: 3, after: spoil(pageInfo.endCursor) });
  expect(refused.codes).toEqual(["BAD_USER_INPUT"]);
  expect(refused.errors[0]?.extensions["path"]).toEqual(["after"]);
  expect(refused.data).toEqual({ tickets: null });
});

test("a cursor of another list, filter or workspace is refused", async () => {
  const after = (await page({ first: 3 })).pageInfo.endCursor;
  expect((await ada(TICKETS, { first: 3, after, filter: { status: ["OPEN"] } })).codes).toEqual(["BAD_USER_INPUT"]);
  expect(
    (await ada("query ($c: String) { unassignedTickets(after: $c) { edges { cursor } } }", { c: after })).codes,
  ).toEqual(["BAD_USER_INPUT"]);
  expect((await caller(t.server, "elsewhere")(TICKETS, { first: 3, after })).codes).toEqual(["BAD_USER_INPUT"]);
});

test("first and last do not go together, nor after with last", async () => {
  const after = (await page({ first: 3 })).pageInfo.endCursor;
  expect((await ada(TICKETS, { first: 1, last: 1 })).codes).toEqual(["BAD_USER_INPUT"]);
  expect((await ada(TICKETS, { last: 1, after })).codes).toEqual(["BAD_USER_INPUT"]);
});

test("a ticket's entries page both ways", async () => {
  const { object } = await Ticket.open(t.as("ada"), { customerId: t.ids.eve, subject: "Long", text: "0" });
  for (let n = 1; n <= 6; n++) await Ticket.note(t.as("ada"), { ticketId: object.id, text: String(n) });
  const query =
    "query ($id: ID!, $first: Int, $after: String, $last: Int) { ticket(id: $id) { entries(first: $first, after: $after, last: $last) { edges { node { text } } pageInfo { endCursor } } } }";
  const texts = (data: { ticket: { entries: { edges: { node: { text: string | null } }[] } } }) =>
    data.ticket.entries.edges.map((e) => e.node.text);
  const one = await ada(query, { id: object.id, first: 3 });
  expect(texts(one.data)).toEqual(["6", "5", "4"]);
  expect(
    texts((await ada(query, { id: object.id, first: 3, after: one.data.ticket.entries.pageInfo.endCursor })).data),
  ).toEqual(["3", "2", "1"]);
  expect(texts((await ada(query, { id: object.id, last: 2 })).data)).toEqual(["0", null]);
});
