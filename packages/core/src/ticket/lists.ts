import * as z from "zod";
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
import { Channel, Kind, Priority, Status, type TicketSummary } from "./schema/index.ts";
import { ACTIVE } from "./status.ts";
import { byActivity, ofCustomer, ticket, workOf } from "./store.ts";

/** What narrows a list. Only what the indexes carry: a filter never costs a read per ticket. */
export const Filter = z.object({
  status: z.array(Status).min(1).optional(),
  priority: z.array(Priority).min(1).optional(),
  kind: z.array(Kind).min(1).optional(),
  channel: z.array(Channel).min(1).optional(),
  category: z.string().max(100).optional(),
  assigneeId: id("agt").optional(),
});
export type Filter = z.input<typeof Filter>;

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
  return list(ctx, byActivity(ctx, [...new Set(filter.status ?? ACTIVE)], narrowed.listed), page);
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
export async function narrow(ctx: Ctx, raw: Filter) {
  const filter = parse(Filter, raw);
  await authorize(ctx, "ticket:read");
  const everything = (await ctx.grants()).get("ticket:read") === "all";
  const tests: ((row: Row) => boolean)[] = Object.entries(filter)
    .filter(([, wanted]) => wanted !== undefined)
    .map(([field, wanted]) => matches(field as keyof Filter, wanted as string | readonly string[]));
  if (!everything) tests.push((row) => isOwn(ctx, row));
  const keep = tests.length === 0 ? {} : { keep: (row: Row) => tests.every((test) => test(row)) };
  return { own: !everything, listed: { filter: { ...filter, own: !everything }, ...keep } };
}

const isMe = (ctx: Ctx, wanted: string): boolean => actorOf(ctx).id === wanted;

/** What somebody sees of a list that is not theirs: nothing is read, so not even its length shows. */
function emptyPage(page: PageInput): Page<TicketSummary> {
  pageRequest(page);
  const nowhere = { startCursor: null, endCursor: null, hasNextPage: false, hasPreviousPage: false };
  return { edges: [], pageInfo: { ...nowhere, scanLimited: false } };
}

function matches(field: keyof Filter, wanted: string | readonly string[]) {
  const attribute = ticket.store.attributes[field] ?? field;
  const allowed = new Set([wanted].flat());
  return (row: Row) => allowed.has(String(row[attribute]));
}

const isOwn = (ctx: Ctx, row: Row): boolean =>
  ctx.actor.kind === "customer"
    ? row["cu"] === ctx.actor.customerId
    : ctx.actor.kind === "agent" && row["as"] === ctx.actor.agentId;
