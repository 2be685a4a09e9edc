import { type AnyAggregate, type Ctx, canonical, type Side, type SideEvent } from "../kernel/index.ts";
import type { Key } from "../port/index.ts";
import { aggregatePartition } from "./key.ts";
import { history } from "./load.ts";
import type { RecordWrite } from "./record.ts";

const sideKey = (ctx: Ctx, side: Side<unknown>, id: string): Key => ({
  pk: aggregatePartition(ctx, id),
  sk: side.row,
});

/** One part of some aggregates, empty where there is none. Strongly read: a commit of their states guards them. */
export async function sidesOf<T>(ctx: Ctx, side: Side<T>, ids: readonly string[]): Promise<ReadonlyMap<string, T>> {
  const keys = [...new Set(ids)].map((id) => sideKey(ctx, side, id));
  const rows = keys.length === 0 ? [] : await ctx.table.batchGet(keys, { consistent: true });
  // Over the empty one: a field that came later is there for rows that were written before it.
  const byKey = new Map(rows.map((row) => [row["pk"], { ...side.empty, ...(JSON.parse(String(row["s"])) as T) }]));
  return new Map(ids.map((id) => [id, byKey.get(aggregatePartition(ctx, id)) ?? side.empty]));
}

/** The same as they were at a time, folded from their histories: a read of each, so for a look. */
export async function sidesAt<T>(
  ctx: Ctx,
  side: Side<T>,
  ids: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, T>> {
  const then = async (id: string) => {
    const events = (await history(ctx, id)).filter((event) => event.at <= at);
    return [id, folded(side, id, events)] as const;
  };
  return new Map(await Promise.all([...new Set(ids)].map(then)));
}

/** One part of one aggregate. */
export const sideOf = async <T>(ctx: Ctx, side: Side<T>, id: string): Promise<T> =>
  (await sidesOf(ctx, side, [id])).get(id) ?? side.empty;

/** The row as the events leave it, for the commit that they are in. */
export function sideAfter<T>(
  ctx: Ctx,
  side: Side<T>,
  at: { readonly id: string; readonly before: T },
  events: readonly SideEvent[],
): RecordWrite {
  return sidePut(ctx, side, at.id, folded(side, at.id, events, at.before));
}

const sidePut = <T>(ctx: Ctx, side: Side<T>, id: string, value: T): RecordWrite => ({
  write: { kind: "put", row: { ...sideKey(ctx, side, id), _v: 1, s: JSON.stringify(value) } },
});

const folded = <T>(side: Side<T>, id: string, events: readonly SideEvent[], before = side.empty): T =>
  events.reduce((value, event) => side.evolve(id, value, event), before);

/** The sides that a whole history tells otherwise once words of it were blanked. */
export function sidesReworded(
  ctx: Ctx,
  agg: AnyAggregate,
  id: string,
  history: { readonly before: readonly SideEvent[]; readonly after: readonly SideEvent[] },
): readonly RecordWrite[] {
  const told = (agg.sides ?? []).map((side) => ({ side, value: folded(side, id, history.after) }));
  const moved = told.filter(({ side, value }) => canonical(value) !== canonical(folded(side, id, history.before)));
  return moved.map(({ side, value }) => sidePut(ctx, side, id, value));
}

/** Every side of an aggregate that its events leave otherwise, for events that many of them follow. */
export async function sidesAfter(
  ctx: Ctx,
  agg: AnyAggregate,
  id: string,
  events: readonly SideEvent[],
): Promise<readonly RecordWrite[]> {
  const sides = await Promise.all(
    (agg.sides ?? []).map(async (side) => ({ side, before: await sideOf(ctx, side, id) })),
  );
  const moved = sides.filter(({ side, before }) => events.some((event) => side.evolve(id, before, event) !== before));
  return moved.map(({ side, before }) => sideAfter(ctx, side, { id, before }, events));
}
