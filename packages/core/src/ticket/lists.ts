import {
  actorOf,
  authorize,
  type Ctx,
  forbidden,
  id,
  type Page,
  type PageInput,
  pageRequest,
  parse,
} from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { list } from "../table/index.ts";
import { type Filter, listedStatuses, matches, parseFilter, seenInRow } from "./filter.ts";
import type { TicketSummary } from "./schema/index.ts";
import { byActivity, decodeRow, ofCustomer, workOf } from "./store.ts";

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
  if (narrowed.own && !isMe(ctx, known)) return emptyPage(page);
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

/** All tickets of one customer, newest first: their history. @throws FORBIDDEN, BAD_USER_INPUT */
export async function listOfCustomer(
  ctx: Ctx,
  customerId: string,
  filter: Filter = {},
  page: PageInput = {},
): Promise<Page<TicketSummary>> {
  const narrowed = await narrow(ctx, filter);
  const known = parse(id("cus"), customerId);
  if (ctx.actor.kind === "customer" && !isMe(ctx, known)) return emptyPage(page);
  return list(ctx, ofCustomer(ctx, known, narrowed.listed), page);
}

/** The caller's scope and the filter as one test of an index row: rows out of reach are as good as absent. */
async function narrow(ctx: Ctx, raw: Filter) {
  const filter = parseFilter(raw);
  await authorize(ctx, "ticket:read");
  const everything = (await ctx.grants()).get("ticket:read") === "all";
  const narrows = Object.values(filter).some((wanted) => wanted !== undefined);
  const keep = (row: Row) =>
    (!narrows || matches(filter, seenInRow(decodeRow(row), row))) && (everything || isOwn(ctx, row));
  return {
    own: !everything,
    filter,
    listed: { filter: { ...filter, own: !everything }, ...(narrows || !everything ? { keep } : {}) },
  };
}

const isMe = (ctx: Ctx, wanted: string): boolean => actorOf(ctx).id === wanted;

/** What somebody sees of a list that is not theirs: nothing is read, so not even its length shows. */
function emptyPage(page: PageInput): Page<TicketSummary> {
  pageRequest(page);
  const nowhere = { startCursor: null, endCursor: null, hasNextPage: false, hasPreviousPage: false };
  return { edges: [], pageInfo: { ...nowhere, scanLimited: false } };
}

const isOwn = (ctx: Ctx, row: Row): boolean =>
  ctx.actor.kind === "customer"
    ? row["cu"] === ctx.actor.customerId
    : ctx.actor.kind === "agent" && row["as"] === ctx.actor.agentId;
