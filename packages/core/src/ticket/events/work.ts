import * as z from "zod";
import type { EventCatalogue } from "../../kernel/index.ts";
import { audit, Words } from "./parts.ts";

/** What it costs the desk. */
export const work = {
  "ticket.time_logged": {
    ...audit,
    payload: z.object({ minutes: z.number(), workedAt: z.number() }),
    content: Words.optional(),
    says: "Somebody worked on it for so long.",
  },
  "ticket.time_removed": {
    ...audit,
    payload: z.object({ minutes: z.number(), sequence: z.number() }),
    says: "Time that was logged does not count after all; `sequence` is that entry's.",
  },
} as const satisfies EventCatalogue;
