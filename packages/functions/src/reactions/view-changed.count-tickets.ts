import { recount } from "@switchboard/core/count";
import { reaction } from "../event.ts";

/** A view was saved, or narrows to something else: its tickets are counted, and what takes longer the tick goes on with. */
export const { create } = reaction("count-tickets", (ctx) => recount(ctx));
