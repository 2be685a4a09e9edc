import { type Ctx, isCustomer } from "../../kernel/index.ts";
import { aggregateOf, pagesOf } from "../../table/index.ts";
import { linkedAmong, linksIn, spanOf } from "../link/rows.ts";
import { ofCustomers } from "../store.ts";

/** Problems of one incident: more than one is rare, and a reader needs one. */
const MOST_CAUSES = 10;

/** The problems that cause a ticket which was read. */
export async function causesOf(ctx: Ctx, ticketId: string): Promise<readonly string[]> {
  return (await linksIn(ctx, ticketId, MOST_CAUSES, spanOf("CAUSED_BY"))).map((one) => one.ticketId);
}

/** Tickets of one customer that are looked at, newest first, in pages: few have more than one page. */
const PAGE = 100;
const MOST_PAGES = 5;

/**
 * Whether whoever asks has a ticket that a problem causes, among their newest 500: it costs a read of their own
 * tickets, never one of everybody's incidents.
 */
export async function isAffected(ctx: Ctx, problemId: string): Promise<boolean> {
  if (!isCustomer(ctx.actor)) return false;
  for (const { partition } of ofCustomers(ctx, [...(await ctx.self())], { filter: null }).sources) {
    let pages = 0;
    for await (const rows of pagesOf(ctx.table, { index: "relation", partition, reverse: true, limit: PAGE })) {
      const own = rows.map((row) => aggregateOf(String(row["pk"])).id);
      if (await linkedAmong(ctx, problemId, "CAUSES", own)) return true;
      if (++pages === MOST_PAGES) break;
    }
  }
  return false;
}
