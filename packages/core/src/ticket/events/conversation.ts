import * as z from "zod";
import type { EventCatalogue } from "../../kernel/index.ts";
import { Channel, Kind, Level, Priority } from "../schema/index.ts";
import { audit, note, open, Spoken, TicketLoad, Words } from "./parts.ts";

/** What people said. */
export const conversation = {
  "ticket.opened": {
    ...open,
    payload: z.object({
      number: z.number(),
      customerId: z.string(),
      channel: Channel,
      kind: Kind,
      priority: Priority,
      impact: Level.optional(),
      urgency: Level.optional(),
      category: z.string().optional(),
      tags: z.array(z.string()),
      followUpOf: z.string().optional(),
      splitFrom: z.string().optional(),
      /** Of the desk alone: its customer knows nothing of it. */
      internal: z.literal(true).optional(),
      assigneeId: z.string().optional(),
      /** What it costs its owner, where it begins with one. */
      load: TicketLoad.optional(),
      teamId: z.string().optional(),
      configVersion: z.number(),
    }),
    content: z.object({ subject: z.string(), address: z.string().optional() }),
    says: "A ticket exists; its first message is an event of its own.",
  },
  "ticket.message_received": { ...open, payload: Spoken, content: Words, says: "The customer said something." },
  "ticket.replied": { ...open, payload: Spoken, content: Words, says: "The desk answered in public; mail goes out." },
  "ticket.noted": {
    ...note,
    payload: z.object({ fileCount: z.number(), mentions: z.array(z.string()).optional() }),
    content: Words,
    says: "Staff wrote an internal note. It never changes the status and never leaves the desk.",
  },
  "ticket.redacted": {
    ...audit,
    payload: z.object({
      sequence: z.number(),
      reason: z.string(),
      /** To what stands in their place, where something does: base64. */
      commitment: z.string().optional(),
      /** The file that went, where it was a file. */
      attachmentId: z.string().optional(),
    }),
    // What of the state was made of those words.
    content: z.object({ subject: z.string().optional(), address: z.string().optional() }).optional(),
    says: "Words of an entry, or a file, were blanked for good; that there was one still shows.",
  },
} as const satisfies EventCatalogue;
