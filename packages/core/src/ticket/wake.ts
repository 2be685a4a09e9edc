import type { Ctx } from "../kernel/index.ts";
import { sidesAfter, wake as wakeAggregate } from "../table/index.ts";
import * as decide from "./decide/index.ts";
import { ticket } from "./store.ts";

/**
 * Called by the tick when a ticket's time has come: ends a snooze, closes what is long resolved, purges what is long
 * deleted.
 */
export async function wake(ctx: Ctx, ticketId: string): Promise<void> {
  await wakeAggregate(ctx, ticket, ticketId, async ({ state }) => {
    const events = decide.wake(state, ctx.clock.now());
    const purging = events.some(({ type }) => type === "ticket.purged");
    return { events, records: purging ? await sidesAfter(ctx, ticket, ticketId, events) : [] };
  });
}
