import type { Activity, DraftKind as Kind, Present, TicketDraft as Text } from "@switchboard/core/ticket";
import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { type InputBuilder, mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { Actor } from "./actor.ts";
import { enumOf } from "./enums.ts";
import { Agent, Ticket } from "./refs.ts";
import { ticketId } from "./ticketParts.ts";

const DraftKind = enumOf<Kind>("DraftKind", "What a draft will become.", {
  REPLY: "A public answer.",
  NOTE: "An internal note.",
});

const PresenceActivity = enumOf<Activity>("PresenceActivity", "What somebody does on a ticket.", {
  VIEWING: "Looks at it: good for a minute.",
  TYPING: "Writes on it: good for 15 seconds.",
});

const TicketDraft = builder.objectRef<Text>("TicketDraft").implement({
  description: "A text on its way, shared by all who work on the ticket. Customers never see it.",
  fields: (t) => ({
    kind: t.expose("kind", { type: DraftKind, description: "What it will become." }),
    text: t.exposeString("text", { description: "What was written so far." }),
    revision: t.exposeInt("revision", { description: "Give it as `expectedRevision`." }),
    savedBy: t.expose("savedBy", { type: Actor, description: "Who saved it last." }),
    savedAt: t.expose("savedAt", { type: "DateTime", description: "When it was saved last." }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", description: "When it goes by itself." }),
  }),
});

const TicketPresence = builder.objectRef<Present>("TicketPresence").implement({
  description: "Somebody who is on a ticket right now.",
  fields: (t) => ({
    activity: t.expose("activity", { type: PresenceActivity, description: "What they do there." }),
    until: t.expose("until", { type: "DateTime", description: "Until when that holds, unless they say it again." }),
    agent: t.field({
      ...rule("Who it is.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: ({ agentId }, _, { loaders }) => loaders.agent.load(agentId),
    }),
  }),
});

builder.objectFields(Ticket, (t) => ({
  drafts: t.field({
    ...rule("What is being prepared: at most one answer and one note. For staff alone.", {
      permission: "ticket:read_notes",
      cost: 2,
      size: Core.DRAFT_KINDS.length,
    }),
    type: [TicketDraft],
    nullable: true,
    resolve: ({ id }, _, { ctx }) => Core.drafts(ctx, id),
  }),
  presence: t.field({
    ...rule("Who else is on it right now. For staff alone.", { permission: "ticket:read_notes", cost: 2, size: 5 }),
    type: [TicketPresence],
    nullable: true,
    resolve: ({ id }, _, { ctx }) => Core.presence(ctx, id),
  }),
}));

const draft = (t: InputBuilder) => ({
  ticketId: ticketId(t),
  kind: t.field({ type: DraftKind, required: true, description: "What it will become." }),
});

mutation(
  "saveTicketDraft",
  (t) => ({
    ...draft(t),
    text: t.string({ required: true, description: "All of it so far. Up to 64 KB of text." }),
    expectedRevision: t.int({
      description:
        "The `revision` it was written over, 0 for none. When it is no longer the current one: ConflictError.",
    }),
  }),
  {
    permission: "ticket:reply",
    says: "Saves the shared draft of an answer or a note; a note's needs `ticket:note` instead.",
    run: (ctx, input) => Core.saveDraft(ctx, input),
    payload: (t) => ({
      draft: t.field({
        type: TicketDraft,
        nullable: true,
        description: "The draft as it is now.",
        resolve: (p) => p.result,
      }),
    }),
  },
);

mutation("discardTicketDraft", draft, {
  permission: "ticket:reply",
  says: "Throws a draft away; a note's needs `ticket:note` instead. One that is not there changes nothing.",
  run: (ctx, input) => Core.discardDraft(ctx, input),
  payload: (t) => ({
    ticket: t.field({ type: Ticket, nullable: true, description: "Its ticket.", resolve: (p) => p.result }),
  }),
});

mutation(
  "announceTicketPresence",
  (t) => ({
    ticketId: ticketId(t),
    activity: t.field({ type: PresenceActivity, required: true, description: "What you do there." }),
  }),
  {
    permission: "ticket:note",
    says: "Says that you are on a ticket, so that two do not answer at once. Say it again before it is over. For agents.",
    run: (ctx, input) => Core.announcePresence(ctx, input),
    payload: (t) => ({
      ticket: t.field({ type: Ticket, nullable: true, description: "The ticket.", resolve: (p) => p.result }),
    }),
  },
);
