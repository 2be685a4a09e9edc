import type { Ctx } from "../kernel/index.ts";
import { createHints, takeFrom } from "./bucket.ts";
import { mailKey } from "./store.ts";

const SECOND = 1_000_000;
/** How long a mail waits for its turn, µs: longer, and it is better tried again later. */
const PATIENCE = 2 * SECOND;

/**
 * Takes the next turn to send a mail, at so many a second over every process of the workspace: a second's worth may go
 * at once, whoever comes after that waits, and past two seconds nobody does. A turn that is not used is lost.
 *
 * @returns how long to wait for it, ms, or null when it would be too long
 * @example const ms = await Rate.turnToSend(ctx, 10);
 */
export async function turnToSend(ctx: Ctx, perSecond: number): Promise<number | null> {
  const now = Math.floor(ctx.clock.now() * 1_000);
  const price = Math.ceil(SECOND / perSecond);
  const turn = await takeFrom(ctx, createHints(), mailKey(ctx), { now, price, full: SECOND + PATIENCE });
  return turn.admitted ? Math.max(0, turn.tat - now - SECOND) / 1_000 : null;
}
