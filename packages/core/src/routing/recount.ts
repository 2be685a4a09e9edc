import * as Agent from "../agent/index.ts";
import { authorize, type Ctx, id, parse, type Tally, throttled } from "../kernel/index.ts";
import { loadMany } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { offersTo, route, routeIdOf } from "./store.ts";

const TRIES = 10;
const MOST_OFFERS = 100;

/**
 * Makes the load of an agent anew from the tickets they have and what is offered to them. A load moves with whatever it
 * is made of, so this is for rows that somebody changed by hand; for what nobody did it changes nothing.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT; THROTTLED while their load keeps moving: try again
 * @example const { units } = await Routing.recountLoad(ctx, agentId);
 */
export async function recountLoad(ctx: Ctx, agentId: string): Promise<Agent.AgentLoad> {
  const known = parse(id("agt"), agentId);
  await authorize(ctx, "workspace:recount");
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const row = await ctx.table.get(Agent.loadKey(ctx, known), { consistent: true });
    const next = Agent.loadRow(ctx, known, await carriedBy(ctx, known), row);
    const { done } = await ctx.table.write({ kind: "put", row: next, condition: Agent.sameLoad(row) });
    if (done) return Agent.decodeLoad(known, next);
  }
  throw throttled();
}

/** What somebody has and is offered, strongly read but for which tickets that are. */
async function carriedBy(ctx: Ctx, agentId: string): Promise<readonly Tally[]> {
  const carried: Tally[] = [];
  for await (const ids of Ticket.workIds(ctx, agentId)) {
    for (const one of await loadMany(ctx, Ticket.ticket, ids)) {
      const state = one?.state as Ticket.Ticket | undefined;
      if (state?.assigneeId === agentId) carried.push(...Ticket.loadOf(state));
    }
  }
  const offers = await loadMany(ctx, route, (await offersTo(ctx, agentId, MOST_OFFERS)).map(routeIdOf));
  for (const one of offers) {
    const offer = (one?.state as { offer?: { agentId: string; load: Agent.Load } } | undefined)?.offer;
    if (offer?.agentId === agentId) carried.push(Agent.loadTally(agentId, offer.load));
  }
  return carried;
}

/**
 * Takes over a desk from before there was routing: everybody stands in the rosters of their teams, and what they have
 * counts as their load. Called with every deploy; once it was done it is one read.
 *
 * @throws FORBIDDEN
 */
export const adopt = (ctx: Ctx): Promise<void> => Agent.enlist(ctx, (agentId) => recountLoad(ctx, agentId));
