import type { Ctx } from "../kernel/index.ts";
import { wake as wakeAggregate } from "../table/index.ts";
import * as decide from "./decide/index.ts";
import { ticket } from "./store.ts";

/** Called by the tick when a ticket's time has come: ends a snooze, closes what is long resolved. */
export async function wake(ctx: Ctx, ticketId: string): Promise<void> {
  await wakeAggregate(ctx, ticket, ticketId, ({ state }) => decide.wake(state, ctx.clock.now()));
}
