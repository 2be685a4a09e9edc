import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { connectionOf, forwardArgs, pageArgs, pageInput } from "../connection.ts";
import { rule } from "../rule.ts";
import { Actor } from "./actor.ts";
import { enumOf } from "./enums.ts";
import { FieldChange } from "./fieldChange.ts";
import { asOfOf, EntryConnection, Ticket } from "./refs.ts";
import { Chain } from "./ticket.ts";

const TimelineKind = enumOf<Core.Shown>("TimelineKind", "What a timeline can be narrowed to.", {
  MESSAGES: "What customer and desk said.",
  NOTES: "Internal notes; takes `ticket:read_notes`.",
  AUDIT: "What was done with the ticket; takes `ticket:read_audit`.",
});

const TicketChange = builder.objectRef<Core.TicketChange>("TicketChange").implement({
  description: "What one event made different on a ticket.",
  fields: (t) => ({
    entryId: t.exposeID("entryId", { description: "The entry behind it." }),
    type: t.exposeString("type", { description: "What happened, for example `ticket.assigned`." }),
    at: t.expose("at", { type: "DateTime", description: "When." }),
    actor: t.field({ type: Actor, description: "Who did it.", resolve: ({ actor }) => actor }),
    onBehalfOf: t.field({
      type: Actor,
      nullable: true,
      description: "For whom, when the actor acted for somebody else.",
      resolve: ({ onBehalfOf }) => onBehalfOf,
    }),
    fields: t.field({
      ...rule("The fields that are different; none for what was only said.", { size: 5 }),
      type: [FieldChange],
      resolve: ({ fields }) => [...fields],
    }),
  }),
});
const ChangeConnection = connectionOf("TicketChange", TicketChange, "changes of a ticket");

builder.objectFields(Ticket, (t) => ({
  entries: t.field({
    ...rule("The conversation, newest first: messages and, for staff, notes.", {
      permission: "ticket:read",
      cost: 2,
      size: "page",
    }),
    type: EntryConnection,
    nullable: true,
    args: { show: t.arg({ type: [TimelineKind], description: "These alone." }), ...pageArgs() },
    resolve: (row, { show, ...page }, { ctx }) =>
      Core.entries(ctx, row.id, pageInput(page), {
        show: show ?? undefined,
        asOf: asOfOf(row),
      }),
  }),
}));

builder.objectFields(Ticket, (t) => ({
  audit: t.field({
    ...rule("Everything that ever happened to it, newest first.", {
      permission: "ticket:read_audit",
      cost: 2,
      size: "page",
    }),
    type: EntryConnection,
    nullable: true,
    args: pageArgs(),
    resolve: ({ id }, page, { ctx }) => Core.audit(ctx, id, pageInput(page)),
  }),
  changes: t.field({
    ...rule("What became different between two times, oldest first: reads all of its history.", {
      permission: "ticket:read_audit",
      cost: 20,
      size: "page",
    }),
    type: ChangeConnection,
    nullable: true,
    args: {
      from: t.arg({ type: "DateTime", required: true, description: "From this time on." }),
      to: t.arg({ type: "DateTime", required: true, description: "Up to this time, itself included." }),
      ...forwardArgs(),
    },
    resolve: ({ id }, { from, to, ...page }, { ctx }) => Core.changes(ctx, id, { from, to }, pageInput(page)),
  }),
}));

const Transcript = builder.objectRef<Core.Transcript>("Transcript").implement({
  description: "A ticket to print or to file.",
  fields: (t) => ({
    html: t.exposeString("html", { description: "One page of HTML that needs nothing else." }),
    chain: t.field({
      type: Chain,
      nullable: true,
      description: "Whether the history is what was written; null for those who may not read the audit.",
      resolve: ({ chain }) => chain,
    }),
  }),
});

builder.objectFields(Ticket, (t) => ({
  chain: t.field({
    ...rule("Whether its history is what was written: reads all of it.", { permission: "ticket:read_audit", cost: 50 }),
    type: Chain,
    nullable: true,
    resolve: ({ id }, _, { ctx }) => Core.verify(ctx, id),
  }),
  transcript: t.field({
    ...rule("Its conversation to print, with the proof of its chain for those who read the audit.", {
      permission: "ticket:read",
      cost: 50,
    }),
    type: Transcript,
    nullable: true,
    args: { notes: t.arg.boolean({ description: "Internal notes too; takes `ticket:read_notes`." }) },
    resolve: ({ id }, { notes }, { ctx }) => Core.transcript(ctx, id, { notes: notes ?? false }),
  }),
}));
