import { counted } from "@switchboard/core/testing";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../src/index.ts";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";
import { over, repeat, within } from "./limits.ts";

const t = await testDesk();
const ada = caller(t.server, "ada");

describe("pages: 1 to 100", () => {
  const query = "query ($n: Int) { tickets(first: $n) { edges { node { id } } } }";
  test.each([1, 100])("%i passes", async (n) => {
    within(await ada(query, { n }));
    within(await ada(`{ tickets(last: ${n}) { edges { node { id } } } }`));
  });
  test.each([0, -1, 101, -100_000, 2_147_483_647])(
    "%i is refused, as a literal, a variable and a default",
    async (n) => {
      const says = "goes from 1 to 100";
      over(await ada(query, { n }), says, "BAD_USER_INPUT");
      over(await ada(`{ tickets(last: ${n}) { edges { node { id } } } }`), says, "BAD_USER_INPUT");
      over(await ada(query.replace("$n: Int", `$n: Int = ${n}`)), says, "BAD_USER_INPUT");
    },
  );
  test("ids too", async () => {
    const ids = Array.from({ length: 101 }, () => t.ids.eve);
    over(await ada("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids }), "1 to 100 ids", "BAD_USER_INPUT");
    over(await ada("{ nodes(ids: []) { id } }"), "1 to 100 ids", "BAD_USER_INPUT");
  });
});

describe("cost: 5,000 points", () => {
  test("one point more is too much", async () => {
    // tickets 5 + 99 x (node 1 + entries 2 + 47 x node 1), agents 5 + 40 x node 1.
    const query = (agents: number) =>
      `{ tickets(first: 99) { edges { node { entries(first: 47) { edges { node { id } } } } } }
         agents(first: ${agents}) { edges { node { id } } } }`;
    const answer = await ada(query(40));
    within(answer);
    expect(answer.extensions["cost"]).toBe(LIMITS.cost);
    over(await ada(query(41)), "5,001 points of cost; the limit is 5,000");
  });

  test("variables count like literals, and so do defaults and the page that is not named", async () => {
    const nested =
      "query ($n: Int, $m: Int = 100) { tickets(first: $n) { edges { node { entries(first: $m) { edges { node { id } } } } } } }";
    over(await ada(nested, { n: 100 }), "the limit is 5,000");
    const answer = await ada("query ($n: Int) { tickets(first: $n) { edges { node { id } } } }", { n: 30 });
    expect(answer.extensions["cost"]).toBe(35);
    expect((await ada("{ tickets { edges { node { id } } } }")).extensions["cost"]).toBe(25);
    expect((await ada("query ($n: Int) { tickets(first: $n) { edges { node { id } } } }")).extensions["cost"]).toBe(25);
  });

  test("an item of a page costs a point where nothing but its cursor is selected: it is read all the same", async () => {
    const cost = async (text: string) => (await ada(text)).extensions["cost"];
    expect(await cost("{ tickets(first: 100) { edges { cursor } } }")).toBe(105);
    expect(await cost("{ tickets(first: 100) { pageInfo { hasNextPage } } }")).toBe(105);
    expect(await cost(`{ nodes(ids: ["${t.ids.eve}", "${t.ids.ada}"]) { __typename } }`)).toBe(3);
    const hidden = "entries(first: 100) { pageInfo { hasNextPage } }";
    over(await ada(`{ tickets(first: 100) { edges { node { ${hidden} } } } }`), "points of cost");
  });

  test("what is done to many tickets at once costs as often, and so does what is selected of them", async () => {
    const ticketIds = Array.from({ length: 100 }, () => t.ids.eve);
    const asking = (selected: string) =>
      `mutation ($input: BulkChangeTicketsInput!) { bulkChangeTickets(input: $input) { results { ${selected} } } }`;
    const input = { ticketIds, change: { resolve: true } };
    over(await ada(asking("ticket { entries(first: 40) { edges { node { id } } } }"), { input }), "limit is 5,000");
    // Each: the change 10, and result 1.
    const cost = async (text: string, variables = {}) => (await ada(text, variables)).extensions["cost"];
    expect(await cost(asking("done"), { input })).toBe(1_100);
    const literal = `{ ticketIds: ${JSON.stringify(ticketIds)}, change: { resolve: true } }`;
    expect(await cost(asking("done").replace("($input: BulkChangeTicketsInput!)", "").replace("$input", literal))).toBe(
      1_100,
    );
    expect(await cost(asking("done").replace("Input!)", `Input! = ${literal})`))).toBe(1_100);
    const parts = asking("done").replace("$input: BulkChangeTicketsInput!", "$ids: [ID!]!");
    const mixed = parts.replace("$input", "{ ticketIds: $ids, change: { resolve: true } }");
    expect(await cost(mixed, { ids: ticketIds })).toBe(1_100);
    expect(await cost(asking("done"), { input: { ...input, ticketIds: [t.ids.eve] } })).toBe(11);
  });

  test("what goes over very many costs so much that few fit into a request", async () => {
    const recounts = (n: number) => `mutation { ${repeat(n, (i) => `a${i}: recountTickets(input: {}) { done }`)} }`;
    over(await ada(recounts(6)), "6,000 points of cost");
    const resolve = `resolveProblem(input: { problemId: "${t.ids.eve}" }) { resolvedIds }`;
    over(await ada(`mutation { ${repeat(11, (i) => `a${i}: ${resolve}`)} }`), "5,500 points of cost");
  });

  test("a size that is no number counts in full until validation refuses it", async () => {
    const answer = await ada("query ($n: Int) { tickets(first: $n) { edges { node { id } } } }", { n: "1" });
    expect(answer.codes).toEqual(["BAD_USER_INPUT"]);
    expect(answer.extensions["cost"]).toBe(105);
  });
});

describe("the walk is proportional to the document", () => {
  test("fragments that double fifty times are counted, not followed", async () => {
    const fragments = repeat(
      50,
      (n) => `fragment F${n} on Viewer { ${n === 49 ? "a: __typename" : `...F${n + 1} ...F${n + 1}`} }`,
    );
    over(await ada(`{ viewer { ...F0 } } ${fragments}`), "aliases; the limit is 30");
  });

  test("fragments in a circle are refused", async () => {
    over(
      await ada("{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }"),
      "spreads itself",
      "BAD_USER_INPUT",
    );
  });

  test("five thousand fragments in a chain or a circle end at the first limit", async () => {
    const chain = repeat(5_000, (n) => `fragment F${n} on Ticket { followUpOf { ...F${n + 1} } }`);
    over(await ada(`{ ticket(id: "x") { ...F0 } } ${chain} fragment F5000 on Ticket { id }`), "256 KiB");
    const circle = repeat(5_000, (n) => `fragment F${n} on Ticket { ...F${(n + 1) % 5_000} }`);
    over(await ada(`{ ticket(id: "x") { ...F0 } } ${circle}`), "2,000");
  });
});

test("a refusal by the guard reads nothing", async () => {
  const { table, calls } = counted(t.desk.table);
  const server = t.serve({ context: () => ({ ...t.as("ada"), table }) });
  const query = "{ tickets(first: 100) { edges { node { entries(first: 100) { edges { node { id } } } } } } }";
  over(await caller(server, "ada")(query), "the limit is 5,000");
  expect(calls()).toEqual([]);
});
