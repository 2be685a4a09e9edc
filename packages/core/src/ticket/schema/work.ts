import * as z from "zod";
import { id, text } from "../../kernel/index.ts";
import { OnTicket } from "./parts.ts";

export const MAX_MINUTES = 24 * 60;

export const LogTimeInput = OnTicket.extend({
  minutes: z
    .number()
    .int()
    .min(1, "Log at least a minute.")
    .max(MAX_MINUTES, `Log at most ${MAX_MINUTES} minutes at once: one day's work.`),
  note: text(500, 1).optional(),
  /** When the work was done, ms; now unless said. */
  at: z.number().int().min(0).optional(),
});
export const RemoveTimeInput = OnTicket.extend({ entryId: id("evt") });

export type LogTimeInput = z.input<typeof LogTimeInput>;
export type RemoveTimeInput = z.input<typeof RemoveTimeInput>;
