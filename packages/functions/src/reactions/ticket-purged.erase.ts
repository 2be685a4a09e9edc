import * as Ticket from "@switchboard/core/ticket";
import { reaction } from "../event.ts";

/** A deleted ticket is past restoring: what was said on it goes. */
export const { create } = reaction("erase", (ctx, { aggregateId }) => Ticket.erase(ctx, { ticketId: aggregateId }));
