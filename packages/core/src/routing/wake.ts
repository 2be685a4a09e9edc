import { type Ctx, headOf, idOfHead } from "../kernel/index.ts";
import { load, wake as settle } from "../table/index.ts";
import { follow } from "./follow.ts";
import { expire } from "./offer.ts";
import { route } from "./store.ts";

/**
 * Called by the tick when time alone may have changed something: an offer has run out, skills are given up, a secondary
 * team or the overflow assignee has its turn, somebody's hours begin. Late or twice it does what is due by then, once.
 */
export async function wake(ctx: Ctx, routeId: string): Promise<void> {
  const found = await load(ctx, route, routeId);
  const ticketId = idOfHead("tkt", headOf(routeId));
  if (!found || ticketId === null) return;
  if (found.state.state === "OFFERED") await expire(ctx, ticketId);
  if (found.state.state === "WAITING") await follow(ctx, { ticketId });
  // What waits for nothing by now leaves the index: it is only ever moved later here.
  await settle(ctx, route, routeId, () => []);
}
