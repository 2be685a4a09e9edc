import type { Ctx } from "@switchboard/core";
import { iso, sealEntryId } from "@switchboard/core/kernel";
import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { rule } from "../rule.ts";
import { Actor } from "./actor.ts";
import { Attachment } from "./attachment.ts";
import { Channel, EntryVisibility } from "./enums.ts";
import { Node } from "./node.ts";
import { Entry, Ticket } from "./refs.ts";

const MailFacts = builder.objectRef<Core.MailFacts>("MailFacts").implement({
  description: "How a message came in as mail.",
  fields: (t) => ({
    messageId: t.exposeString("messageId", { nullable: true, description: "Its internet message id." }),
    verified: t.exposeBoolean("verified", {
      description: "Whether the sender is vouched for, and is who the ticket belongs to.",
    }),
    automatic: t.exposeBoolean("automatic", { description: "Whether a machine wrote it." }),
    idReused: t.boolean({
      description: "Whether its message id came before with other content.",
      resolve: (mail) => mail.idReused ?? false,
    }),
  }),
});

const Sender = builder.objectRef<NonNullable<Core.Words["from"]>>("MailSender").implement({
  description: "Who a mail says it is from.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "The name in front of the address; may be empty." }),
    address: t.expose("address", { type: "EmailAddress", description: "The address." }),
  }),
});

const MailParties = builder.objectRef<NonNullable<Core.Words["named"]>>("MailParties").implement({
  description: "Whom a mail names besides its sender and this desk. Nobody of them is answered unasked.",
  fields: (t) => ({
    cc: t.field({
      type: ["EmailAddress"],
      description: "Who else stands in To and Cc, up to 50.",
      resolve: ({ cc }) => cc,
    }),
    replyTo: t.expose("replyTo", {
      type: "EmailAddress",
      nullable: true,
      description: "Where it wants answers to go, where that is not its sender.",
    }),
  }),
});

const MAX_FILES = 10;

Entry.implement({
  description: "One line of a ticket's history: a message, a note, or something that was done.",
  interfaces: [Node],
  fields: (t) => ({
    type: t.exposeString("type", { description: "What happened, for example `ticket.replied`." }),
    visibility: t.expose("visibility", { type: EntryVisibility, description: "Who sees it." }),
    actor: t.field({ type: Actor, description: "Who did it.", resolve: (entry) => entry.actor }),
    onBehalfOf: t.field({
      type: Actor,
      nullable: true,
      description: "For whom, when the actor acted for somebody else.",
      resolve: (entry) => entry.onBehalfOf,
    }),
    at: t.expose("at", { type: "DateTime", description: "When it was written." }),
    occurredAt: t.expose("occurredAt", { type: "DateTime", description: "When it happened." }),
    channel: t.field({
      type: Channel,
      nullable: true,
      description: "The way a message came or went.",
      resolve: (entry) => entry.channel as Core.Ticket["channel"] | null,
    }),
    reason: t.exposeString("reason", { nullable: true, description: "Why, where somebody said so." }),
    redacted: t.exposeBoolean("redacted", { description: "Whether its words were blanked for good." }),
  }),
});

builder.objectFields(Entry, (t) => ({
  text: t.field({
    ...rule("What was written; null when nothing was, or it was blanked.", { cost: 1 }),
    type: "String",
    nullable: true,
    resolve: ({ words }, _, { ctx }) =>
      words === null || words.textFile === undefined ? (words?.text ?? null) : Core.entryText(ctx, words),
  }),
  html: t.field({
    ...rule("The same as sanitised HTML, when it came as HTML.", { cost: 1 }),
    type: "String",
    nullable: true,
    resolve: ({ words }, _, { ctx }) => (words?.htmlFile === undefined ? null : Core.entryHtml(ctx, words)),
  }),
  sender: t.field({
    type: Sender,
    nullable: true,
    description: "Who a mail says it is from.",
    resolve: (entry) => entry.words?.from ?? null,
  }),
  parties: t.field({
    type: MailParties,
    nullable: true,
    description: "Whom a mail names besides; null for nobody, and for customers.",
    resolve: (entry) => entry.words?.named ?? null,
  }),
  mail: t.field({
    type: MailFacts,
    nullable: true,
    description: "For mail: how it came in.",
    resolve: (entry) => entry.mail,
  }),
  attachments: t.field({
    ...rule("The files that came with it, up to 10.", { cost: 1, size: MAX_FILES }),
    type: [Attachment],
    resolve: (entry) => entry.words?.files ?? [],
  }),
  facts: t.field({ type: "JSON", description: "The facts of it: before and after of a change.", resolve: factsOf }),
  ticket: t.field({
    ...rule("The ticket it belongs to.", { permission: "ticket:read", cost: 1 }),
    type: Ticket,
    nullable: true,
    resolve: ({ ticketId }, _, { loaders }) => loaders.ticket.load(ticketId),
  }),
}));

const TIMES = new Set(["until", "closesAt", "unansweredSince", "updatedAt", "workedAt"]);

/** What a history is verified by, which core does. */
const UNTOLD = new Set(["commitment"]);

/** Times leave as DateTime, and places in the history as entry ids: a bare sequence would show how much there is. */
async function factsOf(entry: Core.Entry, _: object, { ctx }: { readonly ctx: Ctx }) {
  const told = Object.entries(entry.facts).filter(([name]) => !UNTOLD.has(name));
  const facts = told.map(([name, value]) => [name, TIMES.has(name) && typeof value === "number" ? iso(value) : value]);
  const { sequence, entries, ...rest } = Object.fromEntries(facts) as Record<string, unknown>;
  const { entry: key } = await ctx.keyring();
  const seal = (ticketId: string) => (place: number) => sealEntryId(key, ticketId, place);
  if (typeof sequence === "number") return { ...rest, entryId: seal(entry.ticketId)(sequence) };
  if (!Array.isArray(entries)) return rest;
  const moved = (entries as readonly Core.Entries[]).flatMap(({ ticketId, messages, notes }) =>
    [...messages, ...notes].map(seal(ticketId)),
  );
  return { ...rest, entryIds: moved };
}
