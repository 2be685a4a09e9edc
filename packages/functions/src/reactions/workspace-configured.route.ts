import * as Routing from "@switchboard/core/routing";
import { reaction } from "../event.ts";

/** Other queues or settings: what waits follows them, some hundred tickets a minute by the tick. */
export const { create } = reaction("route", (ctx) => Routing.startSweep(ctx));
