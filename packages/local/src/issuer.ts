import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { type DataFolder, writeWhole } from "./data.ts";

/** The platform's own identity provider, as the readiness line tells of it. */
export interface IssuerInfo {
  readonly issuer: string;
  readonly audience: string;
  readonly alg: string;
  readonly typ: string;
  readonly jwksUrl: string;
  readonly privateJwkFile: string;
}

export interface LocalIssuer {
  readonly info: IssuerInfo;
  readonly jwks: { readonly keys: readonly JWK[] };
  /** A token for these claims, from `at` (ms) on. */
  sign(claims: Readonly<Record<string, string>>, at: number): Promise<string>;
}

const ALG = "EdDSA";
const TYP = "at+jwt";
/** A name, not a place: it stays the same whatever port the platform has. */
const ISSUER = "https://issuer.switchboard.localhost";
const AUDIENCE = "switchboard";
const FILE = "issuer-key.json";

/** The issuer of this data folder: its key is made once, and readable by its owner alone. */
export async function openIssuer(data: DataFolder, base: string, lifetime: number): Promise<LocalIssuer> {
  const privateJwkFile = join(data.secrets, FILE);
  if (!existsSync(privateJwkFile)) writeWhole(privateJwkFile, `${JSON.stringify(await freshKey())}\n`, 0o600);
  const jwk = JSON.parse(readFileSync(privateJwkFile, "utf8")) as JWK;
  const { d: _, ...publicJwk } = jwk;
  const key = await importJWK(jwk, ALG);
  const kid = String(jwk.kid);
  return {
    info: { issuer: ISSUER, audience: AUDIENCE, alg: ALG, typ: TYP, jwksUrl: `${base}/local/jwks`, privateJwkFile },
    jwks: { keys: [{ ...publicJwk, use: "sig" }] },
    sign: (claims, at) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: ALG, typ: TYP, kid })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(new Date(at))
        .setExpirationTime(new Date(at + lifetime * 1000))
        .sign(key),
  };
}

async function freshKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALG, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg: ALG, kid: await calculateJwkThumbprint(jwk) };
}
