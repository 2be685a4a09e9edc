import { getIntrospectionQuery } from "graphql";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../src/index.ts";
import { answerOf, caller, post } from "./call.ts";
import { testDesk } from "./desk.ts";
import { over, repeat, within } from "./limits.ts";

const t = await testDesk();
const ada = caller(t.server, "ada");

test("body: 256 KiB", async () => {
  const token = { authorization: "Bearer ada" };
  const body = (bytes: number) => {
    const query = JSON.stringify({ query: "{ __typename }" });
    return query + " ".repeat(bytes - query.length);
  };
  within(await answerOf(await t.server.fetch(post(body(LIMITS.bodyBytes), token))));
  const refused = await answerOf(await t.server.fetch(post(body(LIMITS.bodyBytes + 1), token)));
  over(refused, "256 KiB");
  expect(refused.status).toBe(413);
});

test("body: one without a length is read no further than the limit", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer ada" },
    body: endless,
    duplex: "half",
  };
  over(await answerOf(await t.server.fetch(new Request("http://desk.test/graphql", init as RequestInit))), "256 KiB");
  expect(sent).toBeLessThan(8 * 65_536);
});

test("tokens: 2,000", async () => {
  const statuses = (count: number) =>
    `{ tickets(first: 1, filter: { status: [${repeat(count, () => "OPEN")}] }) { edges { cursor } } }`;
  const others = 22;
  within(await ada(statuses(LIMITS.tokens - others)));
  over(await ada(statuses(LIMITS.tokens - others + 1)), "2,001 tokens or more; the limit is 2,000");
});

test("depth: 12 levels of fields", async () => {
  const nested = (levels: number): string => (levels === 1 ? "id" : `followUpOf { ${nested(levels - 1)} }`);
  const id = `tkt_${"0".repeat(26)}`;
  within(await ada(`{ ticket(id: "${id}") { ${nested(LIMITS.depth - 1)} } }`));
  over(await ada(`{ ticket(id: "${id}") { ${nested(LIMITS.depth)} } }`), "13 levels of fields; the limit is 12");
});

test("depth: fragments hide nothing", async () => {
  const fragments = repeat(
    5,
    (n) =>
      `fragment F${n} on Ticket { followUpOf { followUpOf { ${n === 4 ? "followUpOf { id }" : `...F${n + 1}`} } } }`,
  );
  over(await ada(`{ ticket(id: "x") { ...F0 } } ${fragments}`), "the limit is 12");
});

describe("introspection", () => {
  const ofType = (levels: number): string => (levels === 0 ? "" : `ofType { name ${ofType(levels - 1)} }`);

  test("the standard query passes, at a fixed cost", async () => {
    const answer = await ada(getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, oneOf: true }));
    within(answer);
    expect(answer.extensions["cost"]).toBe(100);
  });

  test("depth: 16", async () => {
    within(await ada(`{ __type(name: "Ticket") { fields { type { ${ofType(12)} } } } }`));
    over(await ada(`{ __type(name: "Ticket") { fields { type { ${ofType(13)} } } } }`), "the limit is 16");
  });

  test("one field at the root", async () => {
    within(await ada("{ __schema { queryType { name } } }"));
    over(await ada('{ __schema { queryType { name } } __type(name: "Ticket") { name } }'), "the limit is 1");
  });
});

test("aliases: 30, `__typename` included, counted where fragments are spread", async () => {
  const aliases = (count: number) => repeat(count, (n) => `a${n}: __typename`);
  within(await ada(`{ viewer { ${aliases(LIMITS.aliases)} } }`));
  over(await ada(`{ viewer { ${aliases(LIMITS.aliases + 1)} } }`), "31 aliases; the limit is 30");
  const spread = `{ a: viewer { ...F } b: viewer { ...F } } fragment F on Viewer { ${aliases(15)} }`;
  over(await ada(spread), "the limit is 30");
});

test("root fields: 20, counted where fragments are spread", async () => {
  const roots = (count: number) => `{ ${repeat(count, () => "__typename")} }`;
  within(await ada(roots(LIMITS.rootFields)));
  over(await ada(roots(LIMITS.rootFields + 1)), "21 fields at the root; the limit is 20");
  over(await ada(`{ ...F ...F } fragment F on Query { ${repeat(11, () => "__typename")} }`), "the limit is 20");
});

test("directives: 20", async () => {
  const fields = (count: number) =>
    `query ($a: Boolean = true) { viewer { ${repeat(count, (n) => `a${n}: __typename @include(if: $a)`)} } }`;
  within(await ada(fields(LIMITS.directives)));
  over(await ada(fields(LIMITS.directives + 1)), "21 directives; the limit is 20");
  over(await ada(`{ viewer { __typename ${repeat(21, () => "@skip(if: false)")} } }`), "the limit is 20");
});

test("operations: one in a document", async () => {
  within(await ada("query A { __typename }"));
  over(await ada("query A { __typename } query B { __typename }"), "the limit is 1", "BAD_USER_INPUT");
});

test("variables: 100, declared or given", async () => {
  const declared = (count: number) =>
    `query (${repeat(count, (n) => `$v${n}: ID!`)}) { nodes(ids: [${repeat(count, (n) => `$v${n}`)}]) { id } }`;
  const given = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`v${n}`, `tkt_${"0".repeat(26)}`]));
  within(await ada(declared(LIMITS.variables), given(LIMITS.variables)));
  over(await ada(declared(LIMITS.variables + 1), given(1)), "101 variables; the limit is 100");
  over(await ada("{ __typename }", given(LIMITS.variables + 1)), "the limit is 100");
});

test("variables: 64 KiB", async () => {
  const query = "query ($email: EmailAddress!) { customerByEmail(email: $email) { id } }";
  const email = (bytes: number) => ({ email: "x".repeat(bytes - '{"email":""}'.length) });
  expect((await ada(query, email(LIMITS.variableBytes))).errors[0]?.message).not.toContain("65,536");
  over(await ada(query, email(LIMITS.variableBytes + 1)), "65,537 bytes of variables; the limit is 65,536");
  const deep = await answerOf(
    await t.server.fetch(
      post(`{"query":"{__typename}","variables":{"a":${"[".repeat(60_000)}${"]".repeat(60_000)}}}`, {
        authorization: "Bearer ada",
      }),
    ),
  );
  expect(deep.errors).toHaveLength(1);
  expect(["BAD_USER_INPUT", "COST_LIMIT"]).toContain(deep.codes[0]);
});
