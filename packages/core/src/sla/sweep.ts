import type { Ctx } from "../kernel/index.ts";
import * as Ticket from "../ticket/index.ts";
import { catchUp } from "./follow.ts";
import { rulesInForce } from "./following.ts";

/** All whose clocks can still run: a question may be open on what is resolved. */
export const clocksSweep: Ticket.Sweep = {
  name: "sla",
  statuses: [...Ticket.ACTIVE, "RESOLVED"],
  async visitor(ctx) {
    const rules = await rulesInForce(ctx);
    return (ticketId) => catchUp(ctx, ticketId, rules);
  },
};

/**
 * Begins to let the clocks of all tickets that are not finished follow policies and calendars as they are now; the
 * tick goes on with it, some hundred a minute. Tickets that are touched meanwhile follow by themselves. Begun again it
 * begins anew.
 *
 * @throws FORBIDDEN for all but the platform itself
 */
export const startSweep = (ctx: Ctx): Promise<void> => Ticket.beginSweep(ctx, clocksSweep);
