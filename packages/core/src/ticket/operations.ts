import { type Ctx, notFound, parse } from "../kernel/index.ts";
import type { Result } from "../table/index.ts";
import { configInForce } from "../workspace/index.ts";
import * as decide from "./decide/index.ts";
import { edit } from "./edit.ts";
import { costFor } from "./load.ts";
import type { Ticket } from "./schema/index.ts";
import * as schema from "./schema/index.ts";

/** Makes an agent responsible. The same agent again changes nothing. @throws NOT_FOUND, TRANSITION, FORBIDDEN, CONFLICT */
export async function assign(ctx: Ctx, raw: schema.AssignInput): Promise<Result<Ticket>> {
  const input = parse(schema.AssignInput, raw);
  return edit(ctx, { name: "ticket.assign", permission: "ticket:assign", input }, async ({ state }) => {
    if (!decide.isAssigned(state, input.assigneeId)) return [];
    const load = await costFor(ctx, input.assigneeId, state.channel);
    if (!load) throw notFound(input.assigneeId, ["assigneeId"]);
    return [decide.assigned(state, input.assigneeId, load)];
  });
}

/** Puts the ticket back for anybody to take. @throws NOT_FOUND, TRANSITION, FORBIDDEN, CONFLICT */
export async function unassign(ctx: Ctx, raw: schema.TicketInput): Promise<Result<Ticket>> {
  const input = parse(schema.TicketInput, raw);
  return edit(ctx, { name: "ticket.unassign", permission: "ticket:assign", input }, ({ state }) =>
    decide.unassign(state),
  );
}

/**
 * Says how urgent a ticket is. What follows from impact and urgency is overridden with a reason only.
 *
 * @throws VALIDATION without that reason, NOT_FOUND, TRANSITION when closed, FORBIDDEN, CONFLICT
 */
export async function changePriority(ctx: Ctx, raw: schema.ChangePriorityInput): Promise<Result<Ticket>> {
  const input = parse(schema.ChangePriorityInput, raw);
  return edit(ctx, { name: "ticket.changePriority", permission: "ticket:edit", input }, async ({ state }) =>
    decide.changePriority(state, input, await followsFrom(ctx, state)),
  );
}

async function followsFrom(ctx: Ctx, { impact, urgency }: Ticket): Promise<Ticket["priority"] | null> {
  if (impact === undefined || urgency === undefined) return null;
  return (await configInForce(ctx)).config.matrix[impact][urgency];
}

/**
 * Says how far an incident or a problem reaches and how soon it hurts; its priority follows.
 *
 * @throws VALIDATION for another kind, NOT_FOUND, TRANSITION when closed, FORBIDDEN, CONFLICT
 * @example await Ticket.changeImpact(ctx, { ticketId, impact: "HIGH", urgency: "MEDIUM" });
 */
export async function changeImpact(ctx: Ctx, raw: schema.ChangeImpactInput): Promise<Result<Ticket>> {
  const input = parse(schema.ChangeImpactInput, raw);
  return edit(ctx, { name: "ticket.changeImpact", permission: "ticket:edit", input }, async ({ state }) => {
    const { config } = await configInForce(ctx);
    return decide.changeImpact(state, input, config.matrix);
  });
}

/**
 * Makes it another sort of work. What is neither incident nor problem has no impact and urgency.
 *
 * @throws VALIDATION for a kind the workspace has not, NOT_FOUND, TRANSITION when closed, FORBIDDEN, CONFLICT
 */
export async function changeKind(ctx: Ctx, raw: schema.ChangeKindInput): Promise<Result<Ticket>> {
  const input = parse(schema.ChangeKindInput, raw);
  return edit(ctx, { name: "ticket.changeKind", permission: "ticket:edit", input }, async ({ state }) => {
    const drafts = decide.changeKind(state, input.kind);
    if (drafts.length > 0) decide.assertKind((await configInForce(ctx)).config, input.kind);
    return drafts;
  });
}

/**
 * Sets the category, or clears it with null. Once the workspace has categories it is the key of one of them.
 *
 * @throws VALIDATION, NOT_FOUND, TRANSITION when closed, FORBIDDEN, CONFLICT
 */
export async function changeCategory(ctx: Ctx, raw: schema.ChangeCategoryInput): Promise<Result<Ticket>> {
  const input = parse(schema.ChangeCategoryInput, raw);
  const { category } = input;
  return edit(ctx, { name: "ticket.changeCategory", permission: "ticket:edit", input }, async ({ state }) => {
    const drafts = decide.changeCategory(state, category);
    if (drafts.length > 0 && category !== null) decide.assertCategory((await configInForce(ctx)).config, category);
    return drafts;
  });
}

/**
 * Gives the ticket to a team, or with null to none.
 *
 * @throws VALIDATION for a team there is not, NOT_FOUND, TRANSITION when closed, FORBIDDEN, CONFLICT
 * @example await Ticket.changeTeam(ctx, { ticketId, team: "workshop" });
 */
export async function changeTeam(ctx: Ctx, raw: schema.ChangeTeamInput): Promise<Result<Ticket>> {
  const input = parse(schema.ChangeTeamInput, raw);
  const { team } = input;
  return edit(ctx, { name: "ticket.changeTeam", permission: "ticket:assign", input }, async ({ state }) => {
    const drafts = decide.changeTeam(state, team);
    if (drafts.length > 0 && team !== null) decide.assertTeam((await configInForce(ctx)).config, team);
    return drafts;
  });
}

/** @throws NOT_FOUND, TRANSITION when closed, VALIDATION, FORBIDDEN, CONFLICT */
export async function changeSubject(ctx: Ctx, raw: schema.ChangeSubjectInput): Promise<Result<Ticket>> {
  const input = parse(schema.ChangeSubjectInput, raw);
  return edit(ctx, { name: "ticket.changeSubject", permission: "ticket:edit", input }, ({ state }) =>
    decide.changeSubject(state, input.subject),
  );
}

/** Adds tags; those it has already change nothing. @throws LIMIT over 50, NOT_FOUND, TRANSITION, FORBIDDEN, CONFLICT */
export async function tag(ctx: Ctx, raw: schema.TagInput): Promise<Result<Ticket>> {
  const input = parse(schema.TagInput, raw);
  return edit(ctx, { name: "ticket.tag", permission: "ticket:edit", input }, ({ state }) =>
    decide.tag(state, input.tags),
  );
}

/** Removes tags; those it has not change nothing. @throws NOT_FOUND, TRANSITION, FORBIDDEN, CONFLICT */
export async function untag(ctx: Ctx, raw: schema.TagInput): Promise<Result<Ticket>> {
  const input = parse(schema.TagInput, raw);
  return edit(ctx, { name: "ticket.untag", permission: "ticket:edit", input }, ({ state }) =>
    decide.untag(state, input.tags),
  );
}
