import * as Core from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { enumOf, TicketKind } from "./enums.ts";
import { FollowUp, FollowUpInput } from "./followUp.ts";
import { configuring } from "./workspaceParts.ts";

type AcknowledgementShape = NonNullable<Core.SupportAddress["acknowledgement"]>;

const Acknowledgement = builder.objectRef<AcknowledgementShape>("SupportAddressAcknowledgement").implement({
  description: "Which template answers a new ticket at once; where none is named, nothing is sent.",
  fields: (t) => ({
    open: t.exposeString("open", { nullable: true, description: "The template in hours." }),
    closed: t.exposeString("closed", { nullable: true, description: "The template out of hours." }),
    holiday: t.exposeString("holiday", { nullable: true, description: "The template on a holiday." }),
    calendar: t.exposeString("calendar", {
      nullable: true,
      description: "The calendar whose hours these are; without one it is always open.",
    }),
  }),
});

export const SupportAddress = builder.objectRef<Core.SupportAddress>("SupportAddress").implement({
  description: "An address that customers write to, and what mail to it comes to.",
  fields: (t) => ({
    address: t.expose("address", { type: "EmailAddress", description: "The address." }),
    name: t.exposeString("name", { description: "The name that stands in front of it in answers." }),
    team: t.exposeString("team", { nullable: true, description: "The team that its new tickets start with." }),
    kind: t.expose("kind", { type: TicketKind, nullable: true, description: "What its new tickets are; QUESTION." }),
    locale: t.exposeString("locale", {
      nullable: true,
      description: "BCP 47: what is written in where the customer's language is not known.",
    }),
    brand: t.exposeString("brand", { nullable: true, description: "In whose name it is written." }),
    followUp: t.field({
      type: FollowUp,
      nullable: true,
      description: "For answers to its closed tickets; as the workspace has it when null.",
      resolve: ({ followUp }) => followUp,
    }),
    footer: t.exposeString("footer", { nullable: true, description: "What stands under every answer from it." }),
    acknowledgement: t.field({
      type: Acknowledgement,
      nullable: true,
      description: "What answers a new ticket at once.",
      resolve: ({ acknowledgement }) => acknowledgement,
    }),
    awayOnReply: t.exposeString("awayOnReply", {
      nullable: true,
      description: "The template that answers what a customer adds out of hours.",
    }),
  }),
});

const PARTS = {
  TEAM: "team",
  KIND: "kind",
  LOCALE: "locale",
  BRAND: "brand",
  FOLLOW_UP: "followUp",
  FOOTER: "footer",
  ACKNOWLEDGEMENT: "acknowledgement",
  AWAY_ON_REPLY: "awayOnReply",
} as const satisfies Readonly<Record<string, Core.AddressPart>>;

const AddressPart = enumOf<keyof typeof PARTS>("SupportAddressPart", "What of a support address can be taken away.", {
  TEAM: "The team that new tickets start with.",
  KIND: "What new tickets are.",
  LOCALE: "The language.",
  BRAND: "The brand.",
  FOLLOW_UP: "Its own rule for answers to closed tickets.",
  FOOTER: "What stands under answers.",
  ACKNOWLEDGEMENT: "What answers a new ticket at once.",
  AWAY_ON_REPLY: "What answers what a customer adds out of hours.",
});

const AcknowledgementInput = builder.inputType("SupportAddressAcknowledgementInput", {
  description: "Which template answers a new ticket at once, by its key; all of it takes the place of what there is.",
  fields: (t) => ({
    open: t.string({ description: "The template in hours." }),
    closed: t.string({ description: "The template out of hours." }),
    holiday: t.string({ description: "The template on a holiday." }),
    calendar: t.string({ description: "The calendar whose hours these are; without one it is always open." }),
  }),
});

mutation(
  "addSupportAddress",
  (t) => ({
    address: t.field({ type: "EmailAddress", required: true, description: "The address." }),
    name: t.string({ required: true, description: "The name in front of it, up to 100 characters." }),
  }),
  {
    ...configuring,
    says: "Receives mail at an address from now on; one that is known gets the new name.",
    run: (ctx, input) => Core.addAddress(ctx, input),
  },
);

mutation(
  "changeSupportAddress",
  (t) => ({
    address: t.field({ type: "EmailAddress", required: true, description: "Which address." }),
    name: t.string({ description: "The name in front of it, up to 100 characters." }),
    team: t.string({ description: "The key of the team that new tickets start with." }),
    kind: t.field({ type: TicketKind, description: "What new tickets are." }),
    locale: t.string({ description: "BCP 47 language tag, for example `de-AT`." }),
    brand: t.string({ description: "In whose name it is written, up to 100 characters." }),
    followUp: t.field({ type: FollowUpInput, description: "For answers to its closed tickets." }),
    footer: t.string({ description: "What stands under every answer from it, up to 2,000 characters." }),
    acknowledgement: t.field({ type: AcknowledgementInput, description: "What answers a new ticket at once." }),
    awayOnReply: t.string({
      description: "The key of the template that answers what a customer adds out of hours, once a day and ticket.",
    }),
    without: t.field({
      type: [AddressPart],
      description: "What to take away: it is as the workspace has it then.",
    }),
  }),
  {
    ...configuring,
    says: "Says what mail to an address comes to; what is not given stays.",
    run: (ctx, { without = [], ...input }) =>
      Core.changeAddress(ctx, { ...input, ...Object.fromEntries(without.map((part) => [PARTS[part], null])) }),
  },
);

mutation(
  "removeSupportAddress",
  (t) => ({ address: t.field({ type: "EmailAddress", required: true, description: "The address." }) }),
  {
    ...configuring,
    says: "Stops receiving mail at an address.",
    run: (ctx, input) => Core.removeAddress(ctx, input),
  },
);
