import type { Ctx, StoredEvent } from "../kernel/index.ts";
import type { Key, Row } from "../port/index.ts";
import { decodeEvent } from "./row.ts";

const keyOf = (row: Row): Key => ({ pk: String(row["pk"]), sk: String(row["sk"]) });
const nameOf = (row: Row): string => Object.values(keyOf(row)).join(" ");

/** The events behind their narrow arms on the log, in the order of the arms; null where one is gone. One batch. */
export async function wholeEvents(ctx: Ctx, arms: readonly Row[]): Promise<readonly (StoredEvent | null)[]> {
  const rows = arms.length === 0 ? [] : await ctx.table.batchGet(arms.map(keyOf), { consistent: true });
  const byName = new Map(rows.map((row) => [nameOf(row), row]));
  return arms.map((arm) => {
    const row = byName.get(nameOf(arm));
    return row ? decodeEvent(row) : null;
  });
}
