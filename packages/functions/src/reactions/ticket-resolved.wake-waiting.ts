import * as Ticket from "@switchboard/core/ticket";
import { reaction } from "../event.ts";

/** A ticket came to its end: those that sleep for it wake. */
export const { create } = reaction("wake-waiting", (ctx, { aggregateId }) =>
  Ticket.wakeWaiting(ctx, { ticketId: aggregateId }),
);
