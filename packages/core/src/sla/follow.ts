import * as z from "zod";
import { authorize, type Ctx, id, keyless, parse } from "../kernel/index.ts";
import { execute, load, wake as wakeAggregate } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import type { Rules } from "./engine/schema.ts";
import type { Sla } from "./events.ts";
import { current, drafts, rulesInForce } from "./following.ts";
import { clocksIdOf, sla } from "./store.ts";

const FollowInput = z.object({ ticketId: id("tkt") });
export type FollowInput = z.input<typeof FollowInput>;

/**
 * Lets the clocks of a ticket follow it: whatever happened to it since they last did, in the order of its history,
 * however events were delivered. Called again it finds nothing new. In a workspace without policies it is one read.
 *
 * @throws FORBIDDEN for all but the platform itself, BAD_USER_INPUT
 * @example await Sla.follow(ctx, { ticketId });
 */
export async function follow(ctx: Ctx, raw: FollowInput): Promise<void> {
  const { ticketId } = parse(FollowInput, raw);
  await authorize(ctx, "ticket:process");
  const rules = await rulesInForce(ctx);
  if (rules.slaPolicies.length > 0) await catchUp(ctx, ticketId, rules);
}

/** The same also without policies: clocks that run by one that is gone are cancelled. */
export async function catchUp(ctx: Ctx, ticketId: string, rules: Rules): Promise<void> {
  const clocksId = clocksIdOf(ticketId);
  // The place in the ticket's history is what makes it repeatable: no key has to be remembered.
  await execute(keyless(ctx), { name: "sla.follow", input: {} }, async () => {
    const [ticket, before] = await Promise.all([load(ctx, Ticket.ticket, ticketId), load(ctx, sla, clocksId)]);
    if (!ticket || (!before && rules.slaPolicies.length === 0)) return { changes: [] };
    const made = drafts(ticketId, before?.state, await current(ctx, ticket, before?.state, rules));
    return { changes: made.length === 0 ? [] : [{ agg: sla, id: clocksId, before, drafts: made }] };
  });
}

/**
 * Called by the tick when a clock has something to say: takes in what happened meanwhile, then records warnings and
 * breaches at the time they fell due, however late the tick is.
 */
export async function wake(ctx: Ctx, clocksId: string): Promise<void> {
  const rules = await rulesInForce(ctx);
  await wakeAggregate(ctx, sla, clocksId, async ({ state }: { readonly state: Sla }) => {
    const ticket = await load(ctx, Ticket.ticket, state.ticketId);
    return ticket ? drafts(state.ticketId, state, await current(ctx, ticket, state, rules)) : [];
  });
}
