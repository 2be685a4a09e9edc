import { CUSTOMER_TYPE, type Issuer, typeKey } from "@switchboard/core/workspace";
import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { says } from "./claim.ts";
import type { Unverified } from "./token.ts";
import { agentIn, customerIn, declared, type Who } from "./who.ts";

/** Signatures by key pair alone: a secret that the desk would have to share is no proof of who signed. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "ES384", "EdDSA"];
const CLOCK_TOLERANCE = 5;
/** How long a customer's token lives at most, seconds: it is made for a page, and cannot be taken back. */
const CUSTOMER_LIFETIME = 3600;

type Sort = "DECLARED" | "AGENT" | "CUSTOMER";

const REQUIRED: Readonly<Record<Sort, readonly string[]>> = {
  DECLARED: ["iss", "aud", "sub", "iat", "exp", "kind"],
  AGENT: ["iss", "aud", "iat", "exp"],
  CUSTOMER: ["iss", "aud", "iat", "exp"],
};

export interface Measure {
  /** Now, ms. */
  readonly now: number;
  /** How old a token may be, seconds. */
  readonly maxTokenAge: number;
}

/**
 * Every check of a token, in one place: what it is, who signed it for whom and when, and what it must say.
 *
 * @throws whatever is wrong with it; callers answer one and the same
 */
export async function verify(
  { token, type }: Unverified,
  issuer: Issuer & { readonly workspaceId: string },
  keys: JWTVerifyGetKey,
  { now, maxTokenAge }: Measure,
): Promise<Who> {
  const sort = sortOf(issuer, type);
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ALGORITHMS,
    issuer: issuer.issuer,
    audience: issuer.audience,
    requiredClaims: [...REQUIRED[sort]],
    maxTokenAge: sort === "CUSTOMER" ? Math.min(maxTokenAge, CUSTOMER_LIFETIME) : maxTokenAge,
    clockTolerance: CLOCK_TOLERANCE,
    currentDate: new Date(now),
  });
  const missing = issuer.require?.find(({ claim, value }) => !says(payload, claim, value));
  if (missing) throw new Error(`the token does not have ${missing.claim}`);
  if (sort === "DECLARED") return declared(payload, issuer.workspaceId);
  if (sort === "AGENT") return agentIn(payload, issuer, issuer.workspaceId);
  assertShort(payload);
  return customerIn(payload);
}

/** What a token is follows from its type and from whom its issuer may speak for, never from what it claims. */
function sortOf(issuer: Issuer, type: string | null): Sort {
  if (type === CUSTOMER_TYPE) {
    if (issuer.for === "AGENTS") throw new Error("the issuer does not speak for customers");
    return "CUSTOMER";
  }
  const known = type === null ? issuer.untyped : issuer.types.some((one) => typeKey(one) === type);
  if (issuer.for === "CUSTOMERS" || !known) throw new Error("the token is of another type");
  return issuer.for === "AGENTS" ? "AGENT" : "DECLARED";
}

function assertShort({ iat = 0, exp = 0 }: JWTPayload): void {
  if (exp - iat > CUSTOMER_LIFETIME) throw new Error("the token lives too long");
}
