import * as Ticket from "@switchboard/core/ticket";
import { reaction } from "../event.ts";

/** Somebody left for good: what they had not finished is there for others to take. */
export const { create } = reaction("return-work", (ctx, { aggregateId }) =>
  Ticket.returnWork(ctx, { agentId: aggregateId }),
);
