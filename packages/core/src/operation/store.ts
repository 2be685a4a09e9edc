import type { Ctx } from "../kernel/index.ts";
import type { Key, Row } from "../port/index.ts";
import { indexPartition, type ListSpec, type RecordWrite, recordKey, timeRank } from "../table/index.ts";
import { idOf, type Operation } from "./schema.ts";

const keyOf = (ctx: Ctx, hash: string): Key => recordKey(ctx, "operation", hash);

const operationOf = (row: Row): Operation => {
  const hash = String(row["ha"]);
  return {
    id: idOf(hash),
    hash,
    name: String(row["nm"]),
    document: String(row["s"]),
    anonymous: row["an"] === true,
    registeredAt: Number(row["ct"]),
  };
};

/** Access pattern: one operation by the hash of its document. */
export async function read(ctx: Ctx, hash: string, consistent: boolean): Promise<Operation | null> {
  const row = await ctx.table.get(keyOf(ctx, hash), { consistent });
  return row && operationOf(row);
}

/** The commit that this goes in with is ordered by the workspace, so no condition is needed. */
export const hold = (ctx: Ctx, one: Operation): RecordWrite => ({
  write: {
    kind: "put",
    row: {
      ...keyOf(ctx, one.hash),
      _v: 1,
      ha: one.hash,
      nm: one.name,
      s: one.document,
      an: one.anonymous,
      ct: one.registeredAt,
      r1: indexPartition(ctx, ["OPR"]),
      r2: `${timeRank(one.registeredAt)}#${one.hash}`,
    },
  },
});

export const drop = (ctx: Ctx, hash: string): RecordWrite => ({ write: { kind: "delete", key: keyOf(ctx, hash) } });

/** Access pattern: the operations of a workspace in the order of registration: one Query, then one batch. */
export const everyOperation = (ctx: Ctx): ListSpec<Key> => ({
  name: "operations",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["OPR"]) }],
  descending: false,
  filter: null,
  decode: (row) => ({ pk: String(row["pk"]), sk: String(row["sk"]) }),
});

/** Rows of a list, whole, by partition. */
export async function readMany(ctx: Ctx, keys: readonly Key[]): Promise<ReadonlyMap<string, Operation>> {
  const rows = keys.length === 0 ? [] : await ctx.table.batchGet(keys);
  return new Map(rows.map((row) => [String(row["pk"]), operationOf(row)]));
}
