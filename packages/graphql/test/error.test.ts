import { ERRORS } from "@switchboard/core";
import { faulty } from "@switchboard/core/testing";
import { describe, expect, test } from "vitest";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";

const t = await testDesk();
const ada = caller(t.server, "ada");

describe("no error leaves without a code of ours, nor with a hint at names", () => {
  test.each([
    ["a syntax error", "{ a"],
    ["an empty document", ""],
    ["no operation", "fragment F on Query { __typename }"],
    ["an unknown field", "{ viewr { id } }"],
    ["an unknown field of a type", "{ viewer { actr { id } } }"],
    ["an unknown argument", "{ tickets(frist: 1) { edges { cursor } } }"],
    ["an unknown type", "query ($a: Tickt) { __typename }"],
    ["an unknown enum value", "{ tickets(filter: { status: [OPN] }) { edges { cursor } } }"],
    ["an unknown directive", "{ __typename @inclde(if: true) }"],
    ["an unknown fragment", "{ ...Nope }"],
    ["an unknown input field", "{ tickets(filter: { statuss: [OPEN] }) { edges { cursor } } }"],
    ["a missing selection", "{ viewer }"],
    ["a missing argument", "{ ticket { id } }"],
    ["a wrong literal", '{ tickets(first: "1") { edges { cursor } } }'],
    ["a wrong date", '{ workspaceLog(from: "2026-02-30T00:00:00Z", to: "2026-03-01T00:00:00Z") { edges { cursor } } }'],
    ["a subscription", "subscription { tickets { edges { cursor } } }"],
    ["a malformed id", '{ ticket(id: "1") { id } }'],
    ["a cursor that is none", '{ tickets(after: "x") { edges { cursor } } }'],
    ["overlapping fields", "{ viewer { a: actor { id } a: permissions { scope } } }"],
  ])("%s", async (_, query) => {
    const { errors, text } = await ada(query);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(Object.keys(ERRORS)).toContain(error.extensions.code);
    expect(errors[0]?.extensions.code).toBe("BAD_USER_INPUT");
    expect(text).not.toMatch(/Did you mean|stack|node_modules|"http"/);
  });

  test.each([
    ["the wrong type", "query ($n: Int) { tickets(first: $n) { edges { cursor } } }", { n: "many" }],
    ["a missing one", "query ($id: ID!) { ticket(id: $id) { id } }", {}],
    [
      "an unknown enum value",
      "query ($f: TicketFilter) { tickets(filter: $f) { edges { cursor } } }",
      { f: { status: ["OPN"] } },
    ],
    [
      "an unknown input field",
      "query ($f: TicketFilter) { tickets(filter: $f) { edges { cursor } } }",
      { f: { statuss: [] } },
    ],
    [
      "a date that no calendar has",
      "query ($d: DateTime!) { workspaceLog(from: $d, to: $d) { edges { cursor } } }",
      { d: "2026-13-01T00:00:00Z" },
    ],
    [
      "a name of an object's own",
      "query ($n: Int) { tickets(first: $n) { edges { cursor } } }",
      { n: "x", __proto__: null, constructor: 1 },
    ],
  ])("a variable: %s", async (_, query, variables) => {
    const { codes, text } = await ada(query, variables);
    expect(codes).toEqual(["BAD_USER_INPUT"]);
    expect(text).not.toContain("Did you mean");
  });

  test("an unknown operation name", async () => {
    const { answerOf, post } = await import("./call.ts");
    const answer = await answerOf(
      await t.server.fetch(
        post({ query: "query A { __typename }", operationName: "B" }, { authorization: "Bearer ada" }),
      ),
    );
    expect(answer.codes).toEqual(["BAD_USER_INPUT"]);
  });
});

describe("what nobody foresaw", () => {
  const broken = () => {
    const table = faulty(t.desk.table, () => "before");
    return t.serve({ context: () => ({ ...t.as("system"), table }) });
  };

  test("leaves as INTERNAL, without its message, and is reported with it", async () => {
    t.surprises.length = 0;
    const { data, errors, text, status } = await caller(
      broken(),
      "ada",
    )("{ tickets { edges { cursor } } viewer { actor { kind } } }");
    expect(status).toBe(200);
    expect(errors).toMatchObject([
      { message: ERRORS.INTERNAL.says, path: ["tickets"], extensions: { code: "INTERNAL" } },
    ]);
    expect(text).not.toMatch(/lost the table|stack/);
    expect(data).toEqual({ tickets: null, viewer: { actor: { kind: "SYSTEM" } } });
    expect(String(t.surprises[0])).toContain("lost the table");
  });

  test("takes the other fields of the answer with it only where it must", async () => {
    const { data, codes } = await caller(broken(), "ada")("{ a: workspace { name } b: viewer { actor { id } } }");
    expect([data, codes]).toEqual([{ a: null, b: { actor: { id: "test" } } }, ["INTERNAL"]]);
  });

  test("in a door that fails is a 500 with nothing in it", async () => {
    t.surprises.length = 0;
    const server = t.serve({ context: () => Promise.reject(new TypeError("secret of the key set")) });
    const { status, text } = await caller(server, "ada")("{ __typename }");
    expect([status, JSON.parse(text)]).toEqual([
      500,
      { errors: [{ message: ERRORS.INTERNAL.says, extensions: { code: "INTERNAL" } }] },
    ]);
    expect(t.surprises).toHaveLength(1);
  });

  test("is not reported for what callers did wrong", async () => {
    t.surprises.length = 0;
    await ada('{ ticket(id: "1") { id } }');
    await ada("{ nope }");
    expect(t.surprises).toEqual([]);
  });
});
