import { type Ctx, MINUTE } from "../kernel/index.ts";
import type { Write } from "../port/index.ts";
import { everyView, registryVersion } from "../view/index.ts";
import { viewMark } from "./cell.ts";
import { moved, type Place, placeOf, viewsKnown } from "./store.ts";

/** The generations that are kept up to date: the one that is shown, and the one that is being built. */
export const generationsOf = ({ shown, building }: Place): readonly number[] =>
  [shown, building?.generation].filter((one) => one !== undefined);

/**
 * Begins a generation: empty, with the views there are now. From here on every change is counted in it too, so its
 * walk over the tickets needs no order and misses none. How far that goes is looked up behind this: a ticket that was
 * opened while it began may have been counted in the other generation alone.
 */
export async function begin(ctx: Ctx, place: Place): Promise<Place> {
  const views = await registryVersion(ctx);
  const marks = (await everyView(ctx, views)).map(viewMark);
  const generation = (place.shown ?? 0) + 1;
  const next = { ...place, building: { generation, next: 1, views } };
  return (await step(ctx, place, next, [viewsKnown(ctx, generation, marks)])) ?? placeOf(ctx);
}

/** Moves the place; null when somebody else moved it. */
export async function step(ctx: Ctx, from: Place, to: Place, more: readonly Write[] = []): Promise<Place | null> {
  const { done } = await ctx.table.transact([moved(ctx, from, to, ctx.clock.now() + MINUTE), ...more]);
  return done ? to : null;
}
