import { createHmac } from "node:crypto";
import { isRefusal } from "@switchboard/core";
import * as App from "@switchboard/core/app";
import { PLATFORM_ONLY } from "@switchboard/core/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { create } from "../src/graphql.ts";
import { authenticator } from "./authenticator.ts";
import { AGENT, AUDIENCE, HOUR, type Identity, ISSUER, identity } from "./identity.ts";

let id: Identity;
beforeAll(async () => {
  id = await identity();
});
afterAll(() => id[Symbol.asyncDispose]());

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

async function parts() {
  const [header = "", payload = "", signature = ""] = (await id.token()).split(".");
  return { header, payload, signature };
}

/** Every way to forge, each with what it does. */
const FORGED: readonly (readonly [string, () => Promise<string> | string])[] = [
  ["no token at all", () => ""],
  ["words", () => "let me in"],
  ["two parts", async () => (await id.token()).split(".").slice(0, 2).join(".")],
  ["expired", () => id.token({ claims: { iat: id.now() - 2 * HOUR, exp: id.now() - HOUR } })],
  ["without an end", () => id.token({ claims: { exp: undefined } })],
  ["without a beginning", () => id.token({ claims: { iat: undefined } })],
  ["older than the desk allows", () => id.token({ claims: { iat: id.now() - 25 * HOUR } })],
  ["from the future", () => id.token({ claims: { iat: id.now() + HOUR, exp: id.now() + 2 * HOUR } })],
  ["not valid yet", () => id.token({ claims: { nbf: id.now() + HOUR } })],
  ["with an end that is text", () => id.token({ claims: { exp: String(id.now() + HOUR) } })],
  ["of an unknown issuer", () => id.token({ claims: { iss: "https://evil.example" } })],
  ["without an issuer", () => id.token({ claims: { iss: undefined } })],
  ["whose issuer is a list", () => id.token({ claims: { iss: [ISSUER] } })],
  ["for another audience", () => id.token({ claims: { aud: "elsewhere" } })],
  ["without an audience", () => id.token({ claims: { aud: undefined } })],
  ["without a subject", () => id.token({ claims: { sub: undefined } })],
  ["whose subject is no id", () => id.token({ claims: { sub: "admin" } })],
  ["whose subject is of another kind", () => id.token({ claims: { sub: AGENT.replace("agt", "cus") } })],
  ["that claims to be the system", () => id.token({ claims: { kind: "system" } })],
  ["without a kind", () => id.token({ claims: { kind: undefined } })],
  ["whose scope is a list", () => id.token({ claims: { scope: ["ticket:read"] } })],
  ["signed by a stranger with our kid", () => id.token({ key: id.stranger.privateKey })],
  ["with a foreign kid", () => id.token({ header: { kid: "k9" } })],
  ["without a kid", () => id.token({ header: { kid: undefined } })],
  ["whose kid is a path", () => id.token({ header: { kid: "../../dev/null" } })],
  ["with jku", () => id.token({ header: { jku: id.strangersKeys.url }, key: id.stranger.privateKey })],
  ["with x5u", () => id.token({ header: { x5u: id.strangersKeys.url } })],
  ["with jwk", () => id.token({ header: { jwk: id.stranger.jwk }, key: id.stranger.privateKey })],
  ["with x5c", () => id.token({ header: { x5c: ["MIIB"] } })],
  ["with crit", () => id.token({ header: { crit: ["b64x"], b64x: true } })],
  ["of another type", () => id.token({ header: { typ: "JWT" } })],
  ["an id token, without a type", () => id.token({ header: { typ: undefined } })],
  [
    "unsigned: alg none",
    async () => `${base64url({ alg: "none", typ: "at+jwt", kid: "k1" })}.${(await parts()).payload}.`,
  ],
  [
    "alg none with a signature",
    async () => `${base64url({ alg: "none", typ: "at+jwt", kid: "k1" })}.${(await parts()).payload}.AAAA`,
  ],
  [
    "HS256 with the public key as the secret",
    async () => {
      const signed = `${base64url({ alg: "HS256", typ: "at+jwt", kid: "k2" })}.${(await parts()).payload}`;
      return `${signed}.${createHmac("sha256", JSON.stringify(id.rsa.jwk)).update(signed).digest("base64url")}`;
    },
  ],
  [
    "RS256 named, EdDSA signed",
    async () => {
      const { payload, signature } = await parts();
      return `${base64url({ alg: "RS256", typ: "at+jwt", kid: "k1" })}.${payload}.${signature}`;
    },
  ],
  [
    "with a changed payload",
    async () => {
      const { header, signature } = await parts();
      return `${header}.${base64url({ iss: ISSUER, aud: AUDIENCE, sub: AGENT, kind: "agent", iat: id.now(), exp: id.now() + 9 * HOUR })}.${signature}`;
    },
  ],
  ["with a flipped signature", async () => (await id.token()).replace(/.{4}$/, "AAAA")],
  ["two tokens", async () => `${await id.token()}, Bearer ${await id.token()}`],
  ["oversized", () => id.token({ claims: { padding: "x".repeat(9_000) } })],
  ["whose payload is no JSON", async () => `${(await parts()).header}.${Buffer.from("{").toString("base64url")}.AAAA`],
  ["whose payload is null", async () => `${(await parts()).header}.${base64url(null)}.AAAA`],
];

const refusalOf = (e: unknown) =>
  isRefusal(e) ? JSON.stringify({ code: e.code, issues: e.issues, details: e.details }) : String(e);

describe("tokens", () => {
  const authenticate = (authorization: string | null) =>
    authenticator({ table: id.desk.table, clock: id.clock, maxTokenAge: 24 * HOUR })(authorization);

  test("one that is right makes an actor of the issuer's workspace, whatever its kind", async () => {
    expect(await authenticate(`Bearer ${await id.token()}`)).toEqual({
      kind: "agent",
      workspaceId: "main",
      agentId: AGENT,
    });
    const customer = await id.token({
      claims: { kind: "customer", sub: AGENT.replace("agt", "cus"), workspace: "other" },
    });
    expect(await authenticate(`bearer ${customer}`)).toMatchObject({ kind: "customer", workspaceId: "main" });
    const app = await id.token({
      claims: { kind: "app", sub: AGENT.replace("agt", "app"), scope: "ticket:read  ticket:note" },
    });
    expect(await authenticate(`Bearer ${app}`)).toMatchObject({ kind: "app", scopes: ["ticket:read", "ticket:note"] });
    const signedByRsa = await id.token({ header: { alg: "RS256", kid: "k2" }, key: id.rsa.privateKey });
    expect(await authenticate(`Bearer ${signedByRsa}`)).toMatchObject({ kind: "agent" });
  });

  test("an app's token gives nothing that is the platform's own to do", async () => {
    const scope = ["ticket:read", ...PLATFORM_ONLY].join(" ");
    const app = await id.token({ claims: { kind: "app", sub: AGENT.replace("agt", "app"), scope } });
    expect(await authenticate(`Bearer ${app}`)).toMatchObject({ kind: "app", scopes: ["ticket:read"] });
  });

  test("an app that was disabled is out by a token, too, and in again when it is enabled", async () => {
    const system = id.desk.as({ kind: "system", workspaceId: "main", name: "test" });
    const { object } = await App.create(system, { name: "Shop", scopes: ["ticket:read"] });
    const enter = async () =>
      authenticate(`Bearer ${await id.token({ claims: { kind: "app", sub: object.id, scope: "ticket:read" } })}`);
    await App.disable(system, { appId: object.id });
    await expect(enter()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await App.enable(system, { appId: object.id });
    expect(await enter()).toMatchObject({ kind: "app", appId: object.id });
    await App.disable(system, { appId: object.id });
    id.clock.advance(30_000);
    await expect(enter()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("no header is nobody, not an error", async () => {
    expect(await authenticate(null)).toBeNull();
  });

  test("every forged one gets the same answer over HTTP, and the stranger's keys are never fetched", async () => {
    const call = create({
      desk: id.desk,
      inbound: { get: async () => null },
      introspection: "public",
      maxTokenAge: 24 * HOUR,
    });
    const answers = new Map<string, string[]>();
    for (const [name, make] of FORGED) {
      const { statusCode, headers, body } = await call({
        rawPath: "/graphql",
        rawQueryString: "",
        headers: { host: "desk", "content-type": "application/json", authorization: `Bearer ${await make()}` },
        requestContext: { http: { method: "POST" } },
        body: JSON.stringify({ query: "{ __typename }" }),
        isBase64Encoded: false,
      });
      const answer = `${statusCode} ${headers["content-type"]} ${body}`;
      answers.set(answer, [...(answers.get(answer) ?? []), name]);
    }
    expect([...answers]).toHaveLength(1);
    expect([...answers.keys()][0]).toContain('"code":"UNAUTHENTICATED"');
    expect(id.strangersKeys.asked()).toBe(0);
  });

  test.each(FORGED)("%s: refused", async (_, make) => {
    const error = await authenticate(`Bearer ${await make()}`).catch((e: unknown) => e);
    const plain = await authenticate("Bearer nothing").catch((e: unknown) => e);
    expect(refusalOf(error)).toBe(refusalOf(plain));
  });
});
