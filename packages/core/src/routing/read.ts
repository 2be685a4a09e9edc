import { authorize, type Ctx, id, type Page, type PageInput, parse, type StoredEvent } from "../kernel/index.ts";
import { history, list, load, loadMany, need } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { configInForce, FieldKey } from "../workspace/index.ts";
import { type Decision, type DecisionSummary, decideRoute } from "./decide/index.ts";
import { keptFacts } from "./kept.ts";
import type { Offer, Route } from "./schema.ts";
import { offersTo, queueList, route, routeIdOf } from "./store.ts";

const permission = "ticket:read_notes" as const;

/** The way of a ticket to somebody; null when it was never routed. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function routeOf(ctx: Ctx, ticketId: string): Promise<Route | null> {
  const known = await readable(ctx, ticketId);
  return (await load(ctx, route, routeIdOf(known)))?.state ?? null;
}

async function readable(ctx: Ctx, ticketId: string): Promise<string> {
  const known = parse(id("tkt"), ticketId);
  await need(ctx, Ticket.ticket, known, { permission, path: ["ticketId"], hidden: true });
  return known;
}

/** A decision as it was recorded. */
export interface RecordedDecision {
  readonly ticketId: string;
  readonly summary: DecisionSummary;
  /** Of the facts it was made on; null where the desk keeps no files. */
  readonly facts: string | null;
}

/**
 * What was decided about a ticket, the latest first: of each who was chosen, how many were removed for which reason, and
 * the best. {@link replayed} gives one in full.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 * @example const [latest] = await Routing.decisions(ctx, ticketId);
 */
export async function decisions(ctx: Ctx, ticketId: string): Promise<readonly RecordedDecision[]> {
  const known = await readable(ctx, ticketId);
  const events = await history(ctx, routeIdOf(known));
  return events
    .filter(({ type }) => type === "routing.decided")
    .map(recorded)
    .reverse();
}

export function recorded({ payload }: StoredEvent): RecordedDecision {
  const { ticketId, facts, summary } = payload as { ticketId: string; facts: string | null; summary: DecisionSummary };
  return { ticketId, facts, summary };
}

/**
 * A recorded decision made again on the facts it was made on: with every candidate, and what removed or ranked each.
 * Null when its facts were not kept.
 *
 * @throws NOT_FOUND, FORBIDDEN
 */
export async function replayed(ctx: Ctx, { ticketId, facts }: RecordedDecision): Promise<Decision | null> {
  const known = await readable(ctx, ticketId);
  const kept = await keptFacts(ctx, routeIdOf(known), facts);
  return kept && decideRoute(kept);
}

/**
 * The tickets that wait in a queue, in its order: for who may read the notes of all tickets.
 *
 * @throws FORBIDDEN, VALIDATION for what is no key, BAD_USER_INPUT for a cursor of another list
 * @example const { edges } = await Routing.waiting(ctx, "repairs", { first: 50 });
 */
export async function waiting(ctx: Ctx, queue: string, page: PageInput = {}): Promise<Page<string>> {
  await authorize(ctx, permission, {});
  return list(ctx, queueList(ctx, parse(FieldKey, queue)), page);
}

/** What is offered to somebody, and until when, ms. */
export interface OfferedTicket extends Offer {
  readonly ticketId: string;
}

const MOST_OFFERS = 20;

/** What is offered to the caller now; what has run out is not. For who is no agent nothing. @throws FORBIDDEN */
export async function offers(ctx: Ctx): Promise<readonly OfferedTicket[]> {
  await authorize(ctx, "ticket:assign");
  if (ctx.actor.kind !== "agent") return [];
  const { agentId } = ctx.actor;
  const ids = await offersTo(ctx, agentId, MOST_OFFERS);
  const routes = await loadMany(ctx, route, ids.map(routeIdOf));
  return routes.flatMap((one) => {
    const { offer, ticketId } = (one?.state ?? {}) as Partial<Route>;
    const isTheirs = offer?.agentId === agentId && offer.until > ctx.clock.now();
    return isTheirs && ticketId !== undefined ? [{ ticketId, ...offer }] : [];
  });
}

/** The queues of the workspace, in the order in which tickets look for theirs. @throws FORBIDDEN */
export async function queues(ctx: Ctx) {
  await authorize(ctx, "workspace:read", {});
  return (await configInForce(ctx)).config.queues;
}
