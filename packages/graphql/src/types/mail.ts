import type { Versioned } from "@switchboard/core";
import { notFound } from "@switchboard/core/kernel";
import * as Mails from "@switchboard/core/mail";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import type { GraphContext } from "../context.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { DeliveryStatus, InboundMatch, InboundOutcome, MailPurpose, RecipientRole, RecipientStatus } from "./enums.ts";
import { InboundWhy } from "./mailEnums.ts";
import { Node } from "./node.ts";
import {
  Delivery,
  DeliveryConnection,
  DeliveryRecipient,
  Entry,
  InboundMail,
  InboundMailConnection,
  type InboundRow,
  Ticket,
} from "./refs.ts";

DeliveryRecipient.implement({
  description: "One of those a mail goes to.",
  fields: (t) => ({
    address: t.expose("address", { type: "EmailAddress", description: "Their address." }),
    role: t.expose("role", { type: RecipientRole, description: "Where it names them." }),
    status: t.expose("status", { type: RecipientStatus, description: "What became of it there." }),
    diagnostic: t.exposeString("diagnostic", { nullable: true, description: "What their server said." }),
  }),
});

/** What the guard reckons with: few mails go to more. */
const USUAL = 3;

Delivery.implement({
  description: "One mail on its way to its recipients.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "The id of the delivery." }),
    entryId: t.exposeID("entryId", {
      nullable: true,
      description: "The entry it carries or answers, where it is about one.",
    }),
    purpose: t.expose("purpose", { type: MailPurpose, description: "What it was sent for." }),
    to: t.expose("to", { type: "EmailAddress", description: "The first it goes to." }),
    recipients: t.field({
      ...rule("Everybody it goes to, up to 50, and what became of it there; those too who were left out.", {
        cost: 0,
        size: USUAL,
      }),
      type: [DeliveryRecipient],
      resolve: ({ recipients }) => [...recipients],
    }),
    status: t.expose("status", { type: DeliveryStatus, description: "What became of it, where it stands worst." }),
    attempt: t.exposeInt("attempt", { description: "How often the carrier was asked." }),
    diagnostic: t.exposeString("diagnostic", { nullable: true, description: "Why it failed, waits or came back." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was first handed over." }),
    retryAt: t.expose("retryAt", { type: "DateTime", nullable: true, description: "When it is tried again." }),
  }),
});

builder.objectField(Ticket, "deliveries", (t) =>
  t.field({
    ...rule("The mails that went out for it, newest first.", { permission: "mail:read", cost: 2, size: "page" }),
    type: DeliveryConnection,
    nullable: true,
    args: pageArgs(),
    resolve: ({ id }, page, { ctx }) => Mails.deliveries(ctx, id, pageInput(page)),
  }),
);

builder.objectField(Entry, "delivery", (t) =>
  t.field({
    ...rule("The mail that carries an answer; null while there is none.", { permission: "mail:read", cost: 2 }),
    type: Delivery,
    nullable: true,
    resolve: ({ id, type }, _, { ctx }) => (type === "ticket.replied" ? Mails.deliveryOfEntry(ctx, id) : null),
  }),
);

builder.queryField("delivery", (t) =>
  t.field({
    ...rule("One mail that went out, or did not; null when there is none that you may see.", {
      permission: "mail:read",
      cost: 1,
    }),
    type: Delivery,
    nullable: true,
    args: { id: t.arg.id({ required: true, description: "Its id." }) },
    resolve: (_, { id }, { ctx }) => orNull(Mails.getDelivery(ctx, id)),
  }),
);

/** What lists do not carry: read with those of the other rows when somebody asks. */
async function whole(row: InboundRow, { loaders }: GraphContext): Promise<Versioned<Mails.InboundMail>> {
  if ("version" in row) return row;
  const found = await loaders.inboundMail.load(row.id);
  if (!found) throw notFound(row.id);
  return found;
}

InboundMail.implement({
  description: "One mail that came in at one support address: it became an entry, or there is a reason why not.",
  interfaces: [Node],
  fields: (t) => ({
    outcome: t.expose("outcome", { type: InboundOutcome, description: "What became of it." }),
    reason: t.exposeString("reason", { description: "Why, in one sentence for people." }),
    from: t.exposeString("from", { description: "Who says to have sent it." }),
    subject: t.exposeString("subject", { description: "Its subject." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it came in." }),
    address: t.field({
      type: "EmailAddress",
      description: "The support address it came to.",
      extensions: { cost: 1 },
      resolve: async (row, _, context) => (await whole(row, context)).address,
    }),
    matchedBy: t.field({
      type: InboundMatch,
      description: "How it found its ticket.",
      extensions: { cost: 1 },
      resolve: async (row, _, context) => (await whole(row, context)).matchedBy,
    }),
    why: t.field({
      type: InboundWhy,
      nullable: true,
      description: "Why, for programs; null of a mail that came before this was kept.",
      extensions: { cost: 1 },
      resolve: async (row, _, context) => (await whole(row, context)).why,
    }),
    releasedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was let out of quarantine.",
      extensions: { cost: 1 },
      resolve: async (row, _, context) => (await whole(row, context)).releasedAt,
    }),
    ticket: t.field({
      ...rule("The ticket it belongs to.", { permission: "ticket:read", cost: 2 }),
      type: Ticket,
      nullable: true,
      resolve: async (row, _, context) => {
        const { ticketId } = await whole(row, context);
        return ticketId === undefined ? null : context.loaders.ticket.load(ticketId);
      },
    }),
  }),
});

builder.queryField("inboundMails", (t) =>
  t.field({
    ...rule("What came in by mail, newest first, with what became of it; all of it, or what had one outcome.", {
      permission: "mail:read",
      cost: 2,
      size: "page",
    }),
    type: InboundMailConnection,
    nullable: true,
    args: { ...pageArgs(), outcome: t.arg({ type: InboundOutcome, description: "Only these: QUARANTINED, say." }) },
    resolve: (_, { outcome, ...page }, { ctx }) =>
      Mails.listInbound(ctx, pageInput(page), { outcome: outcome ?? undefined }),
  }),
);

builder.queryField("inboundMail", (t) =>
  t.field({
    ...rule("One mail that came in; null when there is none that you may see.", { permission: "mail:read", cost: 1 }),
    type: InboundMail,
    nullable: true,
    args: { id: t.arg.id({ required: true, description: "Its id." }) },
    resolve: (_, { id }, { ctx }) => orNull(Mails.getInbound(ctx, id)),
  }),
);
