import { type Actor, PLATFORM_ONLY, prefixOf } from "@switchboard/core/kernel";
import type { Issuer } from "@switchboard/core/workspace";
import type { JWTPayload } from "jose";
import * as z from "zod";
import { claimOf } from "./claim.ts";

const MAX_SCOPES = 100;

/** Whom a token that was checked speaks of, before anything is looked up. */
export type Who =
  | { readonly is: "actor"; readonly actor: Actor }
  | { readonly is: "agent"; readonly email: string }
  | { readonly is: "customer"; readonly facts: CustomerFacts }
  | { readonly is: "visitor"; readonly visitorId: string };

export interface CustomerFacts {
  readonly customerId?: string;
  readonly externalId?: string;
  readonly email?: string;
  readonly name?: string;
  readonly locale?: string;
  readonly visitorId?: string;
}

const Declared = z.object({
  sub: z.string().max(64),
  kind: z.enum(["agent", "customer", "app"]),
  scope: z.string().max(4_000).default(""),
});

/** A token that says itself what it is. */
export function declared(payload: JWTPayload, workspaceId: string): Who {
  const { sub, kind, scope } = Declared.parse(payload);
  const prefix = prefixOf(sub);
  if (kind === "agent" && prefix === "agt") return { is: "actor", actor: { kind, workspaceId, agentId: sub } };
  if (kind === "customer" && prefix === "cus") return { is: "actor", actor: { kind, workspaceId, customerId: sub } };
  if (kind !== "app" || prefix !== "app") throw new Error("the subject is not of the kind it claims");
  const words = scope.split(" ").filter((word) => word !== "");
  if (words.length > MAX_SCOPES) throw new Error("too many scopes");
  // What the platform does itself is no issuer's to give.
  const scopes = words.filter((word) => !(PLATFORM_ONLY as ReadonlySet<string>).has(word));
  return { is: "actor", actor: { kind, workspaceId, appId: sub, scopes } };
}

const BY_ID = { agent: { claim: "sub", by: "ID" }, trustEmail: false } as const;

/** An agent, by the claim that the configuration says; a token of theirs is never anybody else's. */
export function agentIn(payload: JWTPayload, { claims = BY_ID }: Issuer, workspaceId: string): Who {
  const named = z.string().max(320).parse(claimOf(payload, claims.agent.claim));
  if (claims.agent.by === "ID") {
    if (prefixOf(named) !== "agt") throw new Error("the claim names no agent");
    return { is: "actor", actor: { kind: "agent", workspaceId, agentId: named } };
  }
  if (payload["email_verified"] !== true && !claims.trustEmail) throw new Error("the address is not verified");
  return { is: "agent", email: z.email({ pattern: z.regexes.html5Email }).parse(named) };
}

const exact = (min: number) =>
  z
    .string()
    .min(min)
    .max(200)
    // What would be tidied when it is stored could become somebody else's.
    .refine((value) => value === value.trim() && !/\p{Cc}/u.test(value) && value.isWellFormed());

const VisitorId = exact(16);
const Common = z.object({ anonymous: z.boolean().default(false) });
const Identified = z.object({
  sub: exact(1).optional(),
  email: z.unknown().optional(),
  email_verified: z.unknown().optional(),
  name: z.string().optional(),
  locale: z.string().optional(),
  visitor: VisitorId.optional(),
});
const Anonymous = z.object({ sub: VisitorId, visitor: z.undefined().optional() });
const Email = z.email({ pattern: z.regexes.html5Email }).max(254);

/** A customer, or a visitor nobody knows. An address that is not verified is as good as none. */
export function customerIn(payload: JWTPayload): Who {
  if (Common.parse(payload).anonymous) return { is: "visitor", visitorId: Anonymous.parse(payload).sub };
  const { sub, name, locale, visitor, ...claims } = Identified.parse(payload);
  const email = claims.email_verified === true && claims.email !== undefined ? Email.parse(claims.email) : undefined;
  if (sub === undefined && email === undefined) throw new Error("the token names nobody");
  const ours = sub !== undefined && prefixOf(sub) === "cus";
  return {
    is: "customer",
    facts: {
      ...(ours ? { customerId: sub } : {}),
      ...(sub === undefined || ours ? {} : { externalId: sub }),
      ...(email === undefined ? {} : { email }),
      ...(name === undefined ? {} : { name: name.slice(0, 200) }),
      ...(locale !== undefined && isLocale(locale) ? { locale } : {}),
      ...(visitor === undefined ? {} : { visitorId: visitor }),
    },
  };
}

function isLocale(locale: string): boolean {
  try {
    return locale.length <= 35 && Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}
