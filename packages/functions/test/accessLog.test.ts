import * as Agent from "@switchboard/core/agent";
import * as Key from "@switchboard/core/key";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accessLine } from "../src/accessLine.ts";
import { serving } from "../src/log.ts";
import { type TestDesk, testDesk } from "./desk.ts";
import { brokenDesk, doorOf, query } from "./doors.ts";
import { readLog } from "./lines.ts";

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

const ask: ReturnType<typeof doorOf> = (asked, wired) => doorOf(t)(asked, wired);
const withKey = () => ({ authorization: `Bearer ${key}` });
const broken = () => brokenDesk(t);

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
