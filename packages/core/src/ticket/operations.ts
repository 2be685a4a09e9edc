import * as Agent from "../agent/index.ts";
import { type Ctx, type Draft, type Loaded, notFound, type Permission, parse } from "../kernel/index.ts";
import { change, type Operation, type Result } from "../table/index.ts";
import { autoCloseAt } from "./conversation.ts";
import * as decide from "./decide/index.ts";
import type { Events } from "./events/index.ts";
import type { Ticket } from "./schema/index.ts";
import * as schema from "./schema/index.ts";
import { ticket } from "./store.ts";

/** Makes an agent responsible. The same agent again changes nothing. @throws NOT_FOUND, TRANSITION, FORBIDDEN, CONFLICT */
export async function assign(ctx: Ctx, raw: schema.AssignInput): Promise<Result<Ticket>> {
  const input = parse(schema.AssignInput, raw);
  return edit(ctx, { name: "ticket.assign", permission: "ticket:assign", input }, async ({ state }) => {
    const drafts = decide.assign(state, input.assigneeId);
    if (drafts.length > 0 && !(await Agent.isActive(ctx, input.assigneeId)))
      throw notFound(input.assigneeId, ["assigneeId"]);
    return drafts;
  });
}

/** Puts the ticket back for anybody to take. @throws NOT_FOUND, TRANSITION, FORBIDDEN, CONFLICT */
export async function unassign(ctx: Ctx, raw: schema.TicketInput): Promise<Result<Ticket>> {
  const input = parse(schema.TicketInput, raw);
  return edit(ctx, { name: "ticket.unassign", permission: "ticket:assign", input }, ({ state }) =>
    decide.unassign(state),
  );
}

/** @throws NOT_FOUND, TRANSITION when closed, FORBIDDEN, CONFLICT */
export async function changePriority(ctx: Ctx, raw: schema.ChangePriorityInput): Promise<Result<Ticket>> {
  const input = parse(schema.ChangePriorityInput, raw);
  return edit(ctx, { name: "ticket.changePriority", permission: "ticket:edit", input }, ({ state }) =>
    decide.changePriority(state, input.priority),
  );
}

/** @throws NOT_FOUND, TRANSITION when closed, FORBIDDEN, CONFLICT */
export async function changeKind(ctx: Ctx, raw: schema.ChangeKindInput): Promise<Result<Ticket>> {
  const input = parse(schema.ChangeKindInput, raw);
  return edit(ctx, { name: "ticket.changeKind", permission: "ticket:edit", input }, ({ state }) =>
    decide.changeKind(state, input.kind),
  );
}

/** Sets the category, or clears it with null. @throws NOT_FOUND, TRANSITION when closed, FORBIDDEN, CONFLICT */
export async function changeCategory(ctx: Ctx, raw: schema.ChangeCategoryInput): Promise<Result<Ticket>> {
  const input = parse(schema.ChangeCategoryInput, raw);
  return edit(ctx, { name: "ticket.changeCategory", permission: "ticket:edit", input }, ({ state }) =>
    decide.changeCategory(state, input.category),
  );
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

/** Opens the ticket or lets it wait for somebody. @throws TRANSITION naming what is allowed, NOT_FOUND, FORBIDDEN, CONFLICT */
export async function changeStatus(ctx: Ctx, raw: schema.ChangeStatusInput): Promise<Result<Ticket>> {
  const input = parse(schema.ChangeStatusInput, raw);
  return edit(ctx, { name: "ticket.changeStatus", permission: "ticket:status", input }, ({ state }) =>
    decide.changeStatus(state, input.status),
  );
}

/** The issue is solved; the ticket closes by itself later. @throws TRANSITION, NOT_FOUND, FORBIDDEN, CONFLICT */
export async function resolve(ctx: Ctx, raw: schema.TicketInput): Promise<Result<Ticket>> {
  const input = parse(schema.TicketInput, raw);
  return edit(ctx, { name: "ticket.resolve", permission: "ticket:status", input }, async ({ state }) =>
    decide.resolve(state, await autoCloseAt(ctx)),
  );
}

/** A resolved ticket is worked on again. @throws TRANSITION when closed, NOT_FOUND, FORBIDDEN, CONFLICT */
export async function reopen(ctx: Ctx, raw: schema.TicketInput): Promise<Result<Ticket>> {
  const input = parse(schema.TicketInput, raw);
  return edit(ctx, { name: "ticket.reopen", permission: "ticket:status", input }, ({ state }) => decide.reopen(state));
}

/** Closes a resolved ticket for good, ahead of time. @throws TRANSITION, NOT_FOUND, FORBIDDEN, CONFLICT */
export async function close(ctx: Ctx, raw: schema.TicketInput): Promise<Result<Ticket>> {
  const input = parse(schema.TicketInput, raw);
  return edit(ctx, { name: "ticket.close", permission: "ticket:status", input }, ({ state }) => decide.close(state));
}

type Drafts = readonly Draft<Events>[];

interface Edit {
  readonly name: string;
  readonly permission: Permission;
  readonly input: Operation["input"] & { readonly ticketId: string };
}

function edit(
  ctx: Ctx,
  op: Edit,
  decision: (loaded: Loaded<Ticket>) => Drafts | Promise<Drafts>,
): Promise<Result<Ticket>> {
  return change(ctx, ticket, { ...op, id: op.input.ticketId, path: ["ticketId"] }, decision);
}
