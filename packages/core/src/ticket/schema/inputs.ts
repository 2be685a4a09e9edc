import * as z from "zod";
import { BLANK, email, id, Meta, text } from "../../kernel/index.ts";
import { FORMATS } from "../../markup/index.ts";
import { FieldKey, FieldValue } from "../../workspace/index.ts";
import { MANUAL, MAX_INCIDENTS } from "../link/kinds.ts";
import { Category, Files, Message, OnTicket, Subject, Tags } from "./parts.ts";
import { Mentions } from "./people.ts";
import { Channel, Kind, Level, Priority } from "./ticket.ts";

export const OpenInput = Meta.extend({
  customerId: id("cus"),
  subject: Subject,
  text: Message,
  channel: Channel.default("API"),
  /** Whose words `text` are: the customer's, or the desk's first message to them. */
  from: z.enum(["CUSTOMER", "AGENT"]).default("CUSTOMER"),
  kind: Kind.default("QUESTION"),
  /** NORMAL unless said; with impact and urgency it follows from them. */
  priority: Priority.optional(),
  impact: Level.optional(),
  urgency: Level.optional(),
  category: Category.optional(),
  /** The key of a team. */
  team: FieldKey.optional(),
  /** Values of the company's own fields, by key. */
  fields: z.record(FieldKey, FieldValue.nullable()).optional(),
  tags: Tags.default([]),
  attachmentIds: Files,
});
/** Where the ticket goes with a public answer. Unless said: WAITING_ON_CUSTOMER, but what is RESOLVED stays so. */
const AfterReply = z.enum(["OPEN", "WAITING_ON_CUSTOMER", "RESOLVED"]);
/** The key of a status of the company's own, which says its category by itself. */
const CustomStatus = FieldKey.optional();
/** The draft the words come from goes in the same commit. */
const DiscardDraft = z.boolean().default(false);
const MOST_RECIPIENTS = 50;
const TOO_MANY = `A mail goes to at most ${MOST_RECIPIENTS} recipients.`;
export const ReplyInput = OnTicket.extend({
  text: Message,
  /** The form of the text. */
  format: z.enum(FORMATS).default("PLAIN"),
  /** Whom the mail is written to, instead of the customer; nobody gets a copy then but who is named. */
  to: z.array(email).min(1, "Name at least one recipient.").max(MOST_RECIPIENTS, TOO_MANY).optional(),
  /** Who gets a copy, instead of those who would by themselves. */
  cc: z.array(email).max(MOST_RECIPIENTS, TOO_MANY).optional(),
  status: AfterReply.optional(),
  customStatus: CustomStatus,
  attachmentIds: Files,
  discardDraft: DiscardDraft,
}).refine(({ to = [], cc = [] }) => to.length + cc.length <= MOST_RECIPIENTS, { error: TOO_MANY, path: ["cc"] });
export const NoteInput = OnTicket.extend({
  text: Message,
  attachmentIds: Files,
  mentions: Mentions,
  discardDraft: DiscardDraft,
});
export const MessageInput = OnTicket.extend({ text: Message, attachmentIds: Files });
export const TicketInput = OnTicket;
export const AssignInput = OnTicket.extend({ assigneeId: id("agt") });
/** Why: needed where the priority would follow from impact and urgency. */
const Departing = text(500, 1).optional();
export const ChangePriorityInput = OnTicket.extend({ priority: Priority, reason: Departing });
export const ChangeImpactInput = OnTicket.extend({ impact: Level, urgency: Level });
export const ChangeKindInput = OnTicket.extend({ kind: Kind });
export const ChangeCategoryInput = OnTicket.extend({ category: Category.nullable() });
export const ChangeTeamInput = OnTicket.extend({ team: FieldKey.nullable() });
/** Null clears. */
export const ChangeFieldsInput = OnTicket.extend({ values: z.record(FieldKey, FieldValue.nullable()) });
export const ChangeSubjectInput = OnTicket.extend({ subject: Subject });
export const TagInput = OnTicket.extend({ tags: Tags.min(1, "Name at least one tag.") });
export const ChangeStatusInput = OnTicket.extend({
  status: z.enum(["OPEN", "WAITING_ON_CUSTOMER", "WAITING_ON_THIRD_PARTY"]).optional(),
  customStatus: CustomStatus,
});
export const ResolveInput = OnTicket.extend({ customStatus: CustomStatus });
export const SnoozeInput = OnTicket.extend({
  until: z.number().int().optional(),
  untilAnswered: z.literal(true).optional(),
  untilResolved: id("tkt").optional(),
});
/** Why something is redacted: stays readable. */
const Reason = text(200, 1);
export const RedactInput = OnTicket.extend({ entryId: id("evt"), reason: Reason });
export const RedactTextInput = OnTicket.extend({
  // Taken as it is, line breaks too: it is looked for, not kept.
  text: z
    .string()
    .min(1, "Name the text.")
    .max(500, "Shorten this to at most 500 characters.")
    .transform((value) => value.toWellFormed())
    .refine((value) => value.trim() !== "", "Name the text: blanks alone are none.")
    .refine((value) => !value.includes(BLANK.charAt(0)), "This was blanked already: name what still stands there."),
  reason: Reason,
});
export const RedactAttachmentInput = OnTicket.extend({ attachmentId: id("att"), reason: Reason });
export const MergeInput = Meta.extend({
  targetId: id("tkt"),
  sourceIds: z.array(id("tkt")).min(1, "Name at least one ticket."),
});
export const SplitInput = OnTicket.extend({
  entryIds: z.array(id("evt")).min(1, "Name at least one entry."),
  subject: Subject.optional(),
});
export const LinkInput = OnTicket.extend({ kind: z.enum(MANUAL), otherId: id("tkt") });

export const ResolveProblemInput = Meta.extend({
  problemId: id("tkt"),
  /** What each incident's customer is told; they are told nothing when absent. */
  text: Message.optional(),
  /** Which incidents; all that it causes when absent. */
  incidentIds: z.array(id("tkt")).min(1, "Name at least one incident.").max(MAX_INCIDENTS).optional(),
});
export const DuplicatesInput = z.object({
  customerId: id("cus"),
  subject: z.string().max(500),
  exceptId: id("tkt").optional(),
});

export type ResolveProblemInput = z.input<typeof ResolveProblemInput>;
export type DuplicatesInput = z.input<typeof DuplicatesInput>;
export type OpenInput = z.input<typeof OpenInput>;
export type ReplyInput = z.input<typeof ReplyInput>;
export type NoteInput = z.input<typeof NoteInput>;
export type MessageInput = z.input<typeof MessageInput>;
export type TicketInput = z.input<typeof TicketInput>;
export type AssignInput = z.input<typeof AssignInput>;
export type ChangePriorityInput = z.input<typeof ChangePriorityInput>;
export type ChangeImpactInput = z.input<typeof ChangeImpactInput>;
export type ChangeTeamInput = z.input<typeof ChangeTeamInput>;
export type ChangeFieldsInput = z.input<typeof ChangeFieldsInput>;
export type ResolveInput = z.input<typeof ResolveInput>;
export type ChangeKindInput = z.input<typeof ChangeKindInput>;
export type ChangeCategoryInput = z.input<typeof ChangeCategoryInput>;
export type ChangeSubjectInput = z.input<typeof ChangeSubjectInput>;
export type TagInput = z.input<typeof TagInput>;
export type ChangeStatusInput = z.input<typeof ChangeStatusInput>;
export type SnoozeInput = z.input<typeof SnoozeInput>;
export type RedactInput = z.input<typeof RedactInput>;
export type RedactTextInput = z.input<typeof RedactTextInput>;
export type RedactAttachmentInput = z.input<typeof RedactAttachmentInput>;
export type MergeInput = z.input<typeof MergeInput>;
export type SplitInput = z.input<typeof SplitInput>;
export type LinkInput = z.input<typeof LinkInput>;
