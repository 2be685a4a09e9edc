import { type Ctx, type Grants, may, parse } from "../kernel/index.ts";
import { configInForce, grantsOfRole } from "../workspace/index.ts";
import { decide } from "./decide.ts";
import { seenBy, thingOf } from "./object.ts";
import { ExplainInput, type Explanation } from "./schema.ts";
import { subjectOf } from "./subject.ts";

/**
 * Whether somebody may do something, to an object or at all, and the rule that decided: the same facts, in the same
 * order, by which every operation decides. Everybody asks about themselves; about others whoever has `access:explain`.
 *
 * @throws VALIDATION for a permission there is not, NOT_FOUND for whom or what the asker may not see, FORBIDDEN,
 * BAD_USER_INPUT
 * @example
 * const { allowed, says } = await Access.explain(ctx, { permission: "ticket:redact", objectId: ticketId });
 */
export async function explain(ctx: Ctx, raw: ExplainInput): Promise<Explanation> {
  const { permission, objectId, actor } = parse(ExplainInput, raw);
  const who = await subjectOf(ctx, actor);
  const thing = objectId === undefined ? null : await thingOf(ctx, objectId);
  const [held, object] = await Promise.all([who.ctx.grants(), thing && seenBy(who.ctx, thing, permission)]);
  const { isActive, roles } = who;
  return decide({ permission, isActive, roles, held, ...(object ? { object } : {}) }, await definedRoles(ctx));
}

/** The company's own roles, to whoever may read the configuration. */
async function definedRoles(ctx: Ctx): Promise<ReadonlyMap<string, Grants>> {
  if (!(await may(ctx, "workspace:read", {}))) return new Map();
  const { config } = await configInForce(ctx);
  return new Map(config.roles.map((role) => [role.key, grantsOfRole(role)]));
}
