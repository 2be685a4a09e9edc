import * as Agent from "../../agent/index.ts";
import { addressShown, type Ctx, id, notFound, parse } from "../../kernel/index.ts";
import { change, need, type Result } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import { AddCcInput, FollowInput, RemoveCcInput, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { newCcId, type Watchers, watchersAfter, watchersOf } from "./watchers.ts";

/**
 * An agent follows a ticket: the caller, or the one named. Up to 50 do; the same one again changes nothing. It
 * moves no version: nobody who edits the ticket has anything to decide anew.
 *
 * @throws NOT_FOUND for the ticket, or an agent who is not there or suspended, VALIDATION when nobody is named and
 * the caller is no agent, LIMIT, FORBIDDEN, CONFLICT
 * @example await Ticket.follow(ctx, { ticketId });
 */
export async function follow(ctx: Ctx, raw: FollowInput): Promise<Result<Ticket>> {
  const input = parse(FollowInput, raw);
  return watching(ctx, { name: "ticket.follow", permission: "ticket:note", input }, async (_, watchers) => {
    const agentId = followerOf(ctx, input.agentId);
    const drafts = decide.follow(watchers, [agentId], "agentId");
    if (drafts.length > 0) await assertActive(ctx, [agentId], () => ["agentId"]);
    return drafts;
  });
}

/**
 * An agent follows a ticket no more: the caller, or the one named. One who does not follow changes nothing.
 *
 * @throws NOT_FOUND, VALIDATION when nobody is named and the caller is no agent, FORBIDDEN, CONFLICT
 * @example await Ticket.unfollow(ctx, { ticketId });
 */
export async function unfollow(ctx: Ctx, raw: FollowInput): Promise<Result<Ticket>> {
  const input = parse(FollowInput, raw);
  return watching(ctx, { name: "ticket.unfollow", permission: "ticket:note", input }, (_, watchers) =>
    decide.unfollow(watchers, followerOf(ctx, input.agentId)),
  );
}

/**
 * Keeps an address that shall get copies, up to 50 on a ticket. The same mailbox again changes nothing. Public
 * answers go to them too, unless whoever writes one says to whom it goes.
 *
 * @throws NOT_FOUND, TRANSITION when closed, LIMIT, VALIDATION, FORBIDDEN, CONFLICT
 * @example await Ticket.addCc(ctx, { ticketId, address: "boss@acme.example", name: "The boss" });
 */
export async function addCc(ctx: Ctx, raw: AddCcInput): Promise<Result<Ticket>> {
  const input = parse(AddCcInput, raw);
  const ccId = newCcId(ctx);
  return watching(ctx, { name: "ticket.addCc", permission: "ticket:edit", input }, (state, watchers) =>
    decide.addCc(state, watchers, ccId, input),
  );
}

/**
 * Takes an address away again. One that is not there changes nothing.
 *
 * @throws NOT_FOUND, TRANSITION when closed, FORBIDDEN, CONFLICT
 * @example await Ticket.removeCc(ctx, { ticketId, address: "boss@acme.example" });
 */
export async function removeCc(ctx: Ctx, raw: RemoveCcInput): Promise<Result<Ticket>> {
  const input = parse(RemoveCcInput, raw);
  return watching(ctx, { name: "ticket.removeCc", permission: "ticket:edit", input }, (state, watchers) =>
    decide.removeCc(state, watchers, input.address),
  );
}

/**
 * Who keeps an eye on a ticket: the agents who follow it, and the addresses that shall get copies. For staff.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 * @example const { followers, ccs } = await Ticket.watchers(ctx, ticketId);
 */
export async function watchers(ctx: Ctx, ticketId: string): Promise<Watchers> {
  const known = parse(id("tkt"), ticketId);
  const { state } = await need(ctx, ticket, known, {
    permission: "ticket:read_notes",
    path: ["ticketId"],
    hidden: true,
  });
  const [{ followers, ccs }, shown] = await Promise.all([watchersOf(ctx, state), addressShown(ctx)]);
  return { followers, ccs: ccs.map((cc) => ({ ...cc, address: shown(cc.address) })) };
}

/** @throws NOT_FOUND for the first of them who is not there, or suspended */
export async function assertActive(
  ctx: Ctx,
  agentIds: readonly string[],
  pathOf: (agentId: string) => readonly (string | number)[],
): Promise<void> {
  const active = await Promise.all(agentIds.map((agentId) => Agent.isActive(ctx, agentId)));
  for (const [i, agentId] of agentIds.entries()) if (!active[i]) throw notFound(agentId, pathOf(agentId));
}

function followerOf(ctx: Ctx, agentId: string | undefined): string {
  if (agentId !== undefined) return agentId;
  if (ctx.actor.kind !== "agent") throw decide.nobodyNamed();
  return ctx.actor.agentId;
}

interface Watching {
  readonly name: string;
  readonly permission: "ticket:note" | "ticket:edit";
  readonly input: FollowInput;
}

/** Events and the side that follows from them, in one commit. */
function watching(
  ctx: Ctx,
  op: Watching,
  decision: (state: Ticket, watchers: Watchers) => decide.Drafts | Promise<decide.Drafts>,
): Promise<Result<Ticket>> {
  const { ticketId } = op.input;
  return change(ctx, ticket, { ...op, id: ticketId, path: ["ticketId"] }, async ({ state }) => {
    const before = await watchersOf(ctx, state);
    const events = await decision(state, before);
    return { events, records: watchersAfter(ctx, ticketId, before, events) };
  });
}
