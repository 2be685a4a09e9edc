import * as z from "zod";
import { body, id, Meta, text } from "../kernel/index.ts";
import { MANUAL } from "./link/kinds.ts";
import { STATUSES } from "./status.ts";

export const KINDS = ["QUESTION", "INCIDENT", "PROBLEM", "SERVICE_REQUEST", "TASK", "RETURN", "FEEDBACK"] as const;
export const PRIORITIES = ["LOW", "NORMAL", "HIGH", "URGENT"] as const;
export const CHANNELS = ["EMAIL", "WEB", "API", "CHAT", "PHONE", "SOCIAL", "IN_PERSON", "LETTER"] as const;

export const Kind = z.enum(KINDS);
export const Priority = z.enum(PRIORITIES);
export const Channel = z.enum(CHANNELS);
export const Status = z.enum(STATUSES);

export const MAX_TEXT_BYTES = 64 * 1024;
export const MAX_TAGS = 50;

export const Subject = text(500, 1);
export const Tag = z
  .string()
  .transform((tag) => tag.trim().toLowerCase())
  .pipe(text(50, 1));
const Tags = z.array(Tag).max(MAX_TAGS, `A ticket has at most ${MAX_TAGS} tags.`);
const Category = text(100, 1);
const Message = body(MAX_TEXT_BYTES);
const Files = z.array(id("att")).max(10, "A message carries at most 10 files.").default([]);

/** One issue of one customer, from the first word to the last. */
export interface Ticket {
  readonly id: string;
  /** What people say to each other: counts up in the workspace. */
  readonly number: number;
  readonly subject: string;
  readonly status: z.infer<typeof Status>;
  readonly priority: z.infer<typeof Priority>;
  readonly kind: z.infer<typeof Kind>;
  readonly channel: z.infer<typeof Channel>;
  readonly customerId: string;
  readonly createdAt: number;
  readonly category?: string;
  readonly assigneeId?: string;
  readonly tags: readonly string[];
  /** When somebody last said or did something, ms. */
  readonly activityAt: number;
  readonly snoozedUntil?: number;
  readonly firstHumanReplyAt?: number;
  readonly firstResolvedAt?: number;
  readonly lastResolvedAt?: number;
  readonly closedAt?: number;
  /** When a resolved ticket closes by itself. */
  readonly closesAt?: number;
  /** The oldest message of the customer that nobody has answered yet. */
  readonly unansweredSince?: number;
  readonly followUpOf?: string;
  /** The ticket its first entries were said in. */
  readonly splitFrom?: string;
  /** Links that people made; absent when there are none. */
  readonly linkCount?: number;
  /** What it was merged into, when (ms), and what it was before: it is closed until that is taken back. */
  readonly merged?: Merged;
  /** Tickets merged into it, directly or through another; absent when there are none. */
  readonly sourceCount?: number;
  /** Entries that were split from or into it; absent when there are none. */
  readonly movedCount?: number;
  /** The support address the customer wrote to: answers come from there. */
  readonly address?: string;
  /** The configuration it was opened under. */
  readonly configVersion: number;
}

export interface Merged {
  readonly into: string;
  readonly at: number;
  readonly status: z.infer<typeof Status>;
  readonly snoozedUntil?: number;
  readonly closesAt?: number;
  readonly closedAt?: number;
}

/** What lists show: carried by their indexes, so a page costs one read. */
export type TicketSummary = Pick<
  Ticket,
  | "id"
  | "number"
  | "subject"
  | "status"
  | "priority"
  | "kind"
  | "channel"
  | "customerId"
  | "createdAt"
  | "category"
  | "assigneeId"
>;

const OnTicket = Meta.extend({ ticketId: id("tkt") });

export const OpenInput = Meta.extend({
  customerId: id("cus"),
  subject: Subject,
  text: Message,
  channel: Channel.default("API"),
  /** Whose words `text` are: the customer's, or the desk's first message to them. */
  from: z.enum(["CUSTOMER", "AGENT"]).default("CUSTOMER"),
  kind: Kind.default("QUESTION"),
  priority: Priority.default("NORMAL"),
  category: Category.optional(),
  tags: Tags.default([]),
  attachmentIds: Files,
});
/** Where the ticket goes with a public answer. Unless said: WAITING_ON_CUSTOMER, but what is RESOLVED stays so. */
const AfterReply = z.enum(["OPEN", "WAITING_ON_CUSTOMER", "RESOLVED"]);
export const ReplyInput = OnTicket.extend({ text: Message, status: AfterReply.optional(), attachmentIds: Files });
export const NoteInput = OnTicket.extend({ text: Message, attachmentIds: Files });
export const MessageInput = OnTicket.extend({ text: Message, attachmentIds: Files });
export const TicketInput = OnTicket;
export const AssignInput = OnTicket.extend({ assigneeId: id("agt") });
export const ChangePriorityInput = OnTicket.extend({ priority: Priority });
export const ChangeKindInput = OnTicket.extend({ kind: Kind });
export const ChangeCategoryInput = OnTicket.extend({ category: Category.nullable() });
export const ChangeSubjectInput = OnTicket.extend({ subject: Subject });
export const TagInput = OnTicket.extend({ tags: Tags.min(1, "Name at least one tag.") });
export const ChangeStatusInput = OnTicket.extend({
  status: z.enum(["OPEN", "WAITING_ON_CUSTOMER", "WAITING_ON_THIRD_PARTY"]),
});
export const SnoozeInput = OnTicket.extend({ until: z.number().int() });
export const RedactInput = OnTicket.extend({ entryId: id("evt"), reason: text(200, 1) });
export const MergeInput = Meta.extend({
  targetId: id("tkt"),
  sourceIds: z.array(id("tkt")).min(1, "Name at least one ticket."),
});
export const SplitInput = OnTicket.extend({
  entryIds: z.array(id("evt")).min(1, "Name at least one entry."),
  subject: Subject.optional(),
});
export const LinkInput = OnTicket.extend({ kind: z.enum(MANUAL), otherId: id("tkt") });

export type OpenInput = z.input<typeof OpenInput>;
export type ReplyInput = z.input<typeof ReplyInput>;
export type NoteInput = z.input<typeof NoteInput>;
export type MessageInput = z.input<typeof MessageInput>;
export type TicketInput = z.input<typeof TicketInput>;
export type AssignInput = z.input<typeof AssignInput>;
export type ChangePriorityInput = z.input<typeof ChangePriorityInput>;
export type ChangeKindInput = z.input<typeof ChangeKindInput>;
export type ChangeCategoryInput = z.input<typeof ChangeCategoryInput>;
export type ChangeSubjectInput = z.input<typeof ChangeSubjectInput>;
export type TagInput = z.input<typeof TagInput>;
export type ChangeStatusInput = z.input<typeof ChangeStatusInput>;
export type SnoozeInput = z.input<typeof SnoozeInput>;
export type RedactInput = z.input<typeof RedactInput>;
export type MergeInput = z.input<typeof MergeInput>;
export type SplitInput = z.input<typeof SplitInput>;
export type LinkInput = z.input<typeof LinkInput>;
