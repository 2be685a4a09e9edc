import type { AnyAggregate, Ctx } from "../kernel/index.ts";
import type { TablePort } from "../port/index.ts";
import { execute } from "./execute.ts";
import type { AnyDraft, AnyLoaded } from "./history.ts";
import { aggregateOf, aggregatePartition, DUE_SHARDS, duePartition, recordKey, timeRank } from "./key.ts";
import { load } from "./load.ts";
import { pagesOf } from "./pages.ts";
import type { RecordWrite } from "./record.ts";

/** Somebody who waits for a time that has come. */
export interface Due {
  readonly workspaceId: string;
  readonly id: string;
  /** Which row of it waits, and since when: failures are counted for this one time. */
  readonly row: string;
  readonly at: string;
}

const PAGE = 100;

/** Everything due by `now` in one shard, page by page across workspaces; a stuck row never hides the next. */
export async function* dueRows(table: TablePort, shard: number, now: number): AsyncGenerator<readonly Due[]> {
  const range = { index: "due", partition: duePartition(shard), to: timeRank(now), limit: PAGE } as const;
  for await (const rows of pagesOf(table, range)) {
    const due = rows.map((row) => ({
      ...aggregateOf(String(row["pk"])),
      row: String(row["sk"]),
      at: String(row["d2"]),
    }));
    if (due.length > 0) yield due;
  }
}

export const dueShards = (): readonly number[] => Array.from({ length: DUE_SHARDS }, (_, shard) => shard);

/** What a time brings: events and, where more must move with them, records. */
export type Woken =
  | readonly AnyDraft[]
  | { readonly events: readonly AnyDraft[]; readonly records: readonly RecordWrite[] };

/**
 * Wakes one aggregate: load, decide what the time brings, commit, and put the due index right. A wake that
 * comes late, twice or for nothing changes nothing. Returns the types of the events that THIS wake committed:
 * of two at once, only one does.
 */
export async function wake(
  ctx: Ctx,
  agg: AnyAggregate,
  id: string,
  decide: (loaded: AnyLoaded) => Woken | Promise<Woken>,
): Promise<readonly string[]> {
  const executed = await execute(ctx, { name: `${agg.name}.wake`, input: {} }, async () => {
    const before = await load(ctx, agg, id);
    if (!before || before.indexedDue === undefined) return { changes: [] };
    const woken = await decide(before);
    const { events: drafts, records } = "events" in woken ? woken : { events: woken, records: [] };
    const stays = drafts.length === 0 && agg.store.dueAt?.(before.state) === before.indexedDue;
    return stays ? { changes: [] } : { changes: [{ agg, id, before, drafts, woken: true }], records };
  });
  return executed.replayed ? [] : executed.committed.flatMap(({ events }) => events.map(({ type }) => type));
}

/** After so many failed wakes in a row a row is taken off the index, so that it costs nobody anything. */
export const PARK_AFTER = 5;

/** Counts a failed wake; the fifth parks the row. Returns true when it was parked: somebody should look. */
export async function countFailure(ctx: Ctx, { id, row, at }: Due): Promise<boolean> {
  const key = recordKey(ctx, "parked", id, at);
  const failures = await ctx.table.add(key, "n", 1);
  if (failures < PARK_AFTER) return false;
  await ctx.table.write({
    kind: "update",
    key: { pk: aggregatePartition(ctx, id), sk: row },
    update: { expression: "REMOVE #d1, #d2", names: { "#d1": "d1", "#d2": "d2" } },
    // Not if it waits for another time by now.
    condition: { expression: "#d2 = :at", values: { ":at": at } },
  });
  return true;
}
