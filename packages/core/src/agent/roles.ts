import {
  type Ctx,
  covers,
  forbidden,
  type Grants,
  invalid,
  missingFrom,
  ROLES,
  type Scope,
  union,
} from "../kernel/index.ts";
import { type Config, configInForce, grantsOfRole } from "../workspace/index.ts";
import type { Agent } from "./schema.ts";

/** Everything an agent's roles say. */
export interface HeldRoles {
  readonly roles: Agent["roles"];
  readonly customRoles?: readonly string[] | undefined;
}

/** What each role grants by itself, by its name. A role of the company's that went away grants nothing. */
export async function grantsByRole(ctx: Ctx, held: HeldRoles): Promise<ReadonlyMap<string, Grants>> {
  return byRole(held, held.customRoles?.length ? (await configInForce(ctx)).config.roles : []);
}

/** The same with the roles that are given in place of those in force. */
export function byRole({ roles, customRoles = [] }: HeldRoles, defined: Config["roles"]): ReadonlyMap<string, Grants> {
  const own = defined.filter(({ key }) => customRoles.includes(key));
  return new Map([
    ...roles.map((role) => [role, ROLES[role]] as const),
    ...own.map((role) => [role.key, grantsOfRole(role)] as const),
  ]);
}

/** What all of somebody's roles grant together. */
export const grantsOf = async (ctx: Ctx, held: HeldRoles): Promise<Grants> =>
  union(...(await grantsByRole(ctx, held)).values());

/** @throws VALIDATION for no role at all, and for one that there is not; one that went away stays, but is never given */
export async function assertKnown(ctx: Ctx, wanted: HeldRoles, before: readonly string[] = []): Promise<void> {
  const { roles, customRoles = [] } = wanted;
  if (roles.length + customRoles.length === 0) throw invalid("An agent needs at least one role.", ["roles"]);
  if (customRoles.length === 0) return;
  const known = (await configInForce(ctx)).config.roles.map(({ key }) => key);
  const unknown = customRoles.find((key) => !known.includes(key) && !before.includes(key));
  if (unknown === undefined) return;
  throw invalid(`There is no role "${unknown}"; there are: ${known.join(", ") || "none"}.`, ["customRoles"]);
}

/** What somebody has of roles, and the teams in which some of these act. */
type Placed = HeldRoles & { readonly teams?: readonly string[] };

/**
 * Nobody gives or takes more than they hold (DESIGN 6): what acts in teams, only in those that are theirs as well.
 *
 * @throws FORBIDDEN naming what is missing
 */
export async function assertMayGrant(ctx: Ctx, ...wanted: readonly Placed[]): Promise<void> {
  const grants = await Promise.all(wanted.map((roles) => grantsOf(ctx, roles)));
  const missing = missingFrom(await ctx.grants(), union(...grants));
  if (missing !== null) throw forbidden(missing);
  for (const { teams = [], ...roles } of wanted) await assertMayPlace(ctx, roles, teams);
}

/**
 * A team gives everything that acts in teams: nobody puts others, or themselves, where they may not do that too, nor
 * takes them away from there.
 *
 * @throws FORBIDDEN naming what is missing
 */
export async function assertMayPlace(ctx: Ctx, roles: HeldRoles, teams: readonly string[]): Promise<void> {
  if (teams.length === 0) return;
  const [theirs, held, own] = await Promise.all([grantsOf(ctx, roles), ctx.grants(), ctx.teams()]);
  const reach: Scope = teams.every((team) => own.has(team)) ? "team" : "all";
  for (const [permission, scope] of theirs)
    if (scope === "team" && !covers(held.get(permission), reach)) throw forbidden(permission);
}
