import type { Ctx } from "../kernel/index.ts";
import { claim, type RecordWrite, recordKey } from "../table/index.ts";

/** Ticket numbers come from one counter outside any transaction: gaps are allowed, waiting is not. */
export const nextNumber = (ctx: Ctx): Promise<number> => ctx.table.add(recordKey(ctx, "numbers", "ticket"), "n", 1);

const numberKey = (ctx: Ctx, number: number) => recordKey(ctx, "number", String(number));

/** Access pattern: a ticket by the number people say. */
export const holdNumber = (ctx: Ctx, number: number, ticketId: string): RecordWrite =>
  claim(numberKey(ctx, number), { of: ticketId });

/** Access pattern: the last number given to a ticket; strongly read. */
export async function lastNumber(ctx: Ctx): Promise<number> {
  const row = await ctx.table.get(recordKey(ctx, "numbers", "ticket"), { consistent: true });
  return Number(row?.["n"] ?? 0);
}

/** Access pattern: the tickets with these numbers, both ends included, up to 100; strongly read. */
export async function idsByNumber(ctx: Ctx, from: number, to: number): Promise<readonly string[]> {
  const keys = Array.from({ length: to - from + 1 }, (_, i) => numberKey(ctx, from + i));
  const rows = keys.length === 0 ? [] : await ctx.table.batchGet(keys, { consistent: true });
  return rows.map((row) => String(row["of"]));
}

export async function idByNumber(ctx: Ctx, number: number): Promise<string | null> {
  const row = await ctx.table.get(numberKey(ctx, number));
  return row ? String(row["of"]) : null;
}
