import * as Routing from "@switchboard/core/routing";
import { announcement } from "../event.ts";

/** Somebody came or went, or can do more or less than before. */
export const { create } = announcement("route", (ctx, { agentId }) => Routing.agentChanged(ctx, { agentId }));
