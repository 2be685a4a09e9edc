import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { forwardArgs, PageInfo, pageInput } from "../connection.ts";
import { rule } from "../rule.ts";
import { StatusCount } from "./count.ts";
import { Channel } from "./enums.ts";
import { filterArg, filterInput } from "./filter.ts";
import { Customer, Ticket } from "./refs.ts";

const TicketExport = builder.objectRef<Core.ExportPage>("TicketExport").implement({
  description: "A page of tickets as JSON lines.",
  fields: (t) => ({
    lines: t.exposeString("lines", { description: "One ticket a line, with all its fields; times in RFC 3339." }),
    count: t.exposeInt("count", { description: "Tickets in this page." }),
    pageInfo: t.field({ type: PageInfo, description: "Where to read on.", resolve: ({ pageInfo }) => pageInfo }),
  }),
});

builder.queryField("exportTickets", (t) =>
  t.field({
    ...rule("Tickets as JSON lines, latest activity first; those not finished unless `status` says otherwise.", {
      permission: "ticket:export",
      cost: 100,
    }),
    type: TicketExport,
    nullable: true,
    args: { filter: filterArg(), ...forwardArgs() },
    resolve: (_, { filter, ...page }, { ctx }) => Core.exportPage(ctx, filterInput(filter), pageInput(page)),
  }),
);

type ChannelShape = Core.Relationship["byChannel"][number];

const ChannelCount = builder.objectRef<ChannelShape>("ChannelCount").implement({
  description: "How many tickets came by a channel.",
  fields: (t) => ({
    channel: t.expose("channel", { type: Channel, description: "The channel." }),
    count: t.exposeInt("count", { description: "How many." }),
  }),
});

const Relationship = builder.objectRef<Core.Relationship>("CustomerRelationship").implement({
  description: "What the desk has with one customer, over their newest hundred tickets.",
  fields: (t) => ({
    total: t.exposeInt("total", { description: "Tickets that were looked at." }),
    more: t.exposeBoolean("more", { description: "Whether there are older ones." }),
    byStatus: t.field({
      type: [StatusCount],
      description: "By status.",
      resolve: ({ byStatus }) => [...byStatus],
    }),
    byChannel: t.field({
      type: [ChannelCount],
      description: "By the way they came.",
      resolve: ({ byChannel }) => [...byChannel],
    }),
    open: t.field({
      ...rule("What is not finished, newest first.", { size: 10 }),
      type: [Ticket],
      resolve: ({ open }) => [...open],
    }),
    firstContactAt: t.expose("firstContactAt", {
      type: "DateTime",
      nullable: true,
      description: "When they first asked; null when that is further back than was looked.",
    }),
    lastContactAt: t.expose("lastContactAt", {
      type: "DateTime",
      nullable: true,
      description: "When either side last said something.",
    }),
  }),
});

builder.objectField(Customer, "relationship", (t) =>
  t.field({
    ...rule("Their side of the desk at a glance.", { permission: "ticket:read", cost: 60 }),
    type: Relationship,
    nullable: true,
    resolve: ({ id }, _, { ctx }) => Core.relationship(ctx, id),
  }),
);
