import * as Workspace from "@switchboard/core/workspace";
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from "jose";
import { jsonServer, testDesk } from "./desk.ts";

export const ISSUER = "https://id.acme.example";
export const AUDIENCE = "desk";
export const AGENT = "agt_0123456789abcdefghjkmnpqrs";
export const HOUR = 3600;

type Key = Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];

/** What differs from a token that is right; undefined leaves a field out. */
export interface Made {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: Key;
}

async function keyPair(alg: string, kid: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg, use: "sig" };
  return { privateKey, jwk };
}

const present = (value: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));

/** A desk that trusts one issuer, with the issuer's keys and a stranger's. */
export async function identity() {
  const [ours, rsa, stranger] = await Promise.all([
    keyPair("EdDSA", "k1"),
    keyPair("RS256", "k2"),
    keyPair("EdDSA", "k1"),
  ]);
  const here = await testDesk();
  const keys = await jsonServer(() => ({ keys: [ours.jwk, rsa.jwk] }));
  const strangersKeys = await jsonServer(() => ({ keys: [stranger.jwk] }));
  const now = () => Math.floor(here.clock.now() / 1000);
  const trust = (issuer: string, jwksUrl: string) =>
    Workspace.trustIssuer(here.desk.as({ kind: "system", workspaceId: "main", name: "test" }), {
      issuer,
      audience: AUDIENCE,
      jwksUrl,
    });
  await trust(ISSUER, keys.url);

  function token({ header = {}, claims = {}, key = ours.privateKey }: Made = {}): Promise<string> {
    const standard = { iss: ISSUER, aud: AUDIENCE, sub: AGENT, kind: "agent", iat: now(), exp: now() + HOUR };
    const named = present({ alg: "EdDSA", typ: "at+jwt", kid: "k1", ...header }) as unknown as JWTHeaderParameters;
    const crit = named.crit ? { crit: Object.fromEntries(named.crit.map((name) => [name, true])) } : {};
    return new SignJWT(present({ ...standard, ...claims })).setProtectedHeader(named).sign(key, crit);
  }

  const dispose = async () => {
    await Promise.all([here, keys, strangersKeys].map((one) => one[Symbol.asyncDispose]()));
  };
  return { ...here, ours, rsa, stranger, strangersKeys, now, trust, token, [Symbol.asyncDispose]: dispose };
}
export type Identity = Awaited<ReturnType<typeof identity>>;
