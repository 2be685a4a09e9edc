import * as z from "zod";
import type { EventCatalogue } from "../../kernel/index.ts";
import { audit, background } from "./parts.ts";

/** Who keeps an eye on it. */
export const people = {
  "ticket.followed": {
    ...background,
    payload: z.object({ agentIds: z.array(z.string()) }),
    says: "Agents follow the ticket from now on.",
  },
  "ticket.unfollowed": {
    ...background,
    payload: z.object({ agentIds: z.array(z.string()) }),
    says: "Agents follow the ticket no more.",
  },
  "ticket.mentioned": {
    ...background,
    payload: z.object({ agentIds: z.array(z.string()), sequence: z.number() }),
    says: "A note calls these agents; `sequence` is the note's.",
  },
  "ticket.macro_applied": {
    ...audit,
    payload: z.object({
      macro: z.string(),
      configVersion: z.number(),
      actions: z.array(z.string()),
      says: z.boolean(),
    }),
    says: "A macro was applied: what follows in the same commit is what it said and did.",
  },
  "ticket.cc_added": {
    ...audit,
    payload: z.object({ ccId: z.string() }),
    content: z.object({ address: z.string(), name: z.string().optional() }),
    says: "Somebody shall get a copy of what the desk answers.",
  },
  "ticket.cc_removed": {
    ...audit,
    payload: z.object({ ccId: z.string() }),
    says: "Somebody shall get no more copies.",
  },
} as const satisfies EventCatalogue;
