import * as Escalation from "@switchboard/core/escalation";
import { reaction } from "../event.ts";

/** A target was missed: the paths that start with that are started. */
export const { create } = reaction("escalate", (ctx, { payload }) =>
  Escalation.startForClock(ctx, { ...(payload as Escalation.ClockInput), state: "BREACHED" }),
);
