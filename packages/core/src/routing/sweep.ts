import type { Ctx } from "../kernel/index.ts";
import * as Ticket from "../ticket/index.ts";
import { follow } from "./follow.ts";

/** All that can wait for somebody. */
export const queuesSweep: Ticket.Sweep = {
  name: "routing",
  statuses: ["NEW", "OPEN"],
  visitor: (ctx) => Promise.resolve((ticketId) => follow(ctx, { ticketId })),
};

/**
 * Begins to bring every ticket that waits, or should, into the queues as they are now; the tick goes on with it, some
 * hundred a minute. Tickets that are touched meanwhile follow by themselves.
 *
 * @throws FORBIDDEN for all but the platform itself
 */
export const startSweep = (ctx: Ctx): Promise<void> => Ticket.beginSweep(ctx, queuesSweep);
