import * as z from "zod";
import { FileRef } from "../attachment/index.ts";
import type { EventCatalogue } from "../kernel/index.ts";
import { LINKS } from "./link/kinds.ts";
import { Channel, Kind, Priority, Status } from "./schema.ts";

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
  /** The same message id came before with other content: an id can be guessed. */
  idReused: z.boolean().optional(),
});
export type MailFacts = z.infer<typeof MailFacts>;

/** What somebody wrote. Long texts lie in a file; `text` then is how they begin. */
const Words = z.object({
  text: z.string(),
  textFile: z.string().optional(),
  htmlFile: z.string().optional(),
  rawFile: z.string().optional(),
  quoted: z.boolean().optional(),
  from: z.object({ name: z.string(), address: z.string() }).optional(),
  files: z.array(FileRef),
});
export type Words = z.infer<typeof Words>;

const Spoken = z.object({
  channel: Channel,
  /** The status after it. */
  status: Status,
  fileCount: z.number(),
  mail: MailFacts.optional(),
  /** The customer who said it, where that is not the ticket's: theirs was merged into it. */
  speakerId: z.string().optional(),
});

/** A ticket merged into another, and the one it was merged into at first hand. */
const Source = z.object({ id: z.string(), into: z.string() });
export type Source = z.infer<typeof Source>;

/** Entries of one ticket by their place in its history. */
const Entries = z.object({ ticketId: z.string(), messages: z.array(z.number()), notes: z.array(z.number()) });
export type Entries = z.infer<typeof Entries>;

const editorial = { editorial: true, version: 1 } as const;
const background = { editorial: false, version: 1, visibility: "audit" } as const;
const open = { ...editorial, visibility: "public" } as const;
const audit = { ...editorial, visibility: "audit" } as const;

export const events = {
  "ticket.opened": {
    ...open,
    payload: z.object({
      number: z.number(),
      customerId: z.string(),
      channel: Channel,
      kind: Kind,
      priority: Priority,
      category: z.string().optional(),
      tags: z.array(z.string()),
      followUpOf: z.string().optional(),
      splitFrom: z.string().optional(),
      assigneeId: z.string().optional(),
      configVersion: z.number(),
    }),
    content: z.object({ subject: z.string(), address: z.string().optional() }),
    says: "A ticket exists; its first message is an event of its own.",
  },
  "ticket.message_received": { ...open, payload: Spoken, content: Words, says: "The customer said something." },
  "ticket.replied": { ...open, payload: Spoken, content: Words, says: "The desk answered in public; mail goes out." },
  "ticket.noted": {
    ...editorial,
    visibility: "note",
    payload: z.object({ fileCount: z.number() }),
    content: Words,
    says: "Staff wrote an internal note. It never changes the status and never leaves the desk.",
  },
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
  "ticket.status_changed": {
    ...audit,
    payload: z.object({ status: Status, previous: Status }),
    says: "The ticket waits for somebody else, or no longer does.",
  },
  "ticket.snoozed": {
    ...audit,
    payload: z.object({ until: z.number(), previous: Status }),
    says: "Nobody needs to look before this time or the customer's next message.",
  },
  "ticket.woken": { ...background, payload: z.object({}), says: "The snooze is over." },
  "ticket.resolved": {
    ...open,
    payload: z.object({ previous: Status, closesAt: z.number() }),
    says: "The desk holds the issue for solved; it closes by itself later.",
  },
  "ticket.reopened": { ...open, payload: z.object({ previous: Status }), says: "A resolved ticket is open again." },
  "ticket.closed": { ...open, payload: z.object({}), says: "The ticket is closed for good." },
  "ticket.linked": {
    ...background,
    payload: z.object({ kind: z.enum(LINKS), ticketId: z.string() }),
    says: "Another ticket is connected with this one; `kind` says what it is to this one.",
  },
  "ticket.unlinked": {
    ...background,
    payload: z.object({ kind: z.enum(LINKS), ticketId: z.string() }),
    says: "A connection with another ticket is gone.",
  },
  "ticket.merged": {
    ...open,
    payload: z.object({ targetId: z.string(), previous: Status }),
    says: "The ticket is closed; its conversation goes on in another.",
  },
  "ticket.unmerged": {
    ...open,
    payload: z.object({ targetId: z.string(), status: Status }),
    says: "A merge was taken back: the ticket is again what it was.",
  },
  "ticket.sources_merged": {
    ...audit,
    payload: z.object({ sources: z.array(Source) }),
    says: "Other tickets were merged into this one, with those that were merged into them.",
  },
  "ticket.sources_unmerged": {
    ...audit,
    payload: z.object({ sourceIds: z.array(z.string()) }),
    says: "Tickets that were merged into this one stand for themselves again.",
  },
  "ticket.entries_moved": {
    ...audit,
    payload: z.object({ newTicketId: z.string(), entries: z.array(Entries) }),
    says: "Entries were split off: they show in the new ticket, and here no more.",
  },
  "ticket.entries_taken": {
    ...audit,
    payload: z.object({ entries: z.array(Entries), unansweredSince: z.number().optional() }),
    says: "The ticket begins with entries that were said in another.",
  },
  "ticket.redacted": {
    ...audit,
    payload: z.object({ sequence: z.number(), reason: z.string() }),
    says: "The words of an entry were blanked for good; that there was one still shows.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
