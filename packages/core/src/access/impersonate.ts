import * as Agent from "../agent/index.ts";
import { actorOf, type Ctx, forbidden, id, invalid, missingFrom, parse, union } from "../kernel/index.ts";
import { need } from "../table/index.ts";

const permission = "agent:impersonate" as const;

/**
 * The caller as another agent: to see what they see, and to do what they cannot come to do. Every event names the
 * caller as who did it and the other as on whose behalf. Nobody becomes somebody who may more than they do, nobody
 * goes on from there to a third, and what would outlast it (keys, roles) is not to be had.
 *
 * @throws VALIDATION for oneself or somebody who is not active, NOT_FOUND, FORBIDDEN naming what the caller lacks
 * @example
 * const asMaya = await Access.impersonate(ctx, maya.id);
 * await Ticket.reply(asMaya, { ticketId, text: "Maya is on holiday; here is your answer." });
 */
export async function impersonate(ctx: Ctx, agentId: string): Promise<Ctx> {
  const known = parse(id("agt"), agentId);
  const { state } = await need(ctx, Agent.agent, known, { permission, path: ["agentId"] });
  if (ctx.actor.kind === "agent" && ctx.actor.agentId === known) throw invalid("You are this agent.", ["agentId"]);
  if (state.status !== "ACTIVE") throw invalid("Nobody acts as somebody who is not active.", ["agentId"]);
  const theirs = union(...(await Agent.grantsByRole(ctx, state)).values());
  const missing = missingFrom(await ctx.grants(), theirs);
  if (missing !== null) throw forbidden(missing);
  return ctx.as({ kind: "agent", workspaceId: ctx.workspaceId, agentId: known }, { impersonator: actorOf(ctx) });
}
