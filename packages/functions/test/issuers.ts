import * as Agent from "@switchboard/core/agent";
import * as Workspace from "@switchboard/core/workspace";
import type { JWTHeaderParameters } from "jose";
import { SignJWT } from "jose";
import { jsonServer } from "./desk.ts";
import { AUDIENCE, HOUR, type Identity, ISSUER, identity, type Made } from "./identity.ts";

export const SUPPORT = "https://idp.acme.example/agents";
export const GOOGLE = "https://accounts.google.example";
export const SHOP = "https://shop.acme.example";
export const CLAIM_URL = "https://acme.example/agent";

const present = (value: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));

/** One sort of issuer, and what a right token of it is. */
export interface Sort {
  readonly name: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A desk that trusts one issuer of every sort; all of them sign with the same keys. */
export async function issuers() {
  const id: Identity = await identity();
  const system = id.desk.as({ kind: "system", workspaceId: "main", name: "test" });
  const { object: ada } = await Agent.create(system, { name: "Ada", email: "ada@acme.example", roles: ["admin"] });
  const keys = await jsonServer(() => ({ keys: [id.ours.jwk, id.rsa.jwk] }));
  const audience = AUDIENCE;
  const jwksUrl = keys.url;
  await Workspace.trustIssuer(system, {
    issuer: SUPPORT,
    audience,
    jwksUrl,
    for: "AGENTS",
    claims: { agent: { claim: CLAIM_URL, by: "ID" } },
  });
  await Workspace.trustIssuer(system, {
    issuer: GOOGLE,
    audience,
    jwksUrl,
    for: "AGENTS",
    types: ["JWT"],
    untyped: true,
    claims: { agent: { claim: "email", by: "EMAIL" } },
    require: [{ claim: "hd", value: "acme.example" }],
  });
  await Workspace.trustIssuer(system, {
    issuer: SHOP,
    audience,
    keys: [{ ...id.ours.jwk } as never],
    for: "CUSTOMERS",
  });
  const typed = (typ: string | undefined) => ({ alg: "EdDSA", kid: "k1", typ });
  const sorts: readonly Sort[] = [
    { name: "declared", header: typed("at+jwt"), claims: { iss: ISSUER, sub: ada.id, kind: "agent" } },
    { name: "agents by id", header: typed("application/AT+JWT"), claims: { iss: SUPPORT, [CLAIM_URL]: ada.id } },
    {
      name: "agents by e-mail",
      header: typed(undefined),
      claims: { iss: GOOGLE, sub: "1", email: "Ada@Acme.example", email_verified: true, hd: "acme.example" },
    },
    { name: "customers", header: typed("customer+jwt"), claims: { iss: SHOP, sub: "4711" } },
    {
      name: "customers, declared",
      header: typed("customer+jwt"),
      claims: { iss: ISSUER, email: "eve@example.com", email_verified: true },
    },
    {
      name: "visitors",
      header: typed("customer+jwt"),
      claims: { iss: SHOP, sub: "3f1c2e9a-visitor", anonymous: true },
    },
  ];

  function sign(sort: Sort, { header = {}, claims = {}, key = id.ours.privateKey }: Made = {}): Promise<string> {
    const standard = { aud: AUDIENCE, iat: id.now(), exp: id.now() + HOUR };
    const named = present({ ...sort.header, ...header }) as unknown as JWTHeaderParameters;
    const crit = named.crit ? { crit: Object.fromEntries(named.crit.map((word) => [word, true])) } : {};
    return new SignJWT(present({ ...standard, ...sort.claims, ...claims })).setProtectedHeader(named).sign(key, crit);
  }

  const dispose = async () => {
    await Promise.all([id, keys].map((one) => one[Symbol.asyncDispose]()));
  };
  const sortOf = (name: string): Sort => {
    const found = sorts.find((one) => one.name === name);
    if (!found) throw new Error(`no sort ${name}`);
    return found;
  };
  return { ...id, system, ada, sorts, sortOf, sign, jwksUrl, [Symbol.asyncDispose]: dispose };
}
export type Issuers = Awaited<ReturnType<typeof issuers>>;
