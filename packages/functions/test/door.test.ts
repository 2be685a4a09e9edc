import * as Agent from "@switchboard/core/agent";
import * as Key from "@switchboard/core/key";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accessLine } from "../src/accessLine.ts";
import { create } from "../src/api.ts";
import type { Wired } from "../src/handler.ts";
import type { HttpEvent } from "../src/http.ts";
import { serving } from "../src/log.ts";
import { UNWIRED } from "./calls.ts";
import { type TestDesk, testDesk } from "./desk.ts";
import { readLog } from "./lines.ts";

const APP = "https://app.acme.example";
const LOCAL = "http://localhost:5173";

let t: TestDesk;
let agentId: string;
let key: string;
const { lines, stop } = readLog();
beforeAll(async () => {
  t = await testDesk();
  const system = t.desk.as({ kind: "system", workspaceId: "main", name: "test" });
  agentId = (await Agent.create(system, { name: "Ada", email: "ada@acme.example", roles: ["admin"] })).object.id;
  key = (await Key.mint(t.desk.as({ kind: "agent", workspaceId: "main", agentId }), {})).secret ?? "";
});
afterAll(async () => {
  stop();
  await t[Symbol.asyncDispose]();
});
beforeEach(() => {
  lines.splice(0);
});

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const event = ({ method = "POST", path = "/graphql", headers = {}, body }: Asked): HttpEvent => ({
  rawPath: path,
  rawQueryString: "",
  headers: { host: "desk.example", "content-type": "application/json", ...headers },
  requestContext: { http: { method } },
  ...(body === undefined ? {} : { body }),
  isBase64Encoded: false,
});
const ask = (asked: Asked, wired: Partial<Wired> = {}) => create({ desk: t.desk, ...UNWIRED, ...wired })(event(asked));
const query = (text: string, variables?: object) => JSON.stringify({ query: text, variables });
const withKey = () => ({ authorization: `Bearer ${key}` });
const broken = (): Partial<Wired> => {
  const table = { ...t.desk.table, get: () => Promise.reject(new Error("eve@acme.example is not here")) };
  return {
    desk: { ...t.desk, table, as: (...given: Parameters<typeof t.desk.as>) => ({ ...t.desk.as(...given), table }) },
  };
};

const asIs = () => ({});
const EVERY: readonly (readonly [title: string, asked: Asked, status: number, wired: () => Partial<Wired>])[] = [
  ["an answer", { body: query("{ __typename }") }, 200, asIs],
  ["a refusal", { body: query("{ viewer { actor { id } } }") }, 401, asIs],
  ["a body that is none", { body: "{" }, 400, asIs],
  ["a body too large", { body: " ".repeat(300_000) }, 413, asIs],
  ["another method", { method: "DELETE" }, 405, asIs],
  ["a preflight", { method: "OPTIONS" }, 204, asIs],
  ["what is no HTTP", { headers: { "x-bad": "a\r\nb: c" } }, 400, asIs],
  ["another path", { method: "GET", path: "/" }, 404, asIs],
  ["the health check", { method: "GET", path: "/health" }, 200, asIs],
  ["a health check that fails", { method: "GET", path: "/health" }, 503, broken],
];

test.each(EVERY)("%s leaves with every header and an id", async (_, asked, status, wired) => {
  const { statusCode, headers } = await ask(asked, wired());
  expect(statusCode).toBe(status);
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": expect.stringContaining("no-store"),
    "x-request-id": expect.stringMatching(/^[\w-]{36}$/),
  });
});

describe("pages of other origins", () => {
  const preflight = (origin: string, headers = "authorization,content-type,x-act-as,x-request-id"): Asked => ({
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": headers },
  });
  const corsOf = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
    Object.keys(headers).filter((name) => name.startsWith("access-control-"));

  test.each([APP, LOCAL])(
    "%s, which the desk names, may call with a token and read what concerns it",
    async (origin) => {
      const wired = { corsOrigins: [APP, LOCAL] };
      const allowed = await ask(preflight(origin), wired);
      expect([allowed.statusCode, allowed.body]).toEqual([204, ""]);
      expect(allowed.headers).toMatchObject({
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "POST, GET, OPTIONS",
        "access-control-allow-headers": "authorization, content-type, x-act-as, x-request-id",
        "cross-origin-resource-policy": "cross-origin",
        vary: "origin",
      });
      const answered = await ask({ headers: { origin, ...withKey() }, body: query("{ __typename }") }, wired);
      expect(answered.headers).toMatchObject({
        "access-control-allow-origin": origin,
        "access-control-expose-headers": "retry-after, x-request-id",
        "cross-origin-resource-policy": "cross-origin",
        vary: "origin",
      });
      for (const { headers } of [allowed, answered])
        expect(headers).not.toHaveProperty("access-control-allow-credentials");
    },
  );

  test.each([
    ["one that is not listed", "https://evil.example"],
    ["one that begins like a listed one", `${APP}.evil.example`],
    ["one that ends like a listed one", "https://evilapp.acme.example"],
    ["a listed one without TLS", "http://app.acme.example"],
    ["a listed one on another port", `${APP}:8443`],
    ["a page from a file", "null"],
    ["a pattern", "*"],
  ])("%s gets no such header at all", async (_, origin) => {
    for (const asked of [preflight(origin), { headers: { origin }, body: query("{ __typename }") }]) {
      const answer = await ask(asked, { corsOrigins: [APP, LOCAL] });
      expect(corsOf(answer)).toEqual([]);
      expect(answer.headers).toMatchObject({ vary: "origin", "cross-origin-resource-policy": "same-origin" });
    }
    expect(corsOf(await ask(preflight(origin), { corsOrigins: [APP] }))).toEqual([]);
  });

  test("none is let in where the desk names none", async () => {
    for (const asked of [preflight(APP), { headers: { origin: APP }, body: query("{ __typename }") }]) {
      const { headers } = await ask(asked);
      expect(corsOf({ headers })).toEqual([]);
      expect(headers).not.toHaveProperty("vary");
    }
  });
});

describe("the log", () => {
  const asked = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  test("has one line for a request: who, what, how long and how it ended", async () => {
    const text = "query Mine($n: Int) { tickets(first: $n) { edges { cursor } } }";
    const { headers } = await ask({ headers: withKey(), body: query(text, { n: 3 }) });
    expect(asked()).toEqual([
      {
        timestamp: expect.any(String),
        level: "INFO",
        message: "request",
        requestId: headers["x-request-id"],
        workspace: "main",
        actor: `agent:${agentId}`,
        operation: "Mine",
        type: "query",
        durationMs: expect.any(Number),
        cost: expect.any(Number),
        status: 200,
      },
    ]);
  });

  test("names what was refused by its codes", async () => {
    await ask({ body: query("mutation Claim { closeTicket(input: {}) { ticket { id } } }") });
    await ask({ headers: withKey(), body: query(`{ ${"a: __typename ".repeat(31)} }`) });
    await ask({ body: "no json" });
    await ask({ headers: { "content-type": "text/plain" }, body: "x" });
    expect(asked().map(({ status, codes, operation, type }) => [status, codes, operation, type])).toEqual([
      [401, ["UNAUTHENTICATED"], "Claim", "mutation"],
      [200, ["COST_LIMIT"], undefined, "query"],
      [400, ["BAD_USER_INPUT"], undefined, undefined],
      [415, ["BAD_USER_INPUT"], undefined, undefined],
    ]);
  });

  test("has nothing of what was sent", async () => {
    const secret = "hunter2";
    const text = `query Find($email: EmailAddress!) { customerByEmail(email: $email) { id ${secret} } }`;
    await ask({
      headers: { authorization: `Bearer ${secret}`, "x-forwarded-for": secret, "user-agent": secret },
      body: query(text, { email: `${secret}@acme.example` }),
    });
    await ask({
      headers: { ...withKey(), "x-request-id": secret },
      body: query(text, { email: `${secret}@x.example` }),
    });
    await ask({ headers: withKey(), body: JSON.stringify({ query: "{ __typename }", operationName: secret }) });
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain(secret);
    expect(lines.join()).not.toContain(key);
  });

  test("cuts names, and takes from an id only what an id is made of", () => {
    const actor = {
      kind: "app",
      workspaceId: "main",
      appId: "app_1 eve@acme.example",
      scopes: [] as string[],
    } as const;
    const facts = { ctx: t.desk.as(actor), operationName: "A".repeat(500), status: 200, codes: [], durationMs: 1.6 };
    accessLine(facts, "r");
    expect(asked()[0]).toMatchObject({ actor: "app:app_1eveacmeexample", operation: "A".repeat(100), durationMs: 2 });
  });

  test("names who really acts, and as whom", () => {
    const actor = { kind: "agent", workspaceId: "main", agentId: "agt_maya" } as const;
    const ctx = t.desk.as(actor, { impersonator: { kind: "agent", id: "agt_ada" } });
    accessLine({ ctx, status: 200, codes: [], durationMs: 1 }, "r");
    expect(asked()[0]).toMatchObject({ actor: "agent:agt_ada", onBehalfOf: "agent:agt_maya" });
  });

  test("calls a failure by the id that its caller was given, and keeps the words of neither", async () => {
    const { headers, body, statusCode } = await ask(
      { headers: withKey(), body: query("{ workspace { name } }") },
      broken(),
    );
    const id = headers["x-request-id"];
    expect(statusCode).toBe(500);
    const { errors } = JSON.parse(body) as { errors: { extensions: unknown }[] };
    expect(errors[0]?.extensions).toEqual({ code: "INTERNAL", requestId: id });
    expect(asked()).toEqual([
      expect.objectContaining({ level: "ERROR", requestId: id, error: expect.objectContaining({ name: "Error" }) }),
      expect.objectContaining({ level: "INFO", requestId: id, codes: ["INTERNAL"] }),
    ]);
    expect(lines.join()).not.toContain("eve@");
  });

  test("and the answer take the id that AWS gave the request", async () => {
    serving("aws-1");
    try {
      const { headers } = await ask({ headers: { "x-request-id": "mine" }, body: query("{ __typename }") });
      expect([headers["x-request-id"], asked()[0]?.["requestId"]]).toEqual(["aws-1", "aws-1"]);
    } finally {
      serving(undefined);
    }
  });

  test("of a desk that logs errors alone has no line for what went well", async () => {
    await ask({ body: query("{ __typename }") }, { logLevel: "error" });
    expect(lines).toEqual([]);
    await ask({ headers: withKey(), body: query("{ workspace { name } }") }, { ...broken(), logLevel: "error" });
    expect(asked().map(({ level }) => level)).toEqual(["ERROR"]);
  });
});
