import { authorize, type Ctx, throttled } from "../kernel/index.ts";
import type { Row, Write } from "../port/index.ts";
import { decodeState, stateKey } from "../table/index.ts";
import { type Ticket, ticket } from "../ticket/index.ts";
import { everyView, registryVersion } from "../view/index.ts";
import { type Contribution, contributionOf, deltasOf, isSame } from "./cell.ts";
import { begin, generationsOf } from "./place.ts";
import { added, type Counted, countedAs, countedKey, decodeCounted, placeOf } from "./store.ts";

/** Tickets counted in one commit: each has a row, and in two generations leaves one cell for another. */
export const AT_ONCE = 20;
const TRIES = 12;

/**
 * Brings the counts up to date with some tickets as they are now. What was said of them before does not matter, so
 * it may be called late, twice and in any order. Called by the projector, for tickets that changed.
 *
 * @throws FORBIDDEN; THROTTLED when too many count the same tickets at once: try again
 */
export async function project(ctx: Ctx, ticketIds: readonly string[]): Promise<void> {
  await authorize(ctx, "workspace:recount");
  const place = await placeOf(ctx);
  // A desk that never counted begins: the tick goes over the tickets it has.
  const generations = generationsOf(generationsOf(place).length === 0 ? await begin(ctx, place) : place);
  const unique = [...new Set(ticketIds)];
  for (let i = 0; i < unique.length; i += AT_ONCE) await counted(ctx, unique.slice(i, i + AT_ONCE), generations);
}

/** Some tickets in one commit; again on what is there then, when somebody was faster. */
export async function counted(ctx: Ctx, ids: readonly string[], generations: readonly number[]): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (attempt > 0) await ctx.clock.sleep(ctx.ids.random() * Math.min(2_000, 25 * 2 ** attempt));
    const writes = await planned(ctx, ids, generations);
    if (writes.length === 0) return;
    // After a lost answer the next plan tells: what was written needs nothing more.
    const outcome = await ctx.table.transact(writes).catch((error: unknown) => ({ done: false, error }));
    if (outcome.done) return;
    if ("error" in outcome && attempt === TRIES - 1) throw outcome.error;
  }
  throw throttled();
}

async function planned(ctx: Ctx, ids: readonly string[], generations: readonly number[]): Promise<readonly Write[]> {
  const views = await everyView(ctx, await registryVersion(ctx));
  const keys = ids.flatMap((id) => [stateKey(ctx, id), countedKey(ctx, id)]);
  const rows = new Map((await ctx.table.batchGet(keys, { consistent: true })).map((row) => [String(row["pk"]), row]));
  const changes = ids.flatMap((id) => {
    const now = contributionIn(rows.get(stateKey(ctx, id).pk), views);
    const before = decodeCounted(rows.get(countedKey(ctx, id).pk));
    const settled = generations.every((one) => isSame(before.by[one], now));
    return settled ? [] : [{ id, before, now }];
  });
  const cells = generations.flatMap((generation) => added(ctx, generation, deltasIn(changes, generation)));
  return [
    ...changes.map(({ id, before, now }) => countedAs(ctx, id, before.turn, byGeneration(generations, before, now))),
    ...cells,
  ];
}

interface Change {
  readonly id: string;
  readonly before: Counted;
  readonly now: Contribution | undefined;
}

const deltasIn = (changes: readonly Change[], generation: number) =>
  deltasOf(
    changes.map(({ before, now }) => {
      const was = before.by[generation];
      return { ...(was ? { before: was } : {}), ...(now ? { after: now } : {}) };
    }),
  );

const contributionIn = (row: Row | undefined, views: Parameters<typeof contributionOf>[1]): Contribution | undefined =>
  row && contributionOf(decodeState(ticket, row).state as Ticket, views);

/** Of a generation that came since we looked the ticket keeps what it counts as there; of older ones nothing. */
function byGeneration(generations: readonly number[], before: Counted, now: Contribution | undefined): Counted["by"] {
  const newer = Object.entries(before.by).filter(([generation]) => Number(generation) > Math.max(...generations));
  return { ...Object.fromEntries(newer), ...Object.fromEntries(now ? generations.map((one) => [one, now]) : []) };
}

/** What a ticket's row must differ in for its counts to differ: all else happens far more often. */
const COUNTED = ["st", "pr", "ki", "ca", "cu", "as", "ch", "ct", "tm", "cs", "tg", "a1"] as const;

/** Whether a change of a ticket's row can change what is counted. `before` is undefined for a new one. */
export const isRelevant = (before: Row | undefined, after: Row | undefined): boolean =>
  COUNTED.some((name) => before?.[name] !== after?.[name]);
