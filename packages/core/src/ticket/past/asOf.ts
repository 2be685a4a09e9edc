import { type Ctx, id, notFound, parse, type StoredEvent, type Versioned } from "../../kernel/index.ts";
import { fold, history, need } from "../../table/index.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";

/** The events of a ticket for somebody who may read its past. */
export async function eventsOf(ctx: Ctx, ticketId: string): Promise<readonly StoredEvent[]> {
  const known = parse(id("tkt"), ticketId);
  await need(ctx, ticket, known, { permission: "ticket:read_audit", path: ["ticketId"], hidden: true });
  return history(ctx, known);
}

/** A state as it was at a time, for somebody who was admitted; null before there was one. */
export async function stateAt(ctx: Ctx, ticketId: string, at: number): Promise<Ticket | null> {
  const events = (await history(ctx, ticketId)).filter((event) => event.at <= at);
  return events.length === 0 ? null : (fold(ticket, events) as Ticket);
}

/**
 * A ticket as it was at a time (ms): its events up to then, folded. What was blanked since is blank there too. Costs
 * a read of the whole history.
 *
 * @throws NOT_FOUND also for a time before it was opened, FORBIDDEN, BAD_USER_INPUT
 * @example const before = await Ticket.getAsOf(ctx, ticketId, Date.parse("2026-11-02T09:00:00Z"));
 */
export async function getAsOf(ctx: Ctx, ticketId: string, at: number): Promise<Versioned<Ticket>> {
  const events = (await eventsOf(ctx, ticketId)).filter((event) => event.at <= at);
  const last = events.at(-1);
  if (!last) throw notFound(ticketId, ["ticketId"]);
  return { ...(fold(ticket, events) as Ticket), version: last.revision };
}
