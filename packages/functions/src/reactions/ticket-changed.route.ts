import * as Routing from "@switchboard/core/routing";
import * as z from "zod";
import { reaction } from "../event.ts";

/** Whose it was, where the event says so. */
const Facts = z.object({ previous: z.string().startsWith("agt_").optional().catch(undefined) }).catch({});

/** A ticket may wait for somebody by now, or somebody may have room. */
export const { create } = reaction("route", (ctx, { aggregateId, payload }, type) =>
  Routing.ticketChanged(ctx, {
    ticketId: aggregateId,
    previous: Facts.parse(payload).previous,
    wrote: type === "ticket.message_received",
  }),
);
