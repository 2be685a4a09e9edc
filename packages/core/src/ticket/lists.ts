import * as Customer from "../customer/index.ts";
import { authorize, type Ctx, forbidden, id, type Page, type PageInput, pageRequest, parse } from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { list } from "../table/index.ts";
import { type Filter, listedStatuses, matches, parseFilter, seenInRow } from "./filter.ts";
import type { TicketSummary } from "./schema/index.ts";
import { byActivity, decodeRow, ofCustomers, workOf } from "./store.ts";

/** The caller's own open tickets: urgent first, then oldest. For agents. @throws FORBIDDEN, BAD_USER_INPUT */
export async function myWork(ctx: Ctx, filter: Filter = {}, page: PageInput = {}): Promise<Page<TicketSummary>> {
  if (ctx.actor.kind !== "agent") throw forbidden("ticket:reply");
  return workOfAgent(ctx, ctx.actor.agentId, filter, page);
}

/** One agent's open tickets: urgent first, then oldest. @throws FORBIDDEN, BAD_USER_INPUT */
export async function workOfAgent(
  ctx: Ctx,
  agentId: string,
  filter: Filter = {},
  page: PageInput = {},
): Promise<Page<TicketSummary>> {
  const narrowed = await narrow(ctx, filter);
  const known = parse(id("agt"), agentId);
  if (narrowed.own && !(await isMe(ctx, known))) return emptyPage(page);
  return list(ctx, workOf(ctx, known, narrowed.listed), page);
}

/** Open tickets nobody is responsible for: urgent first, then oldest. @throws FORBIDDEN, BAD_USER_INPUT */
export async function unassigned(ctx: Ctx, filter: Filter = {}, page: PageInput = {}): Promise<Page<TicketSummary>> {
  const { own, listed } = await narrow(ctx, filter);
  return own ? emptyPage(page) : list(ctx, workOf(ctx, null, listed), page);
}

/**
 * Tickets by status, latest activity first; all that are not finished when no status is named. A customer
 * gets their own.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT, VALIDATION for a filter that is none
 */
export async function listByActivity(
  ctx: Ctx,
  filter: Filter = {},
  page: PageInput = {},
): Promise<Page<TicketSummary>> {
  if (ctx.actor.kind === "customer") return listOfCustomer(ctx, ctx.actor.customerId, filter, page);
  const narrowed = await narrow(ctx, filter);
  return list(ctx, byActivity(ctx, listedStatuses(narrowed.filter), narrowed.listed), page);
}

/**
 * All tickets of one customer and everybody merged into them, newest first: their history. Customers get theirs by
 * any of their ids.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT
 */
export async function listOfCustomer(
  ctx: Ctx,
  customerId: string,
  filter: Filter = {},
  page: PageInput = {},
): Promise<Page<TicketSummary>> {
  const narrowed = await narrow(ctx, filter);
  const known = parse(id("cus"), customerId);
  if (ctx.actor.kind !== "customer") {
    return list(ctx, ofCustomers(ctx, await Customer.idsUnder(ctx, known), narrowed.listed), page);
  }
  if (!(await isMe(ctx, known))) return emptyPage(page);
  return list(ctx, ofCustomers(ctx, [...(await ctx.self())], narrowed.listed), page);
}

/** The caller's scope and the filter as one test of an index row: rows out of reach are as good as absent. */
async function narrow(ctx: Ctx, raw: Filter) {
  const filter = parseFilter(raw);
  await authorize(ctx, "ticket:read");
  const everything = (await ctx.grants()).get("ticket:read") === "all";
  const narrows = Object.values(filter).some((wanted) => wanted !== undefined);
  const own = everything ? () => true : isOwn(ctx, await ctx.self());
  const keep = (row: Row) => (!narrows || matches(filter, seenInRow(decodeRow(row), row))) && own(row);
  return {
    own: !everything,
    filter,
    listed: { filter: { ...filter, own: !everything }, ...(narrows || !everything ? { keep } : {}) },
  };
}

const isMe = async (ctx: Ctx, wanted: string): Promise<boolean> => (await ctx.self()).has(wanted);

/** What somebody sees of a list that is not theirs: nothing is read, so not even its length shows. */
function emptyPage(page: PageInput): Page<TicketSummary> {
  pageRequest(page);
  const nowhere = { startCursor: null, endCursor: null, hasNextPage: false, hasPreviousPage: false };
  return { edges: [], pageInfo: { ...nowhere, scanLimited: false } };
}

const isOwn = (ctx: Ctx, self: ReadonlySet<string>) => {
  const owner = ctx.actor.kind === "customer" ? "cu" : "as";
  return (row: Row): boolean => row[owner] !== undefined && self.has(String(row[owner]));
};
