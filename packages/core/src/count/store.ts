import type { Ctx } from "../kernel/index.ts";
import type { Expression, Key, Row, Write } from "../port/index.ts";
import { ABSENT, duePartition, dueShard, indexPartition, pagesOf, recordKey, timeRank } from "../table/index.ts";
import type { Contribution, Deltas } from "./cell.ts";

/** Names the record on the due index, so that the tick knows whom to wake. */
export const DUE_ID = "counts";

/** Where counting stands: the generation that is shown, and the one that is being built, if any. */
export interface Place {
  /** Absent until the first one is whole. */
  readonly shown?: number;
  readonly building?: Building;
}
export interface Building {
  readonly generation: number;
  /** The next ticket number to count, and the last; absent until it is known. */
  readonly next: number;
  readonly to?: number;
  /** The version of the views that it knew from its beginning. */
  readonly views: number;
}

export const placeKey = (ctx: Ctx): Key => recordKey(ctx, DUE_ID);

/** Access pattern: where counting stands; strongly read. */
export async function placeOf(ctx: Ctx): Promise<Place> {
  const row = await ctx.table.get(placeKey(ctx), { consistent: true });
  if (!row) return {};
  return {
    ...(row["g"] === undefined ? {} : { shown: Number(row["g"]) }),
    ...(row["b"] === undefined ? {} : { building: buildingIn(row) }),
  };
}

const buildingIn = (row: Row): Building => ({
  generation: Number(row["b"]),
  next: Number(row["n"]),
  ...(row["to"] === undefined ? {} : { to: Number(row["to"]) }),
  views: Number(row["bv"]),
});

/** Writes where counting stands, unless somebody moved it meanwhile. While it builds, the tick goes on with it. */
export function moved(ctx: Ctx, from: Place, to: Place, dueAt: number): Write {
  const { shown, building } = to;
  const row: Record<string, string | number> = { ...placeKey(ctx), _v: 1 };
  if (shown !== undefined) row["g"] = shown;
  if (building) {
    const { generation: b, next: n, to: last, views: bv } = building;
    Object.assign(row, { b, n, bv, ...(last === undefined ? {} : { to: last }) });
    Object.assign(row, { d1: duePartition(dueShard(DUE_ID)), d2: timeRank(dueAt) });
  }
  return { kind: "put", row, condition: unmoved(from) };
}

function unmoved({ shown, building }: Place): Expression {
  if (shown === undefined && !building) return ABSENT;
  const parts = building ? ["#b = :b AND #n = :n"] : ["attribute_not_exists(#b) AND #g = :g"];
  const values = building ? { ":b": building.generation, ":n": building.next } : { ":g": shown as number };
  const names: Record<string, string> = building ? { "#b": "b", "#n": "n" } : { "#b": "b", "#g": "g" };
  return { expression: parts.join(), names, values };
}

const cellPartition = (ctx: Ctx, generation: number): string => indexPartition(ctx, ["counts", String(generation)]);

/** Adds to the cells of a generation, all marks of one at once. */
export const added = (ctx: Ctx, generation: number, deltas: Deltas): readonly Write[] =>
  [...deltas].map(([cell, counts]) => {
    // An expression has at most 4 KB: every view under its old mark and its new one fits.
    const marks = [...counts].map(([mark, by], i) => ({ mark, by, name: i.toString(36) }));
    const expression = `ADD ${marks.map(({ name }) => `#${name} :${name}`).join()}`;
    const names = Object.fromEntries(marks.map(({ mark, name }) => [`#${name}`, mark]));
    const values = Object.fromEntries(marks.map(({ by, name }) => [`:${name}`, by]));
    const key = { pk: cellPartition(ctx, generation), sk: cell };
    return { kind: "update", key, update: { expression, names, values } };
  });

/** A cell as it lies there: counts by mark. */
export interface Cell {
  readonly cell: string;
  readonly counts: ReadonlyMap<string, number>;
}

/** Access pattern: the cells of a generation: as many as there are pairs of an agent and a team with tickets. */
export async function cellsOf(ctx: Ctx, generation: number): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for await (const rows of pagesOf(ctx.table, { partition: cellPartition(ctx, generation) })) {
    cells.push(...rows.map(decodeCell));
  }
  return cells;
}

function decodeCell(row: Row): Cell {
  const marks = Object.entries(row).filter(([name]) => name !== "pk" && name !== "sk");
  return { cell: String(row["sk"]), counts: new Map(marks.map(([mark, count]) => [mark, Number(count)])) };
}

export const cellDeleted = (ctx: Ctx, generation: number, cell: string): Write => ({
  kind: "delete",
  key: { pk: cellPartition(ctx, generation), sk: cell },
});

/** What a ticket counts as, by generation; `turn` rises with each write. */
export interface Counted {
  readonly turn: number;
  readonly by: Readonly<Record<string, Contribution>>;
}

export const countedKey = (ctx: Ctx, ticketId: string): Key => recordKey(ctx, "counted", ticketId);

export const decodeCounted = (row: Row | undefined): Counted =>
  row ? { turn: Number(row["w"]), by: JSON.parse(String(row["s"])) as Counted["by"] } : { turn: 0, by: {} };

/** Replaces what a ticket counts as, unless somebody else did so meanwhile. */
export function countedAs(ctx: Ctx, ticketId: string, turn: number, by: Counted["by"]): Write {
  const row = { ...countedKey(ctx, ticketId), _v: 1, w: turn + 1, s: JSON.stringify(by) };
  const condition: Expression =
    turn === 0 ? ABSENT : { expression: "#w = :w", names: { "#w": "w" }, values: { ":w": turn } };
  return { kind: "put", row, condition };
}

const knownKey = (ctx: Ctx, generation: number): Key => recordKey(ctx, "counts", String(generation), "views");

/** The marks of the views that a generation counts from its beginning: no others are shown. */
export const viewsKnown = (ctx: Ctx, generation: number, marks: readonly string[]): Write => ({
  kind: "put",
  row: { ...knownKey(ctx, generation), _v: 1, s: JSON.stringify(marks) },
});

/** Never changes once it is written, so it is read once. */
export const knownViews = (ctx: Ctx, generation: number): Promise<ReadonlySet<string>> =>
  ctx.cache.through(knownKey(ctx, generation).pk, async () => {
    const row = await ctx.table.get(knownKey(ctx, generation), { consistent: true });
    return new Set(row ? (JSON.parse(String(row["s"])) as string[]) : []);
  });

export const viewsForgotten = (ctx: Ctx, generation: number): Write => ({
  kind: "delete",
  key: knownKey(ctx, generation),
});
