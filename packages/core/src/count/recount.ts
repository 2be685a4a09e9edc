import { authorize, type Ctx } from "../kernel/index.ts";
import { idsByNumber, lastNumber } from "../ticket/index.ts";
import { registryVersion } from "../view/index.ts";
import { begin, generationsOf, step } from "./place.ts";
import { AT_ONCE, counted } from "./project.ts";
import { type Building, cellDeleted, cellsOf, type Place, placeOf, viewsForgotten } from "./store.ts";

export interface RecountInput {
  /** How long to work at most, ms. What is left the tick goes on with. */
  readonly budget?: number;
}

/** How far a recount has come. */
export interface Recounted {
  readonly done: boolean;
  /** Tickets left to look at, by their numbers: an upper bound. */
  readonly left: number;
}

const BUDGET = 10_000;
const PAGE = 100;

/**
 * Counts all tickets anew, beside the counts that are shown, and then shows the new ones: whatever drifted is right
 * again, and views that came since are counted. Goes over the tickets by their numbers, strongly read, so none is
 * missed; those that change meanwhile the projector counts in both. Called again, it goes on where it was.
 *
 * @throws FORBIDDEN
 * @example while (!(await Count.recount(ctx)).done);
 */
export async function recount(ctx: Ctx, { budget = BUDGET }: RecountInput = {}): Promise<Recounted> {
  await authorize(ctx, "workspace:recount");
  const place = await placeOf(ctx);
  return walk(ctx, place.building ? place : await begin(ctx, place), ctx.clock.now() + budget);
}

/** Called by the tick: goes on with what is being counted. */
export async function wake(ctx: Ctx): Promise<void> {
  const place = await placeOf(ctx);
  if (place.building) await walk(ctx, place, ctx.clock.now() + BUDGET);
}

async function walk(ctx: Ctx, start: Place, deadline: number): Promise<Recounted> {
  let place = start;
  for (let { building } = place; building; { building } = place) {
    const to = building.to ?? (await lastNumber(ctx));
    if (building.next > to) return finish(ctx, place, building, deadline);
    await countPage(ctx, place, { next: building.next, to });
    const next = { ...building, next: Math.min(building.next + PAGE, to + 1), to };
    place = (await step(ctx, place, { ...place, building: next })) ?? (await placeOf(ctx));
    if (ctx.clock.now() >= deadline) return { done: false, left: to + 1 - next.next };
  }
  return { done: true, left: 0 };
}

async function countPage(
  ctx: Ctx,
  place: Place,
  { next, to }: { readonly next: number; readonly to: number },
): Promise<void> {
  const ids = await idsByNumber(ctx, next, Math.min(next + PAGE - 1, to));
  const batches = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, i) =>
    ids.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  for (const batch of batches) await counted(ctx, batch, generationsOf(place));
}

/** Shows what was built. Views that came while it was: once more. */
async function finish(ctx: Ctx, place: Place, building: Building, deadline: number): Promise<Recounted> {
  const shown = await step(ctx, place, { shown: building.generation });
  if (!shown) return walk(ctx, await placeOf(ctx), deadline);
  // Not the one that was shown till now: somebody may be reading it.
  if (place.shown !== undefined) await forget(ctx, place.shown - 1);
  if ((await registryVersion(ctx)) === building.views) return { done: true, left: 0 };
  return walk(ctx, await begin(ctx, shown), deadline);
}

/** A generation that nobody shows any more. */
async function forget(ctx: Ctx, generation: number): Promise<void> {
  for (const { cell } of await cellsOf(ctx, generation)) await ctx.table.write(cellDeleted(ctx, generation, cell));
  await ctx.table.write(viewsForgotten(ctx, generation));
}
