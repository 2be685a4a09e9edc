import * as Agent from "@switchboard/core/agent";
import { isRefusal, PLATFORM_ONLY } from "@switchboard/core/kernel";
import * as Key from "@switchboard/core/key";
import { counted } from "@switchboard/core/testing";
import { schema } from "@switchboard/graphql";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inputFor } from "../../graphql/test/inputs.ts";
import { authenticator } from "./authenticator.ts";
import { api, bearing, CLAIM } from "./calls.ts";
import { HOUR, type Identity, identity } from "./identity.ts";

const SIGV4 = "AWS4-HMAC-SHA256 Credential=AKIA/20261102/eu-central-1/lambda/aws4_request, Signature=00";
const VIEWER = "{ viewer { actor { kind id } } }";

let id: Identity;
let agentId: string;
let key: string;
beforeAll(async () => {
  id = await identity();
  const system = id.desk.as({ kind: "system", workspaceId: "main", name: "test" });
  const { object } = await Agent.create(system, { name: "Ada", email: "ada@acme.example", roles: ["admin"] });
  agentId = object.id;
  const ada = id.desk.as({ kind: "agent", workspaceId: "main", agentId });
  key = (await Key.mint(ada, {})).secret ?? "";
});
afterAll(() => id[Symbol.asyncDispose]());

const system = () => id.desk.as({ kind: "system", workspaceId: "main", name: "test" });
const whoIs = async (headers: Readonly<Record<string, string>>) => {
  const { data, codes } = await api(id)(headers, VIEWER);
  return data?.viewer?.actor.id ?? codes[0];
};

describe("where a credential stands", () => {
  test("in authorization, for keys as for tokens", async () => {
    expect(await whoIs(bearing(key))).toBe(agentId);
    expect(await whoIs({ authorization: `bearer  ${key}` })).toBe(agentId);
    expect(await whoIs({ authorization: `Bearer ${await id.token({ claims: { sub: agentId } })}` })).toBe(agentId);
  });

  test("in x-forwarded-authorization, where an edge has signed the request or nothing else is there", async () => {
    const forwarded = { "x-forwarded-authorization": `Bearer ${key}` };
    expect(await whoIs({ authorization: SIGV4, ...forwarded })).toBe(agentId);
    expect(await whoIs(forwarded)).toBe(agentId);
    const token = `Bearer ${await id.token({ claims: { sub: agentId } })}`;
    expect(await whoIs({ authorization: SIGV4, "x-forwarded-authorization": token })).toBe(agentId);
  });

  test("and nowhere else: a caller's own authorization comes first, and an edge's signature is nobody", async () => {
    expect(await whoIs({ authorization: "Bearer nothing", "x-forwarded-authorization": `Bearer ${key}` })).toBe(
      "UNAUTHENTICATED",
    );
    expect(await whoIs({ authorization: SIGV4 })).toBe("UNAUTHENTICATED");
    expect(await whoIs({ authorization: SIGV4, "x-forwarded-authorization": SIGV4 })).toBe("UNAUTHENTICATED");
    expect(await whoIs({ authorization: `Basic ${key}` })).toBe("UNAUTHENTICATED");
    expect(await whoIs({ cookie: key })).toBe("UNAUTHENTICATED");
  });
});

test("whatever is wrong with a key, the answer is the one of a bad token, and a misspelt one costs no read", async () => {
  const { table, calls } = counted(id.desk.table);
  const authenticate = authenticator({ table, clock: id.clock, maxTokenAge: 24 * HOUR });
  const old = await Key.issueClaim(system());
  await Key.issueClaim(system());
  const shape = (e: unknown) => isRefusal(e) && JSON.stringify([e.code, e.issues, e.details]);
  const plain = shape(await authenticate("Bearer nothing").catch((e: unknown) => e));
  const wrong = {
    misspelt: `${key.slice(0, -1)}${key.endsWith("0") ? "1" : "0"}`,
    short: key.slice(0, 20),
    long: key + key,
    huge: `swb_agent_${"a".repeat(100_000)}`,
    "of no kind": key.replace("agent", "admin"),
    "in capitals": key.toUpperCase(),
    "dead since a newer one": old,
  };
  for (const [name, text] of Object.entries(wrong)) {
    const before = calls().length;
    expect(shape(await authenticate(`Bearer ${text}`).catch((e: unknown) => e)), name).toBe(plain);
    expect(calls().length - before, name).toBe(name.startsWith("dead") ? 1 : 0);
  }
  const texts = [key.replace(/.$/, "*"), old, "nothing"].map((text) => api(id)(bearing(text), VIEWER));
  expect(new Set((await Promise.all(texts)).map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
});

describe("the bearer of a claim code", () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(
    ({ name }) => name !== "claimDesk",
  );
  test("may claim the desk, and is refused everything else", async () => {
    const code = await Key.issueClaim(system());
    const call = api(id);
    for (const field of mutations) {
      const query = `mutation ($input: ${String(field.args[0]?.type)}) { ${field.name}(input: $input) { __typename } }`;
      const { codes } = await call(bearing(code), query, inputFor(field));
      expect(`${field.name} ${codes.join()}`).toBe(`${field.name} FORBIDDEN`);
    }
    const queries = [
      "workspace { name }",
      "agents { edges { cursor } }",
      "tickets { edges { cursor } }",
      "keys { edges { cursor } }",
    ];
    for (const query of queries)
      expect((await call(bearing(code), `{ ${query} }`)).codes, query).toEqual(["FORBIDDEN"]);
    expect((await call(bearing(code), `{ node(id: "${agentId}") { id } }`)).data?.node ?? null).toBeNull();
    expect((await call(bearing(code), "{ viewer { permissions { permission } } }")).data.viewer.permissions).toEqual([
      { permission: "workspace:claim" },
    ]);
    expect((await call(bearing(code), CLAIM, { name: "G", email: "g@acme.example" })).data.claimDesk.errors).toEqual(
      [],
    );
  });

  test("is nobody whose token merely says so", async () => {
    const token = await id.token({
      claims: { kind: "app", sub: agentId.replace("agt", "app"), scope: "workspace:claim workspace:issue_claim" },
    });
    const { codes } = await api(id)(bearing(token), CLAIM, { name: "G", email: "mallory@acme.example" });
    expect(codes).toEqual(["FORBIDDEN"]);
  });
});

test("what is the platform's own no app is given, whatever its token says", async () => {
  const scope = ["ticket:read", ...PLATFORM_ONLY].join(" ");
  const token = await id.token({ claims: { kind: "app", sub: agentId.replace("agt", "app"), scope } });
  const { data } = await api(id)(bearing(token), "{ viewer { permissions { permission } } }");
  expect(data.viewer.permissions).toEqual([{ permission: "ticket:read" }]);
});

test("a key stands in no line of the log, whatever fails", async () => {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    const table = { ...id.desk.table, query: () => Promise.reject(new Error("no table")) };
    const broken = {
      ...id.desk,
      table,
      as: (...given: Parameters<typeof id.desk.as>) => ({ ...id.desk.as(...given), table }),
    };
    expect((await api({ desk: broken })(bearing(key), "{ agents { edges { cursor } } }")).codes).toEqual(["INTERNAL"]);
    await api(id)(bearing(`${key}x`), VIEWER);
  } finally {
    spy.mockRestore();
  }
  expect(lines.join()).toContain("request failed");
  expect(lines.join()).not.toContain(key.slice(10, 30));
});
