import { authorize, type Ctx } from "../kernel/index.ts";
import { load } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { configInForce } from "../workspace/index.ts";
import { messageReceived, presenceChanged } from "./away.ts";
import { fill } from "./fill.ts";
import { follow } from "./follow.ts";

/** What happened to a ticket, as its event tells: whose it was before, and whether its customer wrote. */
export interface TicketChanged {
  readonly ticketId: string;
  readonly previous?: string | undefined;
  readonly wrote?: boolean | undefined;
}

/**
 * Something happened to a ticket that may make it wait, or give somebody room: it is brought in line, and whoever has
 * less to do now is given more. Without queues it is one read. Called by the reaction to events of tickets, as often as it likes and in any order.
 *
 * @throws FORBIDDEN
 */
export async function ticketChanged(ctx: Ctx, { ticketId, previous, wrote }: TicketChanged): Promise<void> {
  await authorize(ctx, "ticket:process");
  if ((await configInForce(ctx)).config.queues.length === 0) return;
  if (wrote) await messageReceived(ctx, { ticketId });
  await follow(ctx, { ticketId });
  const agentId = previous ?? (await freedBy(ctx, ticketId));
  if (agentId !== undefined) await fill(ctx, { agentId });
}

/** Whom a ticket costs nothing though it is theirs: while it costs them something it has given them no room. */
async function freedBy(ctx: Ctx, ticketId: string): Promise<string | undefined> {
  const state = (await load(ctx, Ticket.ticket, ticketId))?.state;
  return state && Ticket.loadOf(state).length === 0 ? state.assigneeId : undefined;
}

/**
 * Somebody came or went, or can do more or less than before: who is there gets what waits for them, who is gone is
 * offered nothing any more.
 *
 * @throws FORBIDDEN
 */
export async function agentChanged(ctx: Ctx, { agentId }: { readonly agentId: string }): Promise<void> {
  await presenceChanged(ctx, { agentId });
  await fill(ctx, { agentId });
}
