import * as z from "zod";
import type { EventCatalogue } from "../../kernel/index.ts";
import { Status } from "../schema/index.ts";
import { audit, background, open } from "./parts.ts";

/** The status of the company's own that was chosen with it. */
const customStatus = z.string().optional();
/** Parts that were open when the whole was finished, where the guard only warns. */
const openChildren = z.number().optional();

/** Where a ticket stands. */
export const status = {
  "ticket.status_changed": {
    ...audit,
    payload: z.object({ status: Status, previous: Status, customStatus }),
    says: "The ticket waits for somebody else, or no longer does; or it has another status within its category.",
  },
  "ticket.snoozed": {
    ...audit,
    payload: z.object({
      until: z.number().optional(),
      untilAnswered: z.boolean().optional(),
      untilResolved: z.string().optional(),
      previous: Status,
    }),
    says: "Nobody needs to look before this time, the end of that ticket, or the customer's next message.",
  },
  "ticket.woken": { ...background, payload: z.object({}), says: "The snooze is over." },
  "ticket.resolved": {
    ...open,
    payload: z.object({
      previous: Status,
      closesAt: z.number(),
      customStatus,
      openChildren,
      /** Of a problem: when it was last worked on before. */
      updatedAt: z.number().optional(),
    }),
    says: "The desk holds the issue for solved; it closes by itself later.",
  },
  "ticket.reopened": {
    ...open,
    payload: z.object({ previous: Status, customStatus }),
    says: "A resolved ticket is open again.",
  },
  "ticket.closed": { ...open, payload: z.object({ openChildren }), says: "The ticket is closed for good." },
} as const satisfies EventCatalogue;
