import * as Customer from "../customer/index.ts";
import {
  type Ctx,
  covers,
  emptyPage,
  forbidden,
  id,
  isCustomer,
  type Page,
  type PageInput,
  type Permission,
  parse,
  reachOf,
  type Target,
} from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { list } from "../table/index.ts";
import { type Filter, isInternal, listedStatuses, matches, parseFilter, seenInRow } from "./filter.ts";
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
  if (isCustomer(ctx.actor)) return listOfCustomer(ctx, ctx.actor.customerId, filter, page);
  const narrowed = await narrow(ctx, filter);
  return list(ctx, byActivity(ctx, listedStatuses(narrowed.filter), narrowed.listed), page);
}

/**
 * All tickets of one customer and everybody merged with them, newest first: their history, by any of their ids.
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
  if (!isCustomer(ctx.actor)) {
    return list(ctx, ofCustomers(ctx, await Customer.idsUnder(ctx, known), narrowed.listed), page);
  }
  if (!(await isMe(ctx, known))) return emptyPage(page);
  return list(ctx, ofCustomers(ctx, [...(await ctx.self())], narrowed.listed), page);
}

/**
 * The caller's reach and the filter as one test of an index row: rows out of reach are as good as absent, by the right to
 * read and, where a list takes another one, by that as well.
 */
export async function narrow(ctx: Ctx, raw: Filter, permission: Permission = "ticket:read") {
  const filter = parseFilter(raw);
  if (isCustomer(ctx.actor) && isInternal(filter)) throw forbidden("ticket:read_notes");
  const [reach, other] = await Promise.all([reachOf(ctx, "ticket:read"), reachOf(ctx, permission)]);
  const scope = covers(other.scope, reach.scope) ? reach.scope : other.scope;
  const narrows = Object.values(filter).some((wanted) => wanted !== undefined);
  const keep = (row: Row) =>
    (!narrows || matches(filter, seenInRow(decodeRow(row), row))) &&
    reach.has(targetOf(row)) &&
    other.has(targetOf(row));
  return {
    own: scope === "own",
    filter,
    listed: { filter: { ...filter, scope }, ...(narrows || scope !== "all" ? { keep } : {}) },
  };
}

const targetOf = (row: Row): Target => {
  const { customerId, assigneeId: agentId, teamId } = decodeRow(row);
  return { customerId, ...(agentId === undefined ? {} : { agentId }), ...(teamId === undefined ? {} : { teamId }) };
};

const isMe = async (ctx: Ctx, wanted: string): Promise<boolean> => (await ctx.self()).has(wanted);
