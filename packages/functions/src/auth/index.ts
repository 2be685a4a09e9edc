import { type Actor, type Clock, prefixOf, unauthenticated } from "@switchboard/core/kernel";
import { actorOf as actorOfKey } from "@switchboard/core/key";
import type { TablePort } from "@switchboard/core/port";
import { issuerOf } from "@switchboard/core/workspace";
import { type JWTPayload, jwtVerify } from "jose";
import * as z from "zod";
import { keyIn } from "./header.ts";
import { type KeySetOptions, keySets } from "./keys.ts";
import { type Unverified, unverified } from "./token.ts";

/** Signatures by key pair alone: a secret that the desk would have to share is no proof of who signed. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"];
const TYPE = "at+jwt";
const CLOCK_TOLERANCE = 5;
const MAX_SCOPES = 100;

const Claims = z.object({
  sub: z.string().max(64),
  kind: z.enum(["agent", "customer", "app"]),
  scope: z.string().max(4_000).default(""),
});

export interface AuthOptions extends KeySetOptions {
  readonly table: TablePort;
  /** What tokens are measured by: the desk's clock. */
  readonly clock: Clock;
  /** How old a token may be, seconds. */
  readonly maxTokenAge: number;
}

/**
 * Who makes a request, by its Authorization header: null without one. It bears a key of the desk's own, or a
 * token of an identity provider.
 *
 * A token's issuer is looked up by name among those that workspaces trust, and it is that row which says where its
 * keys are, what audience it must name and which workspace it speaks for: nothing in a token ever does.
 *
 * @throws UNAUTHENTICATED, one and the same whatever is wrong with the key or token
 */
export function authenticator({ table, clock, maxTokenAge, ...options }: AuthOptions) {
  const keysAt = keySets(options);

  return async (authorization: string | null): Promise<Actor | null> => {
    if (authorization === null) return null;
    const key = keyIn(authorization);
    if (key !== null) return accepted(await actorOfKey({ table, clock }, key));
    const presented = attempt(() => unverified(authorization));
    // Not caught: when the table does not answer, that says nothing about the token.
    const issuer = await issuerOf(table, presented.issuer);
    if (!issuer) throw unauthenticated(new Error("nobody trusts this issuer"));
    try {
      const { payload } = await jwtVerify(presented.token, keysAt(issuer.jwksUrl), {
        algorithms: ALGORITHMS,
        issuer: issuer.issuer,
        audience: issuer.audience,
        typ: TYPE,
        requiredClaims: ["iss", "aud", "sub", "iat", "exp", "kind"],
        maxTokenAge,
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: new Date(clock.now()),
      });
      return actorOf(payload, issuer.workspaceId);
    } catch (cause) {
      throw unauthenticated(cause);
    }
  };
}

function attempt(read: () => Unverified): Unverified {
  try {
    return read();
  } catch (cause) {
    throw unauthenticated(cause);
  }
}

function accepted(actor: Actor | null): Actor {
  if (!actor) throw unauthenticated(new Error("no such key, or none any more"));
  return actor;
}

function actorOf(payload: JWTPayload, workspaceId: string): Actor {
  const { sub, kind, scope } = Claims.parse(payload);
  const prefix = prefixOf(sub);
  if (kind === "agent" && prefix === "agt") return { kind, workspaceId, agentId: sub };
  if (kind === "customer" && prefix === "cus") return { kind, workspaceId, customerId: sub };
  if (kind !== "app" || prefix !== "app") throw new Error("the subject is not of the kind it claims");
  const scopes = scope.split(" ").filter((word) => word !== "");
  if (scopes.length > MAX_SCOPES) throw new Error("too many scopes");
  return { kind, workspaceId, appId: sub, scopes };
}
