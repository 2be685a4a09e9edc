import * as z from "zod";
import type { EventCatalogue } from "../../kernel/index.ts";
import { LINKS } from "../link/kinds.ts";
import { Status } from "../schema/index.ts";
import { audit, background, Entries, open, Source, Unanswered } from "./parts.ts";

/** How tickets hang together. */
export const structure = {
  "ticket.linked": {
    ...background,
    payload: z.object({ kind: z.enum(LINKS), ticketId: z.string() }),
    says: "Another ticket is connected with this one; `kind` says what it is to this one.",
  },
  "ticket.unlinked": {
    ...background,
    payload: z.object({ kind: z.enum(LINKS), ticketId: z.string() }),
    says: "A connection with another ticket is gone.",
  },
  "ticket.merged": {
    ...open,
    payload: z.object({ targetId: z.string(), previous: Status }),
    says: "The ticket is closed; its conversation goes on in another.",
  },
  "ticket.unmerged": {
    ...open,
    payload: z.object({ targetId: z.string(), status: Status }),
    says: "A merge was taken back: the ticket is again what it was.",
  },
  "ticket.sources_merged": {
    ...audit,
    payload: z.object({
      sources: z.array(Source),
      /** Where customers of the sources wait: since when somebody does by now, and the status where that opens it. */
      unansweredSince: z.number().optional(),
      status: Status.optional(),
    }),
    says: "Other tickets were merged into this one, with those that were merged into them.",
  },
  "ticket.sources_unmerged": {
    ...audit,
    payload: z.object({ sourceIds: z.array(z.string()), unansweredSince: Unanswered }),
    says: "Tickets that were merged into this one stand for themselves again.",
  },
  "ticket.entries_moved": {
    ...audit,
    payload: z.object({
      newTicketId: z.string(),
      entries: z.array(Entries),
      unansweredSince: Unanswered,
      /** The same of its own customer alone, apart from those of what was merged into it. */
      ownUnansweredSince: Unanswered,
    }),
    says: "Entries were split off, here or in what was merged into it: they show in the new ticket, and here no more.",
  },
  "ticket.entries_taken": {
    ...audit,
    payload: z.object({ entries: z.array(Entries), unansweredSince: z.number().optional() }),
    says: "The ticket begins with entries that were said in another.",
  },
} as const satisfies EventCatalogue;
