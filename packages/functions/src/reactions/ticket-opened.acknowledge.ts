import * as Mail from "@switchboard/core/mail";
import { reaction } from "../event.ts";

/** A ticket is there, or its customer added to it: the desk answers by itself, or records why not. */
export const { create } = reaction("acknowledge", (ctx, { aggregateId, sequence }) =>
  Mail.acknowledge(ctx, { ticketId: aggregateId, sequence }),
);
