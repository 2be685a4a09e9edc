import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { create } from "../src/graphql.ts";
import { authenticator } from "./authenticator.ts";
import { UNWIRED } from "./calls.ts";
import { HOUR, type Made } from "./identity.ts";
import { CLAIM_URL, type Issuers, issuers, type Sort } from "./issuers.ts";

let id: Issuers;
const asked: string[] = [];
let call: ReturnType<typeof create>;
beforeAll(async () => {
  id = await issuers();
  const real = globalThis.fetch;
  vi.stubGlobal("fetch", (...given: Parameters<typeof fetch>) => {
    asked.push(given[0] instanceof Request ? given[0].url : given[0].toString());
    return real(...given);
  });
  call = create({ desk: id.desk, ...UNWIRED });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await id[Symbol.asyncDispose]();
});

const base64url = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const partsOf = async (sort: Sort) => {
  const [header = "", payload = "", signature = ""] = (await id.sign(sort)).split(".");
  return { header, payload, signature };
};

const EVIL = "https://evil.example/keys";
type Attack = (sort: Sort) => Promise<string> | string;
const made =
  (what: () => Made): Attack =>
  (sort) =>
    id.sign(sort, what());
const unsigned =
  (alg: unknown, signature = ""): Attack =>
  async (sort) =>
    `${base64url({ ...sort.header, alg })}.${(await partsOf(sort)).payload}.${signature}`;
const withSecret =
  (secret: () => string): Attack =>
  async (sort) => {
    const signed = `${base64url({ ...sort.header, alg: "HS256", kid: "k2" })}.${(await partsOf(sort)).payload}`;
    return `${signed}.${createHmac("sha256", secret()).update(signed).digest("base64url")}`;
  };
const withPayload =
  (payload: string): Attack =>
  async (sort) => {
    const { header, signature } = await partsOf(sort);
    return `${header}.${base64url(payload)}.${signature}`;
  };

/** What nobody gets in with, whatever their issuer is for. */
const ATTACKS: Readonly<Record<string, Attack>> = {
  expired: made(() => ({ claims: { iat: id.now() - HOUR - 60, exp: id.now() - 60 } })),
  "without an end": made(() => ({ claims: { exp: undefined } })),
  "whose end is text": made(() => ({ claims: { exp: String(id.now() + HOUR) } })),
  "without a beginning": made(() => ({ claims: { iat: undefined } })),
  "whose beginning is text": made(() => ({ claims: { iat: "now" } })),
  "from the future": made(() => ({ claims: { iat: id.now() + 60, exp: id.now() + 120 } })),
  "older than the desk allows": made(() => ({ claims: { iat: id.now() - 25 * HOUR } })),
  early: made(() => ({ claims: { nbf: id.now() + 60 } })),
  "whose nbf is text": made(() => ({ claims: { nbf: "later" } })),
  "for another audience": made(() => ({ claims: { aud: "elsewhere" } })),
  "for a list of other audiences": made(() => ({ claims: { aud: ["elsewhere", "desks"] } })),
  "without an audience": made(() => ({ claims: { aud: undefined } })),
  "of an unknown issuer": made(() => ({ claims: { iss: "https://evil.example" } })),
  "of nearly the same issuer": async (sort) => id.sign(sort, { claims: { iss: `${String(sort.claims["iss"])}/` } }),
  "without an issuer": made(() => ({ claims: { iss: undefined } })),
  "whose issuer is a list": made(() => ({ claims: { iss: [id.sorts[0]?.claims["iss"]] } })),
  "whose issuer is endless": made(() => ({ claims: { iss: `https://${"a".repeat(600)}.example` } })),
  "signed by a stranger with our kid": made(() => ({ key: id.stranger.privateKey })),
  "with a foreign kid": made(() => ({ header: { kid: "k9" } })),
  "without a kid": made(() => ({ header: { kid: undefined } })),
  "whose kid is a path": made(() => ({ header: { kid: "../../../../dev/null" } })),
  "whose kid is a URL": made(() => ({ header: { kid: EVIL } })),
  "whose kid is SQL": made(() => ({ header: { kid: "k1' OR '1'='1" } })),
  "whose kid is endless": made(() => ({ header: { kid: "k".repeat(300) } })),
  "with jku": made(() => ({ header: { jku: id.strangersKeys.url }, key: id.stranger.privateKey })),
  "with x5u": made(() => ({ header: { x5u: EVIL } })),
  "with x5c": made(() => ({ header: { x5c: ["MIIB"] } })),
  "with a key of its own": made(() => ({ header: { jwk: id.stranger.jwk }, key: id.stranger.privateKey })),
  "with crit": made(() => ({ header: { crit: ["exp2"], exp2: true } })),
  "with zip": made(() => ({ header: { zip: "DEF" } })),
  "with enc": made(() => ({ header: { enc: "A256GCM" } })),
  "with b64": made(() => ({ header: { b64: true } })),
  "of another type": made(() => ({ header: { typ: "secevent+jwt" } })),
  "whose type is nearly right": made(() => ({ header: { typ: "x/customer+jwt" } })),
  "alg none": unsigned("none"),
  "alg None, with a signature": unsigned("None", "AAAA"),
  "alg that is no text": unsigned(["EdDSA"], "AAAA"),
  "HS256 with the public key as the secret": withSecret(() => JSON.stringify(id.rsa.jwk)),
  "HS256 with an empty secret": withSecret(() => ""),
  "RS256 named, EdDSA signed": async (sort) => {
    const { payload, signature } = await partsOf(sort);
    return `${base64url({ ...sort.header, alg: "RS256" })}.${payload}.${signature}`;
  },
  "with a flipped signature": async (sort) => (await id.sign(sort)).replace(/.{4}$/, "AAAA"),
  "without a signature": async (sort) => (await id.sign(sort)).replace(/[^.]+$/, ""),
  "with a changed payload": withPayload(JSON.stringify({ iss: "https://id.acme.example", aud: "desk" })),
  "whose payload is no JSON": withPayload("{"),
  "whose payload is null": withPayload("null"),
  oversized: made(() => ({ claims: { padding: "x".repeat(9_000) } })),
  "two tokens": async (sort) => `${await id.sign(sort)}, Bearer ${await id.sign(sort)}`,
};

/** What is wrong with tokens of one sort alone. */
const OWN: Readonly<Record<string, Readonly<Record<string, Attack>>>> = {
  declared: {
    "without a subject": made(() => ({ claims: { sub: undefined } })),
    "whose subject is no id": made(() => ({ claims: { sub: "admin" } })),
    "that claims to be the system": made(() => ({ claims: { kind: "system" } })),
    "that claims to be a visitor": made(() => ({ claims: { kind: "visitor" } })),
    "without a kind": made(() => ({ claims: { kind: undefined } })),
    "an id token": made(() => ({ header: { typ: "JWT" } })),
    "without a type": made(() => ({ header: { typ: undefined } })),
  },
  "agents by id": {
    "that names a customer": made(() => ({ claims: { [CLAIM_URL]: id.ada.id.replace("agt", "cus") } })),
    "that names nobody": made(() => ({ claims: { [CLAIM_URL]: undefined } })),
    "whose name is a list": made(() => ({ claims: { [CLAIM_URL]: [id.ada.id] } })),
    "that says it is a customer's": made(() => ({ header: { typ: "customer+jwt" }, claims: { sub: "4711" } })),
    "without a type": made(() => ({ header: { typ: undefined } })),
  },
  "agents by e-mail": {
    "of an address nobody verified": made(() => ({ claims: { email_verified: false } })),
    "that is silent about the address": made(() => ({ claims: { email_verified: undefined } })),
    "whose address is verified in words": made(() => ({ claims: { email_verified: "true" } })),
    "of a stranger's address": made(() => ({ claims: { email: "mallory@acme.example" } })),
    "of an address that is none": made(() => ({ claims: { email: "ada" } })),
    "whose address is a list": made(() => ({ claims: { email: ["ada@acme.example"] } })),
    "of another company": made(() => ({ claims: { hd: "evil.example" } })),
    "of no company": made(() => ({ claims: { hd: undefined } })),
  },
  customers: {
    "that lives too long": made(() => ({ claims: { exp: id.now() + HOUR + 60 } })),
    "that names nobody": made(() => ({ claims: { sub: undefined } })),
    "with nothing but an address nobody verified": made(() => ({
      claims: { sub: undefined, email: "eve@example.com" },
    })),
    "whose address is verified in words": made(() => ({
      claims: { sub: undefined, email: "eve@example.com", email_verified: "true" },
    })),
    "whose subject is a number": made(() => ({ claims: { sub: 4711 } })),
    "whose subject has a blank at its end": made(() => ({ claims: { sub: "4711 " } })),
    "whose subject has a line break": made(() => ({ claims: { sub: "47\n11" } })),
    "whose subject is endless": made(() => ({ claims: { sub: "4".repeat(300) } })),
    "whose name is an object": made(() => ({ claims: { name: { first: "Eve" } } })),
    "of an id of ours that is nobody's": made(() => ({ claims: { sub: `cus_${"0".repeat(26)}` } })),
    "that claims to be an access token": made(() => ({
      header: { typ: "at+jwt" },
      claims: { kind: "agent", sub: id.ada.id },
    })),
    "that is anonymous in words": made(() => ({ claims: { anonymous: "yes", sub: "3f1c2e9a-visitor" } })),
  },
  visitors: {
    "whose id is short": made(() => ({ claims: { sub: "3f1c2e9a" } })),
    "whose id is endless": made(() => ({ claims: { sub: "4".repeat(300) } })),
    "without an id": made(() => ({ claims: { sub: undefined, email: "eve@example.com", email_verified: true } })),
    "who were another visitor": made(() => ({ claims: { visitor: "another-visitor-0001" } })),
  },
};

async function answerTo(token: string): Promise<string> {
  const { statusCode, headers, body } = await call({
    rawPath: "/graphql",
    rawQueryString: "",
    headers: { host: "desk", "content-type": "application/json", authorization: `Bearer ${token}` },
    requestContext: { http: { method: "POST" } },
    body: JSON.stringify({ query: "{ __typename }" }),
    isBase64Encoded: false,
  });
  // Every request has an id of its own; nothing else tells one answer from another.
  const { "x-request-id": requestId, ...same } = headers;
  expect(requestId).toMatch(/^[\w-]{8,}$/);
  return JSON.stringify({ statusCode, headers: same, body });
}

const NAMES = ["declared", "agents by id", "agents by e-mail", "customers", "customers, declared", "visitors"];
const attacksOn = (name: string) => Object.entries({ ...ATTACKS, ...OWN[name] });

describe.each(NAMES)("tokens of the sort: %s", (name) => {
  test("a right one gets in", async () => {
    // Who is known to be a visitor is past the credential, and may run registered operations alone.
    const statusCode = name === "visitors" ? 403 : 200;
    expect(JSON.parse(await answerTo(await id.sign(id.sortOf(name))))).toMatchObject({ statusCode });
  });

  test.each(attacksOn(name))("%s: the answer to nonsense, to the last byte", async (_, attack) => {
    const answer = await answerTo(await attack(id.sortOf(name)));
    expect(answer).toBe(await answerTo("nonsense"));
    expect(JSON.parse(answer)).toMatchObject({ statusCode: 401 });
  });
});

test("nothing was ever fetched but from the place that the configuration names", () => {
  expect(NAMES.reduce((sum, name) => sum + attacksOn(name).length, 0)).toBeGreaterThan(100);
  expect(id.strangersKeys.asked()).toBe(0);
  expect(asked.filter((url) => !url.startsWith("http://127.0.0.1:"))).toEqual([]);
  expect(new Set(asked).size).toBeLessThanOrEqual(2);
});

test("a table that does not answer is no word about a token", async () => {
  const broken = { ...id.desk.table, get: () => Promise.reject(new Error("no table")) };
  const authenticate = authenticator({ table: broken, clock: id.clock, maxTokenAge: HOUR });
  await expect(authenticate(`Bearer ${await id.sign(id.sortOf("customers"))}`)).rejects.toThrow("no table");
});
