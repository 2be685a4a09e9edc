import type { Ctx } from "../kernel/index.ts";
import { claim, patch, type RecordWrite } from "../table/index.ts";
import { guardOf } from "./store.ts";

/** Whose a visitor's id is. Once it is a known customer's, it lets nobody in again. */
export interface Held {
  readonly id: string;
  readonly spent: boolean;
}

const key = (ctx: Ctx, visitorId: string) => guardOf(ctx, "visitor", [visitorId]);

/** Access pattern: the one customer behind a visitor's id. */
export async function visitorOf(ctx: Ctx, visitorId: string): Promise<Held | null> {
  const row = await ctx.table.get(key(ctx, visitorId), { consistent: true });
  return row && { id: String(row["of"]), spent: row["vd"] !== undefined };
}

/** Losing the race for it means looking again. */
export const holdVisitor = (ctx: Ctx, visitorId: string, id: string): RecordWrite =>
  claim(key(ctx, visitorId), { of: id }, () => "retry");

/** For good: also when the merge is taken back. */
export const spendVisitor = (ctx: Ctx, visitorId: string, held: Held | null, by: string): RecordWrite => ({
  write: held ? patch(key(ctx, visitorId), { vd: 1 }) : claim(key(ctx, visitorId), { of: by, vd: 1 }).write,
  refused: () => "retry",
});
