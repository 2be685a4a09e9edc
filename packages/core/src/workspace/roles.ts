import { type Ctx, parse } from "../kernel/index.ts";
import type { Result } from "../table/index.ts";
import * as decide from "./decideRole.ts";
import { reconfigure } from "./reconfigure.ts";
import { DefineRoleInput, KeyInput, type Workspace } from "./schema.ts";

const permission = "role:manage" as const;

/**
 * Adds a role of the company's own, or changes what one grants: its agents may do more or less within half a minute.
 * Nobody gives or takes what they do not hold themselves, as far as they hold it.
 *
 * @throws VALIDATION for a built-in role's key, an unknown permission, or one of the platform's own; LIMIT over 50;
 * FORBIDDEN naming what the caller does not hold; CONFLICT
 * @example
 * const grants = [{ permission: "ticket:read", scope: "team" }] as const;
 * await Workspace.defineRole(ctx, { key: "auditor", label: "Auditor", grants: [...grants] });
 */
export async function defineRole(ctx: Ctx, raw: DefineRoleInput): Promise<Result<Workspace>> {
  const input = parse(DefineRoleInput, raw);
  const { key, label, grants } = input;
  const held = await ctx.grants();
  return reconfigure(ctx, { name: "workspace.defineRole", input, permission }, (state, now) =>
    decide.defineRole(held, state, now, { key, label, grants }),
  );
}

/** Takes a role away: whoever had it has what their other roles grant. @throws VALIDATION, FORBIDDEN, CONFLICT */
export async function removeRole(ctx: Ctx, raw: KeyInput): Promise<Result<Workspace>> {
  const input = parse(KeyInput, raw);
  const held = await ctx.grants();
  return reconfigure(ctx, { name: "workspace.removeRole", input, permission }, (state, now) =>
    decide.removeRole(held, state, now, input.key),
  );
}
