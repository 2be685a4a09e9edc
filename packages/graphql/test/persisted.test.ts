import { createHash } from "node:crypto";
import type { Actor, Ctx } from "@switchboard/core";
import * as Operation from "@switchboard/core/operation";
import { beforeAll, describe, expect, test } from "vitest";
import { remembered } from "../src/server/persisted.ts";
import { answerOf, post, URL_OF_TESTS } from "./call.ts";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { run, as } = mutator(t);

const KNOWN = "query Desk($first: Int) { workspace { name } agents(first: $first) { edges { node { name } } } }";
const OPEN = "{ __typename }";
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const id = (text: string) => `sha256:${hash(text)}`;
const apollo = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: hash(text) } });
const visitor = { kind: "visitor", workspaceId: "main", visitorId: "v1" } as unknown as Actor;
const visiting = t.serve({ context: () => t.desk.as(visitor) });
const ada = { authorization: "Bearer ada" };
const send = async (body: unknown, server = t.server, headers: Readonly<Record<string, string>> = ada) =>
  answerOf(await server.fetch(post(body, headers)));
const get = async (params: Readonly<Record<string, string>>, server = t.server) =>
  answerOf(
    await server.fetch(
      new Request(`${URL_OF_TESTS}?${new URLSearchParams(params)}`, {
        headers: { ...ada, accept: "application/json" },
      }),
    ),
  );
const NAMES = { workspace: { name: "Acme main" } };

beforeAll(async () => {
  await Operation.register(t.as("system"), { name: "Desk", document: KNOWN });
  await Operation.register(t.as("system"), { name: "Open", document: OPEN, anonymous: true });
});

describe("a registered operation", () => {
  test.each([
    ["by documentId", { documentId: id(KNOWN) }],
    ["by Apollo's hash", { extensions: apollo(KNOWN) }],
  ])("runs %s, with variables", async (_, body) => {
    const answer = await send({ ...body, variables: { first: 1 }, operationName: "Desk" });
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({ ...NAMES, agents: { edges: [{ node: {} }] } });
    expect(answer.extensions).toHaveProperty("cost");
  });

  test("runs by GET, in either form", async () => {
    expect((await get({ documentId: id(KNOWN) })).data).toMatchObject(NAMES);
    const variables = JSON.stringify({ first: 1 });
    const answer = await get({ extensions: JSON.stringify(apollo(KNOWN)), variables });
    expect(answer.data.agents.edges).toHaveLength(1);
  });

  test("is measured and guarded as if it had been sent", async () => {
    const answer = await send({ documentId: id(KNOWN), variables: { first: 101 } });
    expect(answer.codes).toEqual(["BAD_USER_INPUT"]);
  });

  test("that changes something does not run by GET", async () => {
    const document = `mutation { upsertCustomer(input: { email: "get@p.example" }) { outcome } }`;
    await Operation.register(t.as("system"), { name: "Change", document });
    expect((await get({ documentId: id(document) })).status).toBe(405);
  });

  test("of another workspace is unknown, and so is every one to those without a credential", async () => {
    const elsewhere = await send({ documentId: id(KNOWN) }, t.server, { authorization: "Bearer elsewhere" });
    expect(elsewhere.codes).toEqual(["BAD_USER_INPUT"]);
    const nobody = await send({ documentId: id(OPEN) }, t.server, {});
    expect([nobody.status, nobody.codes]).toEqual([401, ["UNAUTHENTICATED"]]);
  });
});

describe("a name that is refused", () => {
  const other = "{ viewer { actor { id } } }";
  test.each([
    ["an unknown documentId", { documentId: id(other) }, "No operation of this desk"],
    ["an unknown hash of Apollo's", { extensions: apollo(other) }, "PersistedQueryNotFound"],
    ["a documentId that is none", { documentId: hash(KNOWN) }, "A documentId is"],
    ["a documentId that is no text", { documentId: 1 }, "A documentId is"],
    ["a version of Apollo's to come", { extensions: { persistedQuery: { version: 2 } } }, "version: 1"],
    ["a hash of something else", { query: other, extensions: apollo(KNOWN) }, "not the hash of the query"],
    ["two documents at once", { query: KNOWN, documentId: id(KNOWN) }, "Send one of"],
    ["two names at once", { documentId: id(KNOWN), extensions: apollo(KNOWN) }, "Send one of"],
  ])("%s", async (_, body, says) => {
    const answer = await send(body);
    expect(answer.codes).toEqual(["BAD_USER_INPUT"]);
    expect(answer.errors[0]?.message).toContain(says);
  });

  test("a query that comes with its right hash runs as sent, and is not registered by that", async () => {
    const query = "{ workspace { id } }";
    expect((await send({ query, extensions: apollo(query) })).errors).toEqual([]);
    expect((await send({ extensions: apollo(query) })).errors[0]?.message).toBe("PersistedQueryNotFound");
  });
});

describe("a visitor without an account", () => {
  test.each([
    ["by id", { documentId: id(OPEN) }],
    ["by Apollo's hash", { extensions: apollo(OPEN) }],
    ["as exactly that text", { query: OPEN }],
  ])("runs what is registered for visitors, %s", async (_, body) => {
    expect((await send(body, visiting)).data).toEqual({ __typename: "Query" });
  });

  test.each([
    ["what is registered for others", { documentId: id(KNOWN) }],
    ["the same as text", { query: KNOWN }],
    ["what is not registered", { documentId: id("{ nothing }") }],
    ["the same text written otherwise", { query: `${OPEN} ` }],
    ["the schema", { query: "{ __schema { queryType { name } } }" }],
    ["nothing", {}],
  ])("is refused %s, and told what to do", async (_, body) => {
    const answer = await send(body, visiting);
    expect([answer.status, answer.codes]).toEqual([403, ["FORBIDDEN"]]);
    expect(answer.errors[0]?.message).toContain("registered");
  });
});

describe("registering", () => {
  const fields = "operation { id name document anonymous registeredAt }";

  test("gives the id to ask by, lists it, and takes it away again", async () => {
    const document = "{ workspace { name createdAt } }";
    const { operation } = await run("registerOperation", { name: "New", document, anonymous: true }, fields, "admin");
    expect(operation).toMatchObject({ id: id(document), name: "New", document, anonymous: true });
    const listed = await as.admin("{ operations { edges { node { id name } } } }");
    expect(listed.data.operations.edges).toContainEqual({ node: { id: id(document), name: "New" } });
    const removed = await run("removeOperation", { operationId: id(document) }, "removedId", "admin");
    expect(removed).toEqual({ removedId: id(document), errors: [] });
    expect((await send({ documentId: id(document) })).codes).toEqual(["BAD_USER_INPUT"]);
  });

  test.each([
    ["what is no GraphQL", "{", "Syntax Error"],
    ["what the schema does not have", "{ noSuchField }", "noSuchField"],
    ["what is too deep", `{ ${"node(id: 1) { ".repeat(1)}${"a { ".repeat(13)}b${" }".repeat(13)} } }`, "levels"],
    ["what has too many tokens", `{ ${"a ".repeat(2_000)}}`, "tokens"],
    [
      "what costs too much",
      "{ customers(first: 100) { edges { node { tickets(first: 100) { edges { cursor node { id customer { id } } } } } } } }",
      "points",
    ],
    ["two operations", "query A { __typename } query B { __typename }", "one operation"],
    ["no operation", "fragment F on Query { __typename }", "no operation"],
  ])("%s is refused before it is kept", async (_, document, says) => {
    const { operation, errors } = await run("registerOperation", { name: "Bad", document }, fields, "admin");
    expect(operation).toBeNull();
    expect(errors[0]).toMatchObject({ code: "VALIDATION", path: ["document"], message: expect.stringContaining(says) });
  });

  test.each(["eve", "ada"] as const)("is refused to %s before anything of the document is looked at", async (who) => {
    const register = (document: string) =>
      as[who](`mutation { registerOperation(input: { name: "X", document: "${document}" }) { operation { id } } }`);
    for (const document of ["{ noSuchField }", OPEN]) expect((await register(document)).codes).toEqual(["FORBIDDEN"]);
  });
});

test("what was found is remembered for half a minute, what was not is asked for again", async () => {
  let now = 0;
  const asked: string[] = [];
  const lookUp = remembered(
    async (ctx: Ctx, one) => {
      asked.push(one);
      return one === "missing" ? null : Operation.find(ctx, hash(OPEN));
    },
    () => now,
  );
  const ctx = t.as("ada");
  for (const one of ["found", "found", "missing", "missing"]) await lookUp(ctx, one);
  await lookUp(t.as("elsewhere"), "found");
  now = 30_000;
  expect((await lookUp(ctx, "found"))?.document).toBe(OPEN);
  expect(asked).toEqual(["found", "missing", "missing", "found", "found"]);
});
