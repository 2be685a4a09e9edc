import * as z from "zod";
import { invalid, Meta, text } from "../kernel/index.ts";
import { assertFetchable } from "./fetchable.ts";
import { PublicKeys } from "./publicKey.ts";

/**
 * Whom an issuer may speak for. AGENTS: its tokens are agents', by the claim that names them. CUSTOMERS: it signs
 * customers' tokens alone. DECLARED: each of its tokens says what it is.
 */
export const ISSUER_FOR = ["AGENTS", "CUSTOMERS", "DECLARED"] as const;
export type IssuerFor = (typeof ISSUER_FOR)[number];

/** How a claim names an agent: by our id, or by their e-mail address. */
export const AGENT_BY = ["ID", "EMAIL"] as const;
export type AgentBy = (typeof AGENT_BY)[number];

/** What customers' tokens call themselves, whoever signs them. */
export const CUSTOMER_TYPE = "customer+jwt";
export const ACCESS_TYPE = "at+jwt";

/** RFC 7515: case counts in no media type, and `application/` may be left out. */
export const typeKey = (type: string): string => type.toLowerCase().replace(/^application\/(?=[^/]*$)/, "");

/** The name of a claim, or the path to one: a claim that is called exactly so comes first. */
const ClaimName = text(200, 1);

const Mapping = z.object({
  agent: z.object({ claim: ClaimName, by: z.enum(AGENT_BY) }),
  /** Believes addresses that the provider does not call verified. */
  trustEmail: z.boolean().default(false),
});

const Required = z.object({ claim: ClaimName, value: text(500, 1) });

const types = z
  .array(text(100, 1))
  .min(1, "Name at least one type.")
  .max(5, "Name at most 5 types.")
  .refine((all) => !all.some((type) => typeKey(type) === CUSTOMER_TYPE), {
    message: `${CUSTOMER_TYPE} is the type of customers' tokens: leave it out, and say whom the issuer is for.`,
  });

const issuerUrl = z.url("The issuer is a URL.").max(500);
const audience = text(200, 1);

/**
 * An identity provider whose tokens are believed. What came later than the first three has a default: what was written
 * before means what it did.
 */
export const Issuer = z.object({
  issuer: issuerUrl,
  audience,
  jwksUrl: z.url("The key set is at a URL.").max(500),
  /** Its keys themselves; `jwksUrl` is then {@link NOWHERE}. */
  keys: PublicKeys.optional(),
  for: z.enum(ISSUER_FOR).default("DECLARED"),
  /** The `typ` headers of its tokens, for AGENTS and DECLARED. */
  types: z.array(z.string()).default([ACCESS_TYPE]),
  /** Whether a token without a `typ` is one as well. */
  untyped: z.boolean().default(false),
  claims: Mapping.optional(),
  require: z.array(Required).optional(),
});
export type Issuer = z.infer<typeof Issuer>;

/** Where there is nothing to fetch: a release that knows no keys of an issuer's own then finds none. */
export const NOWHERE = "https://keys.invalid/";

export const TrustIssuerInput = Meta.extend({
  issuer: issuerUrl,
  audience,
  jwksUrl: Issuer.shape.jwksUrl.optional(),
  keys: PublicKeys.optional(),
  for: z.enum(ISSUER_FOR).optional(),
  types: types.optional(),
  untyped: z.boolean().optional(),
  claims: Mapping.optional(),
  require: z.array(Required).max(10, "Require at most 10 claims.").optional(),
});
export const DistrustIssuerInput = Meta.extend({ issuer: z.string().min(1, "Name the issuer.").max(500) });

export type TrustIssuerInput = z.input<typeof TrustIssuerInput>;
export type DistrustIssuerInput = z.input<typeof DistrustIssuerInput>;

/**
 * The issuer that somebody describes, as it is kept.
 *
 * @throws VALIDATION for what does not go together, or keys at a place the desk does not go to
 */
export function issuerFrom(raw: z.output<typeof TrustIssuerInput>, anywhere: boolean): Issuer {
  const { idempotencyKey: _, expectedVersion: __, ...given } = raw;
  assertTogether(given);
  if (given.jwksUrl !== undefined && !anywhere) assertFetchable(given.jwksUrl);
  return Issuer.parse({ ...given, jwksUrl: given.jwksUrl ?? NOWHERE });
}

function assertTogether(given: Omit<z.output<typeof TrustIssuerInput>, "idempotencyKey" | "expectedVersion">): void {
  if ((given.jwksUrl === undefined) === (given.keys === undefined))
    throw invalid("Say where its keys are, or give them: one of the two.", ["jwksUrl"]);
  if (given.claims && given.for !== "AGENTS")
    throw invalid("Only tokens for AGENTS are mapped: the others say themselves who they are for.", ["claims"]);
  if (given.for === "CUSTOMERS" && (given.types ?? given.untyped) !== undefined)
    throw invalid(`Customers' tokens are of the type ${CUSTOMER_TYPE} and no other.`, ["types"]);
}
