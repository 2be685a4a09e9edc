import * as z from "zod";
import type { EventCatalogue } from "../../kernel/index.ts";
import { Kind, Priority } from "../schema/index.ts";
import { audit } from "./parts.ts";

/** What a ticket is, and whose. */
export const fields = {
  "ticket.assigned": {
    ...audit,
    payload: z.object({ assigneeId: z.string(), previous: z.string().nullable() }),
    says: "Somebody is responsible now.",
  },
  "ticket.unassigned": { ...audit, payload: z.object({ previous: z.string() }), says: "Nobody is responsible now." },
  "ticket.priority_changed": {
    ...audit,
    payload: z.object({ priority: Priority, previous: Priority }),
    says: "The priority changed.",
  },
  "ticket.kind_changed": { ...audit, payload: z.object({ kind: Kind, previous: Kind }), says: "The kind changed." },
  "ticket.category_changed": {
    ...audit,
    payload: z.object({ category: z.string().nullable(), previous: z.string().nullable() }),
    says: "The category changed.",
  },
  "ticket.subject_changed": {
    ...audit,
    payload: z.object({}),
    content: z.object({ subject: z.string() }),
    says: "The subject changed.",
  },
  "ticket.tags_changed": {
    ...audit,
    payload: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }),
    says: "Tags were added or removed.",
  },
} as const satisfies EventCatalogue;
