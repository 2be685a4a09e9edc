import { auditServer } from "graphql-http";
import { describe, expect, test } from "vitest";
import { answerOf, caller, post, URL_OF_TESTS } from "./call.ts";
import { testDesk } from "./desk.ts";

const t = await testDesk();
const JSON_ONLY = { accept: "application/json" };
const MODERN = { accept: "application/graphql-response+json" };
const ada = { authorization: "Bearer ada" };
const get = (params: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) =>
  new Request(`${URL_OF_TESTS}?${new URLSearchParams(params)}`, { headers });
const ask = async (request: Request, server = t.server) => answerOf(await server.fetch(request));

test.each([
  ["anonymous", t.serve({ introspection: "public" })],
  ["with a credential", t.serve({ context: () => t.as("ada") })],
])("GraphQL over HTTP, audited %s: no error and no warning", async (_, server) => {
  const fetchFn = (url: string, init: RequestInit) => server.fetch(new Request(url, init));
  const results = await auditServer({ url: URL_OF_TESTS, fetchFn });
  const refused = results.filter(({ status }) => status === "error" || status === "warn");
  expect(results).toHaveLength(61);
  expect(refused.map(({ status, name }) => `${status}: ${name}`)).toEqual([]);
});

describe("what comes in", () => {
  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/graphql",
    "",
  ])("a body of type %s is refused", async (type) => {
    const request = new Request(URL_OF_TESTS, { method: "POST", body: "query={__typename}", headers: ada });
    request.headers.delete("content-type");
    if (type !== "") request.headers.set("content-type", type);
    const answer = await ask(request);
    expect([answer.status, answer.codes]).toEqual([415, ["BAD_USER_INPUT"]]);
  });

  test.each(["PUT", "DELETE", "PATCH", "HEAD"])("%s is no method of ours", async (method) => {
    const answer = await ask(new Request(URL_OF_TESTS, { method, headers: ada }));
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, POST");
    if (method !== "HEAD") expect(answer.codes).toEqual(["BAD_USER_INPUT"]);
  });

  test.each([
    ["no JSON", "{", "no JSON"],
    ["a list", '[{"query":"{__typename}"}]', "one operation"],
    ["null", "null", "Send an object"],
    ["a text", '"{__typename}"', "Send an object"],
    ["nothing", "", "no JSON"],
    ["no query", "{}", "Must provide query"],
    ["variables that are a list", '{"query":"{__typename}","variables":[]}', "variables"],
    ["another parameter", '{"query":"{__typename}","id":1}', "Unexpected parameter"],
  ])("a body that is %s is refused", async (_, body, says) => {
    const answer = await ask(post(body, { ...ada, ...MODERN }));
    expect(answer.errors[0]?.message).toContain(says);
    expect([answer.status, answer.codes]).toEqual([400, ["BAD_USER_INPUT"]]);
  });
});

describe("GET", () => {
  test("asks queries, for those who say that they want JSON", async () => {
    expect((await ask(get({ query: "{ __typename }" }, JSON_ONLY))).data).toEqual({ __typename: "Query" });
    const query = "query A($n: Int) { tickets(first: $n) { edges { cursor } } }";
    const answer = await ask(get({ query, variables: '{"n":1}', operationName: "A" }, { ...ada, ...MODERN }));
    expect(answer.data).toEqual({ tickets: { edges: [] } });
  });

  test.each(["*/*", "text/html", "text/html,application/xhtml+xml,*/*;q=0.8", "image/png"])(
    "is refused to %s",
    async (accept) => {
      const answer = await ask(get({ query: "{ __typename }" }, { accept }));
      expect([answer.status, answer.codes]).toEqual([406, ["BAD_USER_INPUT"]]);
    },
  );

  test("changes nothing", async () => {
    const query = `mutation { upsertCustomer(input: { email: "get@x.example" }) { outcome } }`;
    const answer = await ask(get({ query }, { ...ada, ...JSON_ONLY }));
    expect([answer.status, answer.codes, answer.headers.get("allow")]).toEqual([405, ["BAD_USER_INPUT"], "POST"]);
  });

  test("with variables that are no JSON is refused", async () => {
    const answer = await ask(get({ query: "{ __typename }", variables: "{" }, MODERN));
    expect([answer.status, answer.codes]).toEqual([400, ["BAD_USER_INPUT"]]);
  });
});

describe("what goes out", () => {
  test.each([
    ["application/json", "application/json; charset=utf-8"],
    ["application/graphql-response+json", "application/graphql-response+json; charset=utf-8"],
    ["application/graphql-response+json, application/json;q=0.9", "application/graphql-response+json; charset=utf-8"],
  ])("%s is answered as such", async (accept, type) => {
    expect((await ask(post({ query: "{ __typename }" }, { accept }))).headers.get("content-type")).toBe(type);
  });

  test.each(["text/event-stream", "multipart/mixed", "text/html", "application/xml"])(
    "%s is not offered",
    async (accept) => {
      const answer = await ask(post({ query: "{ __typename }" }, { accept }));
      expect([answer.status, answer.codes]).toEqual([406, ["BAD_USER_INPUT"]]);
    },
  );

  test("cross-origin pages are let in where the desk says so, and nowhere else", async () => {
    const preflight = () =>
      new Request(URL_OF_TESTS, {
        method: "OPTIONS",
        headers: { origin: "https://app.example", "access-control-request-method": "POST" },
      });
    expect((await t.server.fetch(preflight())).headers.get("access-control-allow-origin")).toBeNull();
    const open = t.serve({ cors: { origin: ["https://app.example"], credentials: false } });
    expect((await open.fetch(preflight())).headers.get("access-control-allow-origin")).toBe("https://app.example");
    const refused = await open.fetch(post({ query: "{ viewer { actor { id } } }" }, { origin: "https://app.example" }));
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([401, "https://app.example"]);
  });
});

describe("who is not let in", () => {
  const query = "{ viewer { actor { id } } }";
  test("gets one answer, whatever is wrong with the credential and whatever is asked", async () => {
    const asked = [
      post({ query }),
      post({ query }, { authorization: "Bearer nobody" }),
      post({ query: "{ noSuchField }" }),
      post({ query: "mutation { closeTicket(input: {}) { nothing } }" }),
      post({ query: "{ ...F } fragment F on Query { __typename }" }),
      post({ query: "{ __schema { types { name } } }" }),
      get({ query }, JSON_ONLY),
    ];
    const answers = await Promise.all(asked.map((request) => ask(request)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`))).toEqual(
      new Set([
        '401 {"errors":[{"message":"The credential is missing or not accepted.","extensions":{"code":"UNAUTHENTICATED"}}]}',
      ]),
    );
    expect(answers.every((answer) => answer.headers.get("www-authenticate") === "Bearer")).toBe(true);
  });

  test("`__typename` is answered to everybody", async () => {
    expect((await caller(t.server, null)("{ __typename }")).data).toEqual({ __typename: "Query" });
  });
});

describe("introspection", () => {
  const query = "{ __schema { queryType { name } } }";
  test.each([
    ["public", true, true],
    ["authenticated", false, true],
    ["off", false, false],
  ] as const)("%s", async (introspection, anonymous, known) => {
    const server = t.serve({ introspection });
    const [nobody, somebody] = await Promise.all([caller(server, null)(query), caller(server, "ada")(query)]);
    expect(nobody.codes).toEqual(anonymous ? [] : ["UNAUTHENTICATED"]);
    expect(somebody.codes).toEqual(known ? [] : ["BAD_USER_INPUT"]);
    const mixed = await caller(server, null)("{ __schema { queryType { name } } workspace { name } }");
    expect(mixed.codes).toEqual(["UNAUTHENTICATED"]);
  });

  test.each([
    ["a field in a fragment beside `__typename`", "{ __typename } fragment F on Ticket { nothing }"],
    ["a fragment alone", "fragment F on Ticket { nothing }"],
    ["the input of a variable", "query ($a: ClaimDeskInput = { nothing: 1 }) { __typename }"],
    ["the name of a type", "query ($a: Nothing) { __typename }"],
    ["a type of their own", "{ __typename } extend type Query { nothing: Int }"],
  ])("is not to be had from what is wrong with a document, without a credential: %s", async (_, query) => {
    for (const introspection of ["authenticated", "off"] as const) {
      const answer = await caller(t.serve({ introspection }), null)(query);
      expect([answer.status, answer.codes, answer.text]).toEqual([
        401,
        ["UNAUTHENTICATED"],
        expect.not.stringContaining("Ticket"),
      ]);
    }
  });
});
