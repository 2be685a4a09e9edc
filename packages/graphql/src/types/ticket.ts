import type { Versioned } from "@switchboard/core";
import { authorize, notFound } from "@switchboard/core/kernel";
import type { ChainReport } from "@switchboard/core/table";
import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import type { GraphContext } from "../context.ts";
import { rule } from "../rule.ts";
import { Channel, TicketKind, TicketPriority, TicketStatus } from "./enums.ts";
import { Node } from "./node.ts";
import { Agent, Customer, Ticket, type TicketRow } from "./refs.ts";

type Whole = Versioned<Core.Ticket>;

export async function wholeOf(row: TicketRow, { loaders }: GraphContext): Promise<Whole> {
  if ("version" in row) return row;
  const found = await loaders.ticket.load(row.id);
  if (!found) throw notFound(row.id);
  return found;
}

/** A field that lists do not carry: read with those of the other rows when somebody asks. */
const whole =
  <K extends keyof Whole>(field: K) =>
  (row: TicketRow, _: object, context: GraphContext): Whole[K] | Promise<Whole[K]> =>
    "version" in row ? row[field] : wholeOf(row, context).then((found) => found[field]);

export const Chain = builder.objectRef<ChainReport>("ChainReport").implement({
  description:
    "Whether a history is what was written. It proves accidents and casual edits, not an attacker who may rewrite the table.",
  fields: (t) => ({
    valid: t.exposeBoolean("valid", { description: "Whether every link fits." }),
    length: t.exposeInt("length", { description: "Entries in all." }),
    brokenAt: t.exposeInt("brokenAt", { nullable: true, description: "The first place that does not fit, from 1." }),
    reason: t.exposeString("reason", { nullable: true, description: "What does not fit there." }),
  }),
});

Ticket.implement({
  description: "One issue of one customer, from the first word to the last.",
  interfaces: [Node],
  fields: (t) => ({
    number: t.exposeInt("number", { description: "What people say to each other." }),
    subject: t.exposeString("subject", { description: "What it is about." }),
    status: t.expose("status", { type: TicketStatus, description: "Where it stands." }),
    priority: t.expose("priority", { type: TicketPriority, description: "How urgent it is." }),
    kind: t.expose("kind", { type: TicketKind, description: "What sort of work it is." }),
    channel: t.expose("channel", { type: Channel, description: "The way it came in." }),
    category: t.exposeString("category", {
      nullable: true,
      description: "What it belongs to, in the company's own words.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was opened." }),
  }),
});

builder.objectFields(Ticket, (t) => ({
  tags: t.field({ type: ["String"], description: "Up to 50 words to find it by.", resolve: whole("tags") }),
  version: t.int({ description: "Give it as `expectedVersion`.", resolve: whole("version") }),
  configVersion: t.int({ description: "The configuration it was opened under.", resolve: whole("configVersion") }),
  address: t.field({
    type: "EmailAddress",
    nullable: true,
    description: "The support address the customer wrote to: answers come from there.",
    resolve: whole("address"),
  }),
  allowedStatuses: t.field({
    type: [TicketStatus],
    description: "Where a person may move it from here.",
    resolve: ({ status }) => Core.TRANSITIONS[status],
  }),
}));

type Times =
  | "snoozedUntil"
  | "unansweredSince"
  | "firstHumanReplyAt"
  | "firstResolvedAt"
  | "lastResolvedAt"
  | "closesAt"
  | "closedAt";

const time = (field: Times, description: string) =>
  ({ type: "DateTime", nullable: true, description, resolve: whole(field) }) as const;

builder.objectFields(Ticket, (t) => ({
  activityAt: t.field({
    type: "DateTime",
    description: "When somebody last said or did something.",
    resolve: whole("activityAt"),
  }),
  snoozedUntil: t.field(time("snoozedUntil", "Nobody needs to look before.")),
  unansweredSince: t.field(time("unansweredSince", "The customer's oldest message that nobody has answered.")),
  firstHumanReplyAt: t.field(time("firstHumanReplyAt", "When a person first answered in public.")),
  firstHumanReplyAfter: t.field({
    type: "Duration",
    nullable: true,
    description: "How long the customer waited for the first answer of a person.",
    resolve: async (row, _, context) => {
      const { firstHumanReplyAt: at, createdAt } = await wholeOf(row, context);
      return at === undefined ? null : at - createdAt;
    },
  }),
  firstResolvedAt: t.field(time("firstResolvedAt", "When it was first resolved.")),
  lastResolvedAt: t.field(time("lastResolvedAt", "When it was last resolved.")),
  closesAt: t.field(time("closesAt", "When it closes by itself.")),
  closedAt: t.field(time("closedAt", "When it was closed.")),
}));

builder.objectFields(Ticket, (t) => ({
  customer: t.field({
    ...rule("Whose issue it is.", { permission: "customer:read", cost: 1 }),
    type: Customer,
    nullable: true,
    resolve: ({ customerId }, _, { loaders }) => loaders.customer.load(customerId),
  }),
  assignee: t.field({
    ...rule("Who is responsible; null when nobody is.", { permission: "agent:read", cost: 1 }),
    type: Agent,
    nullable: true,
    resolve: ({ assigneeId }, _, { loaders }) => (assigneeId === undefined ? null : loaders.agent.load(assigneeId)),
  }),
  followUpOf: t.field({
    ...rule("The closed ticket that this one follows.", { permission: "ticket:read", cost: 1 }),
    type: Ticket,
    nullable: true,
    resolve: async (row, _, context) => {
      const { followUpOf } = await wholeOf(row, context);
      return followUpOf === undefined ? null : context.loaders.ticket.load(followUpOf);
    },
  }),
}));

builder.objectFields(Ticket, (t) => ({
  waitsFor: t.field({
    ...rule("The ticket whose end it sleeps for. For staff alone.", { permission: "ticket:read_notes", cost: 1 }),
    type: Ticket,
    nullable: true,
    resolve: async (row, _, context) => {
      await authorize(context.ctx, "ticket:read_notes");
      const { waitsFor } = await wholeOf(row, context);
      return waitsFor === undefined ? null : context.loaders.ticket.load(waitsFor);
    },
  }),
}));
