import * as Sla from "@switchboard/core/sla";
import { reaction } from "../event.ts";

/** Something happened that moves a clock: those of the ticket take it in. */
export const { create } = reaction("follow-clocks", (ctx, { aggregateId }) =>
  Sla.follow(ctx, { ticketId: aggregateId }),
);
