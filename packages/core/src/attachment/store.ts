import { type Ctx, DAY } from "../kernel/index.ts";
import type { Key, Row } from "../port/index.ts";
import { duePartition, dueShard, recordKey, timeRank } from "../table/index.ts";

/** A file on its way: uploaded by somebody, not yet part of anything. Records, not aggregates (DESIGN 2). */
export interface FileRecord {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly blobKey: string;
  readonly uploadedBy: string;
  /** The ticket it belongs to, once a message carries it. */
  readonly ticketId?: string;
  /** Whether it came with an internal note. */
  readonly internal: boolean;
  /** The customer whose words it came with, where the ticket is another's. */
  readonly speakerId?: string;
  /** On its way out: marked for sweeping, no message takes it up any more. */
  readonly going: boolean;
}

/** An upload that no message has taken up after this long is swept, file and record. */
export const UNUSED_FOR = DAY;

/** Names the record on the due index, so that the tick knows whom to wake. */
export const DUE_PREFIX = "file";

export const fileKey = (ctx: Ctx, id: string): Key => recordKey(ctx, DUE_PREFIX, id);

export function encode(ctx: Ctx, file: FileRecord, pending: boolean): Row {
  const row: Record<string, string | number | boolean> = {
    ...fileKey(ctx, file.id),
    _v: 1,
    fn: file.name,
    ty: file.contentType,
    sz: file.size,
    bk: file.blobKey,
    by: file.uploadedBy,
    in: file.internal,
  };
  if (file.ticketId !== undefined) row["tk"] = file.ticketId;
  return pending ? { ...row, ...sweepArm(file.id, ctx.clock.now() + UNUSED_FOR) } : row;
}

/** Where a file waits for the tick to sweep it. */
export const sweepArm = (id: string, at: number) => ({ d1: duePartition(dueShard(id)), d2: timeRank(at) });

export const decode = (id: string, row: Row): FileRecord => ({
  id,
  name: String(row["fn"]),
  contentType: String(row["ty"]),
  size: Number(row["sz"]),
  blobKey: String(row["bk"]),
  uploadedBy: String(row["by"]),
  internal: row["in"] === true,
  going: row["gn"] === true,
  ...(row["tk"] === undefined ? {} : { ticketId: String(row["tk"]) }),
  ...(row["sp"] === undefined ? {} : { speakerId: String(row["sp"]) }),
});

/** Access pattern: one file by its id. */
export async function find(ctx: Ctx, id: string): Promise<FileRecord | null> {
  const row = await ctx.table.get(fileKey(ctx, id), { consistent: true });
  return row ? decode(id, row) : null;
}
