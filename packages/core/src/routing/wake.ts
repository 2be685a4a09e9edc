import { type Ctx, headOf, idOfHead, type Loaded } from "../kernel/index.ts";
import { load, loadMany, wake as settle } from "../table/index.ts";
import { follow } from "./follow.ts";
import { expire } from "./offer.ts";
import type { Route } from "./schema.ts";
import { route, routeIdOf, waitingIn } from "./store.ts";

const PAGE = 100;

/**
 * Called by the tick when time alone may have changed something: an offer has run out, skills are given up, a secondary
 * team or the overflow assignee has its turn, somebody's hours begin. Late or twice it does what is due by then, once.
 * The tick knows no order: what is due as well and stands ahead in the queue is decided about first.
 */
export async function wake(ctx: Ctx, routeId: string): Promise<void> {
  const found = await load(ctx, route, routeId);
  const ticketId = idOfHead("tkt", headOf(routeId));
  if (!found || ticketId === null) return;
  if (found.state.state === "OFFERED") await expire(ctx, ticketId);
  if (isDue(found.state, ctx.clock.now())) {
    await goAhead(ctx, found.state);
    await follow(ctx, { ticketId });
  }
  // What waits for nothing by now leaves the index: it is only ever moved later here.
  await settle(ctx, route, routeId, () => []);
}

/** Whether it waits and was not decided about since time may have changed the answer. */
const isDue = ({ state, digest, retryAt }: Route, now: number): boolean =>
  state === "WAITING" && (digest === undefined || (retryAt !== undefined && retryAt <= now));

/** What fails here is woken, and counted as failed, by itself. */
async function goAhead(ctx: Ctx, { ticketId: last, queue }: Route): Promise<void> {
  for await (const ticketIds of waitingIn(ctx, queue, PAGE)) {
    const end = ticketIds.indexOf(last);
    const ahead = end < 0 ? ticketIds : ticketIds.slice(0, end);
    const routes = (await loadMany(ctx, route, ahead.map(routeIdOf))) as (Loaded<Route> | null)[];
    for (const [i, ticketId] of ahead.entries()) {
      const one = routes[i]?.state;
      if (one && isDue(one, ctx.clock.now())) await follow(ctx, { ticketId }).catch(() => undefined);
    }
    if (end >= 0) return;
  }
}
