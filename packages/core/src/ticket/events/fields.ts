import * as z from "zod";
import type { EventCatalogue } from "../../kernel/index.ts";
import { FieldValue } from "../../workspace/index.ts";
import { Kind, Level, Priority } from "../schema/index.ts";
import { audit, TicketLoad } from "./parts.ts";

/** What a ticket is, and whose. */
export const fields = {
  "ticket.assigned": {
    ...audit,
    payload: z.object({
      assigneeId: z.string(),
      previous: z.string().nullable(),
      /** What it costs them, in units of their capacity; of assignments from before there were any absent. */
      load: TicketLoad.optional(),
    }),
    says: "Somebody is responsible now.",
  },
  "ticket.unassigned": { ...audit, payload: z.object({ previous: z.string() }), says: "Nobody is responsible now." },
  "ticket.priority_changed": {
    ...audit,
    payload: z.object({ priority: Priority, previous: Priority }),
    /** Why it is not what follows from impact and urgency. */
    content: z.object({ reason: z.string() }).optional(),
    says: "The priority changed.",
  },
  "ticket.impact_changed": {
    ...audit,
    payload: z.object({
      impact: Level,
      urgency: Level,
      previous: z.object({ impact: Level, urgency: Level }).nullable(),
    }),
    says: "How far it reaches or how soon it hurts changed; a priority that follows is an event of its own.",
  },
  "ticket.team_changed": {
    ...audit,
    payload: z.object({ teamId: z.string().nullable(), previous: z.string().nullable() }),
    says: "The ticket belongs to another team, or to none.",
  },
  "ticket.fields_changed": {
    ...audit,
    /** `count`: how many have a value now. */
    payload: z.object({ keys: z.array(z.string()), count: z.number() }),
    content: z.object({ values: z.record(z.string(), FieldValue.nullable()) }),
    says: "Fields of the company's own have other values, or none any more; `keys` names them.",
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
