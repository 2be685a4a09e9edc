import { AGENT_ROLES, covers, type Grants, type Permission, ROLES, type Scope } from "../kernel/index.ts";
import type { Explanation, Moved, RoleSays, Rule } from "./schema.ts";
import { RULES } from "./schema.ts";

/** What a decision about access is made from. */
export interface AccessFacts {
  readonly permission: Permission;
  readonly isActive: boolean;
  /** What each of their roles grants, by the name of the role. */
  readonly roles: ReadonlyMap<string, Grants>;
  /** What they hold now: the union of the roles, less what is never borrowed. */
  readonly held: Grants;
  /** Absent when nobody asked about an object. */
  readonly object?: {
    readonly isReadable: boolean;
    readonly isInSight: boolean;
    readonly isOwn: boolean;
    readonly isInReach: boolean;
  };
}

/** The rule that decides. The order is the one in which every operation asks (DESIGN 5). */
export function decide(facts: AccessFacts, defined: ReadonlyMap<string, Grants>): Explanation {
  const { permission, held, roles } = facts;
  const rule = ruleOf(facts);
  return {
    allowed: rule === "NO_OBJECT" || rule === "ALL" || rule === "OWN" || rule === "TEAM",
    permission,
    rule,
    says: RULES[rule],
    scope: held.get(permission) ?? null,
    heldBy: saying(roles, permission),
    grantedBy: saying(new Map([...Object.entries(AGENTS), ...defined]), permission),
  };
}

const AGENTS = Object.fromEntries(AGENT_ROLES.map((role) => [role, ROLES[role]]));

const saying = (roles: ReadonlyMap<string, Grants>, permission: Permission): RoleSays[] =>
  [...roles].flatMap(([role, grants]) => {
    const scope = grants.get(permission);
    return scope === undefined ? [] : [{ role, scope }];
  });

function ruleOf({ permission, isActive, roles, held, object }: AccessFacts): Rule {
  if (!isActive) return "NOT_ACTIVE";
  const scope = held.get(permission);
  if (scope === undefined) return saying(roles, permission).length > 0 ? "BORROWED" : "NOT_HELD";
  if (!object) return "NO_OBJECT";
  if (!object.isReadable) return "UNREADABLE";
  if (!object.isInSight) return "OUT_OF_SIGHT";
  if (scope === "all") return "ALL";
  if (!object.isInReach) return "OUT_OF_SCOPE";
  return object.isOwn ? "OWN" : "TEAM";
}

/** Every permission that reaches further, or less far, than before. */
export function difference(before: Grants, after: Grants): { readonly gains: Moved[]; readonly loses: Moved[] } {
  const permissions = [...new Set([...before.keys(), ...after.keys()])].sort();
  const moved = permissions
    .map((permission): Moved => ({ permission, before: at(before, permission), after: at(after, permission) }))
    .filter((one) => one.before !== one.after);
  const isGain = (one: Moved) => one.after !== null && (one.before === null || covers(one.after, one.before));
  return { gains: moved.filter(isGain), loses: moved.filter((one) => !isGain(one)) };
}

const at = (grants: Grants, permission: Permission): Scope | null => grants.get(permission) ?? null;
