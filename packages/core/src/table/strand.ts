import type { Ctx, Visibility } from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { aggregatePartition, eventKey, eventPrefix, sequenceRank } from "./key.ts";

/** Events of one aggregate and one visibility: all of them, or those picked out. */
export interface Strand {
  readonly id: string;
  readonly visibility: Visibility;
  /** Only these sequences. */
  readonly only?: readonly number[];
  readonly keep: (row: Row) => boolean;
}

/** A strand being read: the row that comes next, or null at its end. */
export interface Head {
  row(): Row | null;
  advance(): Promise<void>;
}

export interface StrandRead {
  readonly newestFirst: boolean;
  readonly limit: number;
  /** The first sequence on the newer side: newest first reads below it, oldest first from it on. */
  readonly cut: number;
  readonly consistent?: boolean;
}

interface Batch {
  readonly rows: readonly Row[];
  readonly more: (() => Promise<Batch>) | null;
}

const LAST = "~";
/** Before it is everything. */
export const END = 99_999_999;
const PAGE = 50;

/** The newest row of a strand that is kept, strongly read; null when there is none. */
export async function newestOf(ctx: Ctx, strand: Strand): Promise<Row | null> {
  return (await openStrand(ctx, strand, { newestFirst: true, limit: PAGE, cut: END, consistent: true })).row();
}

export async function openStrand(ctx: Ctx, strand: Strand, read: StrandRead): Promise<Head> {
  let [rows, more] = kept(strand, await (strand.only ? picked(ctx, strand, read) : ranged(ctx, strand, read)));
  const fill = async () => {
    while (rows.length === 0 && more) [rows, more] = kept(strand, await more());
  };
  await fill();
  return {
    row: () => rows[0] ?? null,
    advance: async () => {
      rows = rows.slice(1);
      await fill();
    },
  };
}

const kept = (strand: Strand, { rows, more }: Batch): [readonly Row[], Batch["more"]] => [
  rows.filter(strand.keep),
  more,
];

async function ranged(ctx: Ctx, strand: Strand, read: StrandRead, after?: Row): Promise<Batch> {
  const prefix = eventPrefix(strand.visibility);
  const { newestFirst, limit, cut, consistent = false } = read;
  if (newestFirst && cut <= 0) return { rows: [], more: null };
  const page = await ctx.table.query({
    partition: aggregatePartition(ctx, strand.id),
    from: prefix + (newestFirst ? "" : sequenceRank(cut)),
    to: prefix + (newestFirst ? sequenceRank(cut - 1) : LAST),
    reverse: newestFirst,
    limit,
    consistent,
    ...(after ? { after } : {}),
  });
  const { next } = page;
  return { rows: page.rows, more: next ? () => ranged(ctx, strand, read, next) : null };
}

async function picked(ctx: Ctx, strand: Strand, read: StrandRead): Promise<Batch> {
  const { newestFirst, cut } = read;
  const wanted = (strand.only ?? [])
    .filter((sequence) => (newestFirst ? sequence < cut : sequence >= cut))
    .sort((a, b) => (newestFirst ? b - a : a - b));
  return portion(ctx, strand, wanted, read);
}

async function portion(ctx: Ctx, strand: Strand, wanted: readonly number[], read: StrandRead): Promise<Batch> {
  const { limit, consistent = false } = read;
  const now = wanted.slice(0, limit);
  if (now.length === 0) return { rows: [], more: null };
  const keys = now.map((sequence) => eventKey(ctx, strand.id, strand.visibility, sequence));
  const found = new Map((await ctx.table.batchGet(keys, { consistent })).map((row) => [String(row["sk"]), row]));
  const rows = keys.map(({ sk }) => found.get(sk)).filter((row) => row !== undefined);
  const rest = wanted.slice(limit);
  return { rows, more: rest.length > 0 ? () => portion(ctx, strand, rest, read) : null };
}
