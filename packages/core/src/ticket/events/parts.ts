import * as z from "zod";
import { FileRef } from "../../attachment/index.ts";
import { CHANNEL_CLASSES } from "../../workspace/index.ts";
import { Channel, Status } from "../schema/index.ts";

/** Where a mail message came from, as far as threading and honesty need it. Facts, not words. */
const MailFacts = z.object({
  /** Internet message id, without brackets. */
  messageId: z.string().optional(),
  /** The support address it came to. */
  address: z.string().optional(),
  /** Whether SES's verdicts vouch for the sender, and the sender is who the ticket belongs to. */
  verified: z.boolean(),
  /** Written by a machine: an absence note, a list. Moves no status and answers nothing. */
  automatic: z.boolean(),
  /** The inbound mail it came as. */
  receiptId: z.string().optional(),
  /** The same message id came before with other content: an id can be guessed. */
  idReused: z.boolean().optional(),
});
export type MailFacts = z.infer<typeof MailFacts>;

/** What somebody wrote. Long texts lie in a file; `text` then is how they begin. */
export const Words = z.object({
  text: z.string(),
  textFile: z.string().optional(),
  htmlFile: z.string().optional(),
  rawFile: z.string().optional(),
  quoted: z.boolean().optional(),
  from: z.object({ name: z.string(), address: z.string() }).optional(),
  /** Of a mail that came in: whom else it speaks to, without this desk and its sender, and where answers should go. */
  /** Whom an answer is mailed to and who gets a copy, where whoever wrote it said so. */
  to: z.array(z.string()).optional(),
  cc: z.array(z.string()).optional(),
  named: z.object({ cc: z.array(z.string()), replyTo: z.string().optional() }).optional(),
  files: z.array(FileRef),
});
export type Words = z.infer<typeof Words>;

export const Spoken = z.object({
  channel: Channel,
  /** The status after it. */
  status: Status,
  /** The status of the company's own within it, where one was chosen. */
  customStatus: z.string().optional(),
  fileCount: z.number(),
  mail: MailFacts.optional(),
  /** The customer who said it, where that is not the ticket's: theirs was merged into it. */
  speakerId: z.string().optional(),
});

/** What a ticket costs whoever has it; `waiting` when also while it waits for others. */
export const TicketLoad = z.object({
  units: z.number(),
  cls: z.enum(CHANNEL_CLASSES),
  waiting: z.literal(true).optional(),
});

/** A ticket merged into another, and the one it was merged into at first hand. */
export const Source = z.object({ id: z.string(), into: z.string() });
export type Source = z.infer<typeof Source>;

/** Since when somebody waits from now on, null for nobody; absent where that stays as it was. */
export const Unanswered = z.number().nullable().optional();

/** Entries of one ticket by their place in its history. */
export const Entries = z.object({ ticketId: z.string(), messages: z.array(z.number()), notes: z.array(z.number()) });
export type Entries = z.infer<typeof Entries>;

/** What every event of a kind has in common: who sees it, and whether it raises the version. */
export const open = { editorial: true, version: 1, visibility: "public" } as const;
export const audit = { editorial: true, version: 1, visibility: "audit" } as const;
export const note = { editorial: true, version: 1, visibility: "note" } as const;
export const background = { editorial: false, version: 1, visibility: "audit" } as const;
