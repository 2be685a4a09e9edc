import { typeKey } from "@switchboard/core/workspace";
import { decodeProtectedHeader } from "jose";

/** The largest token that is looked at. Real ones have one or two KB. */
const MAX_BYTES = 8 * 1024;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Header fields that tell a verifier where to find a key or how to read the token: ours knows both already. */
const FOREIGN = ["jku", "jwk", "x5u", "x5c", "crit", "b64", "zip", "enc"] as const;

/** A token as it claims to be: nothing of it is proven. */
export interface Unverified {
  readonly token: string;
  readonly issuer: string;
  /** Its media type in the form it is compared in; null when it names none. */
  readonly type: string | null;
}

/** Looks at size and shape alone. @throws whatever is wrong with it; callers answer one and the same */
export function unverified(authorization: string): Unverified {
  if (authorization.length > MAX_BYTES) throw new Error("the token is too large");
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) throw new Error("no bearer token of three parts");
  const header: Readonly<Record<string, unknown>> = decodeProtectedHeader(token);
  assertHeader(header);
  const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  const issuer = typeof claims === "object" && claims !== null && "iss" in claims ? claims.iss : undefined;
  if (typeof issuer !== "string" || issuer === "") throw new Error("the token names no issuer");
  return { token, issuer, type: typeOf(header) };
}

function assertHeader(header: Readonly<Record<string, unknown>>): void {
  const foreign = FOREIGN.find((field) => field in header);
  if (foreign !== undefined) throw new Error(`the token's header has ${foreign}`);
  const { kid } = header;
  if (typeof kid !== "string" || kid === "" || kid.length > 200) throw new Error("the token names no key");
}

function typeOf({ typ }: Readonly<Record<string, unknown>>): string | null {
  if (typ === undefined) return null;
  if (typeof typ !== "string") throw new Error("the token's type is no text");
  return typeKey(typ);
}
