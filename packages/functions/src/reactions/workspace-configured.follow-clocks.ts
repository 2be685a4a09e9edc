import * as Sla from "@switchboard/core/sla";
import { reaction } from "../event.ts";

/** Other policies or calendars: clocks that nobody touches follow them too, some hundred a minute by the tick. */
export const { create } = reaction("follow-clocks", (ctx) => Sla.startSweep(ctx));
