import * as fc from "fast-check";
import * as Count from "../../src/count/index.ts";
import type { Row, TablePort } from "../../src/port/index.ts";
import type { Fixture } from "./desk.ts";

/** A change of a ticket's row, as the table's stream tells it. */
export interface Told {
  readonly id: string;
  readonly before: Row | undefined;
  readonly after: Row;
}

/** A table that tells every change of a state's row, as its stream would. */
export function telling(table: TablePort, tell: (told: Told) => void): TablePort {
  const last = new Map<string, Row>();
  return {
    ...table,
    async transact(writes) {
      const outcome = await table.transact(writes);
      if (!outcome.done) return outcome;
      for (const write of writes) {
        if (write.kind !== "put" || write.row["sk"] !== "T") continue;
        const pk = String(write.row["pk"]);
        const id = pk.slice(pk.indexOf("#") + 1);
        if (id.startsWith("tkt_")) tell({ id, before: last.get(pk), after: write.row });
        last.set(pk, write.row);
      }
      return outcome;
    },
  };
}

/** Delivers what was told as a bad day of a stream would: out of order, some of it twice, in batches of all sizes. */
export async function deliverRoughly(f: Fixture, told: readonly Told[], seed: number): Promise<void> {
  const relevant = told.filter(({ before, after }) => Count.isRelevant(before, after)).map(({ id }) => id);
  const [shuffled, twice, sizes] = fc.sample(
    fc.tuple(
      fc.shuffledSubarray(relevant, { minLength: relevant.length }),
      fc.subarray(relevant),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 50, maxLength: 50 }),
    ),
    { numRuns: 1, seed },
  )[0] as [string[], string[], number[]];
  const all = [...shuffled, ...twice];
  const batches: string[][] = [];
  for (let at = 0, i = 0; at < all.length; i++) {
    const size = sizes[i % sizes.length] as number;
    batches.push(all.slice(at, at + size));
    at += size;
  }
  // Two at a time: a batch that is tried again meets the one behind it.
  for (let i = 0; i < batches.length; i += 2)
    await Promise.all(batches.slice(i, i + 2).map((batch) => Count.project(f.system, batch)));
}
