import { authorize, type Ctx, forbidden, missingFrom, parse, ROLES } from "../kernel/index.ts";
import type { Result } from "../table/index.ts";
import * as decide from "./decide.ts";
import { DistrustIssuerInput, type Issuer, issuerFrom, TrustIssuerInput } from "./issuer.ts";
import { reconfigure } from "./reconfigure.ts";
import type { Config, Workspace } from "./schema.ts";
import { holdIssuer, releaseIssuer } from "./store.ts";

/** Not what setting up takes: an issuer says who somebody is, and so can say that they are an admin. */
const permission = "issuer:manage" as const;

/**
 * Believes the tokens of an identity provider, from the next request on: one that is known already is described anew
 * and whole. People name a place of the internet for its keys, over https; or they give the keys, and change them by
 * the same call: two at once while one follows the other.
 *
 * @throws ALREADY_EXISTS when another workspace trusts it, VALIDATION, LIMIT over 20, FORBIDDEN also for an issuer of
 * agents or apps to whoever may less than an admin
 * @example
 * await Workspace.trustIssuer(ctx, {
 *   issuer: "https://acme.okta.example",
 *   audience: "switchboard",
 *   jwksUrl: "https://acme.okta.example/oauth2/v1/keys",
 *   for: "AGENTS",
 *   claims: { agent: { claim: "email", by: "EMAIL" } },
 * });
 */
export async function trustIssuer(ctx: Ctx, raw: TrustIssuerInput): Promise<Result<Workspace>> {
  const input = parse(TrustIssuerInput, raw);
  await authorize(ctx, permission);
  const issuer = issuerFrom(input, ctx.actor.kind === "system");
  await assertMayTrust(ctx, issuer);
  const held = holdIssuer(ctx, issuer, decide.issuerTaken);
  const step = (state: Workspace, now: Config) => decide.trustIssuer(state, now, issuer);
  return reconfigure(ctx, { name: "workspace.trustIssuer", input, permission }, step, [held]);
}

/** Whoever says whose tokens are believed can come as anybody of the desk: nobody becomes more than they are by it. */
async function assertMayTrust(ctx: Ctx, issuer: Issuer): Promise<void> {
  if (issuer.for === "CUSTOMERS") return;
  const missing = missingFrom(await ctx.grants(), ROLES.admin);
  if (missing !== null) throw forbidden(missing);
}

/**
 * Believes an identity provider no more, from the next request on: whoever came with its tokens is out.
 *
 * @throws VALIDATION for one that is not trusted, FORBIDDEN
 * @example await Workspace.distrustIssuer(ctx, { issuer: "https://acme.okta.example" });
 */
export async function distrustIssuer(ctx: Ctx, raw: DistrustIssuerInput): Promise<Result<Workspace>> {
  const input = parse(DistrustIssuerInput, raw);
  const step = (state: Workspace, now: Config) => decide.distrustIssuer(state, now, input.issuer);
  return reconfigure(ctx, { name: "workspace.distrustIssuer", input, permission }, step, [
    releaseIssuer(ctx, input.issuer),
  ]);
}
