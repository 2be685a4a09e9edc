import * as z from "zod";
import type { EventCatalogue } from "../../kernel/index.ts";
import { audit, background } from "./parts.ts";

/** Whether a ticket is there at all. */
export const life = {
  "ticket.spam_marked": {
    ...audit,
    payload: z.object({}),
    says: "It is spam: out of the lists, and what is still said to it moves nothing.",
  },
  "ticket.spam_unmarked": { ...audit, payload: z.object({}), says: "It is no spam after all." },
  "ticket.deleted": {
    ...audit,
    payload: z.object({}),
    says: "It is out of everybody's sight; for 30 days it can be restored.",
  },
  "ticket.restored": { ...audit, payload: z.object({}), says: "It is again what it was before it was deleted." },
  "ticket.purged": {
    ...background,
    payload: z.object({}),
    says: "It can be restored no more; its words and files go for good.",
  },
} as const satisfies EventCatalogue;
