import * as Agent from "@switchboard/core/agent";
import * as Audit from "@switchboard/core/audit";
import * as Key from "@switchboard/core/key";
import { afterAll, beforeAll, expect, test } from "vitest";
import { create } from "../src/graphql.ts";
import type { HttpEvent } from "../src/http.ts";
import { HOUR, type Identity, identity } from "./identity.ts";

let id: Identity;
const people: Record<string, string> = {};
const keys: Record<string, string> = {};
beforeAll(async () => {
  id = await identity();
  const system = id.desk.as({ kind: "system", workspaceId: "main", name: "test" });
  for (const role of ["admin", "manager", "representative"] as const) {
    const person = { name: role, email: `${role}@acme.example`, roles: [role] };
    const agentId = (await Agent.create(system, person)).object.id;
    people[role] = agentId;
    keys[role] = (await Key.mint(id.desk.as({ kind: "agent", workspaceId: "main", agentId }), {})).secret ?? "";
  }
});
afterAll(() => id[Symbol.asyncDispose]());

interface Called {
  readonly statusCode: number;
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** A request as Lambda hands it over, from an address. */
async function called(role: string, headers: Readonly<Record<string, string>>, query: string): Promise<Called> {
  const run = create({ desk: id.desk, inbound: { get: async () => null }, introspection: "off", maxTokenAge: HOUR });
  const event: HttpEvent = {
    rawPath: "/graphql",
    rawQueryString: "",
    headers: { "content-type": "application/json", authorization: `Bearer ${keys[role]}`, ...headers },
    requestContext: { http: { method: "POST", sourceIp: "203.0.113.9" } },
    body: JSON.stringify({ query }),
    isBase64Encoded: false,
  };
  const { statusCode, body } = await run(event);
  return { statusCode, ...(JSON.parse(body) as Omit<Called, "statusCode">) };
}

const VIEWER = "{ viewer { agent { id } impersonator { agent { id } } } }";

test("a call that names another agent is theirs to see, and the caller's own in what it does", async () => {
  const seen = await called("admin", { "x-act-as": people["representative"] ?? "" }, VIEWER);
  expect(seen.data).toEqual({
    viewer: { agent: { id: people["representative"] }, impersonator: { agent: { id: people["admin"] } } },
  });
  const upsert =
    'mutation { upsertCustomer(input: { email: "eve@acme.example" }) { customer { id } errors { code } } }';
  await called("admin", { "x-act-as": people["representative"] ?? "", "x-switchboard-address": "10.0.0.1" }, upsert);
  const system = id.desk.as({ kind: "system", workspaceId: "main", name: "test" });
  const range = { from: id.clock.now() - HOUR * 1000, to: id.clock.now() + HOUR * 1000 };
  const { edges } = await Audit.read(system, { ...range, types: ["customer.created"] });
  expect(edges.map(({ node }) => node)).toMatchObject([
    {
      actor: { kind: "agent", id: people["admin"] },
      onBehalfOf: { kind: "agent", id: people["representative"] },
      via: { address: "203.0.113.9", credential: expect.stringMatching(/^key_/) },
    },
  ]);
});

const REFUSED: readonly (readonly [string, string, () => string, string])[] = [
  ["somebody who may not act as others", "manager", () => people["representative"] ?? "", "FORBIDDEN"],
  ["an agent there is not", "admin", () => "agt_01m80gww6eh7w4kg0h35xbrqhv", "BAD_USER_INPUT"],
  ["oneself", "admin", () => people["admin"] ?? "", "BAD_USER_INPUT"],
  ["what is no id", "admin", () => "maya", "BAD_USER_INPUT"],
];

test.each(REFUSED)("%s is refused as a whole, never with a 5xx", async (_, role, other, code) => {
  const { statusCode, data, errors } = await called(role, { "x-act-as": other() }, VIEWER);
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  expect(data).toBeUndefined();
  expect(statusCode).toBeLessThan(500);
});

test("a token's issuer is kept with what its bearer does", async () => {
  const sub = people["manager"];
  const run = create({ desk: id.desk, inbound: { get: async () => null }, introspection: "off", maxTokenAge: HOUR });
  const query = `mutation { createAgent(input: { name: "Bo", email: "bo@acme.example", roles: [TRAINER] }) { errors { code } } }`;
  await run({
    rawPath: "/graphql",
    rawQueryString: "",
    headers: { "content-type": "application/json", authorization: `Bearer ${await id.token({ claims: { sub } })}` },
    requestContext: { http: { method: "POST" } },
    body: JSON.stringify({ query }),
    isBase64Encoded: false,
  });
  const system = id.desk.as({ kind: "system", workspaceId: "main", name: "test" });
  const range = { from: id.clock.now() - HOUR * 1000, to: id.clock.now() + HOUR * 1000 };
  const { edges } = await Audit.read(system, {
    ...range,
    types: ["agent.created"],
    actor: { kind: "agent", id: sub ?? "" },
  });
  expect(edges[0]?.node.via).toEqual({ credential: "https://id.acme.example" });
});
