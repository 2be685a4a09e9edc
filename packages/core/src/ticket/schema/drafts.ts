import * as z from "zod";
import { Message, OnTicket } from "./parts.ts";

/** What a draft will become: one of each a ticket. */
export const DRAFT_KINDS = ["REPLY", "NOTE"] as const;
export const DraftKind = z.enum(DRAFT_KINDS);
export type DraftKind = z.infer<typeof DraftKind>;

export const DraftInput = OnTicket.omit({ expectedVersion: true }).extend({ kind: DraftKind });
export const SaveDraftInput = DraftInput.extend({
  text: Message,
  /** The revision the text was written over; 0 for none. Without it the latest word wins. */
  expectedRevision: z.number().int().min(0).optional(),
});

export const ACTIVITIES = ["VIEWING", "TYPING"] as const;
export const Activity = z.enum(ACTIVITIES);
export type Activity = z.infer<typeof Activity>;

export const AnnounceInput = OnTicket.omit({ expectedVersion: true }).extend({ activity: Activity });

export type DraftInput = z.input<typeof DraftInput>;
export type SaveDraftInput = z.input<typeof SaveDraftInput>;
export type AnnounceInput = z.input<typeof AnnounceInput>;
