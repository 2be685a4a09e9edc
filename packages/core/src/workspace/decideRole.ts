import {
  forbidden,
  type Grants,
  invalid,
  isPermission,
  missingFrom,
  PLATFORM_ONLY,
  ROLES,
  union,
} from "../kernel/index.ts";
import { configured, type Reconfigured } from "./decide.ts";
import { withItem, withoutItem } from "./keyed.ts";
import { type CustomRole, grantsOfRole } from "./role.ts";
import type { Config, Workspace } from "./schema.ts";

/** A role comes, or is changed where it stands. Nobody gives or takes what they do not hold themselves. */
export function defineRole(held: Grants, workspace: Workspace, config: Config, role: CustomRole): Reconfigured {
  assertSensible(role);
  const before = config.roles.find(({ key }) => key === role.key);
  assertHeld(held, before ? union(grantsOfRole(before), grantsOfRole(role)) : grantsOfRole(role));
  return configured(workspace, config, { ...config, roles: withItem(config.roles, role) }, "roles");
}

/** Agents who had it keep its key, which grants nothing any more. */
export function removeRole(held: Grants, workspace: Workspace, config: Config, key: string): Reconfigured {
  const roles = withoutItem(config.roles, key, "role");
  const gone = config.roles.find((role) => role.key === key);
  if (gone) assertHeld(held, grantsOfRole(gone));
  return configured(workspace, config, { ...config, roles }, "roles");
}

/** What is wrong with a role by itself. @throws VALIDATION naming the place */
export function assertSensible({ key, grants }: Pick<CustomRole, "key" | "grants">): void {
  if (Object.hasOwn(ROLES, key)) throw invalid(`"${key}" is a built-in role; take another key.`, ["key"]);
  const seen = new Set<string>();
  for (const [at, { permission }] of grants.entries()) {
    const path = ["grants", at, "permission"];
    if (!isPermission(permission)) throw invalid(`There is no permission "${permission}".`, path);
    if (PLATFORM_ONLY.has(permission)) throw invalid(`"${permission}" is the platform's own.`, path);
    if (seen.has(permission)) throw invalid(`"${permission}" stands here twice.`, path);
    seen.add(permission);
  }
}

function assertHeld(held: Grants, wanted: Grants): void {
  const missing = missingFrom(held, wanted);
  if (missing !== null) throw forbidden(missing);
}
