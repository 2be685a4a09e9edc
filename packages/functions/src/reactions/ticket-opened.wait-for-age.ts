import * as Escalation from "@switchboard/core/escalation";
import { reaction } from "../event.ts";

/** A ticket is there: paths that start with an age wait for it. */
export const { create } = reaction("wait-for-age", (ctx, { aggregateId }) =>
  Escalation.startForAge(ctx, { ticketId: aggregateId }),
);
