import * as Escalation from "@switchboard/core/escalation";
import { reaction } from "../event.ts";

/** A ticket is done with: nobody is called for it any more, and the time of work that was handed over ends. */
export const { create } = reaction("end-escalations", (ctx, { aggregateId }) =>
  Escalation.ticketEnded(ctx, { ticketId: aggregateId }),
);
