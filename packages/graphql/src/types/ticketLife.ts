import { authorize } from "@switchboard/core/kernel";
import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { filterArg, filterInput } from "./filter.ts";
import { Ticket, TicketConnection } from "./refs.ts";
import { wholeOf } from "./ticket.ts";
import { on, ticketId } from "./ticketParts.ts";

builder.objectFields(Ticket, (t) => ({
  spam: t.field({
    ...rule("Whether it was marked as spam. For staff alone.", { permission: "ticket:read_notes" }),
    type: "Boolean",
    nullable: true,
    resolve: async (row, _, context) => {
      await authorize(context.ctx, "ticket:read_notes");
      return (await wholeOf(row, context)).spam ?? false;
    },
  }),
  deletedAt: t.field({
    type: "DateTime",
    nullable: true,
    description: "When it was deleted; who may not delete does not see it at all.",
    resolve: async (row, _, context) => (await wholeOf(row, context)).deleted?.at,
  }),
  purged: t.field({
    type: "Boolean",
    description: "Whether it was deleted so long ago that its words are gone for good.",
    resolve: async (row, _, context) => (await wholeOf(row, context)).purged ?? false,
  }),
}));

builder.queryFields((t) => ({
  spamTickets: t.field({
    ...rule("What was marked as spam, latest activity first.", {
      permission: "ticket:read_notes",
      cost: 5,
      size: "page",
    }),
    type: TicketConnection,
    nullable: true,
    args: { filter: filterArg(), ...pageArgs() },
    resolve: (_, { filter, ...page }, { ctx }) => Core.listSpam(ctx, filterInput(filter), pageInput(page)),
  }),
  deletedTickets: t.field({
    ...rule("What was deleted and can be restored, latest first.", {
      permission: "ticket:delete",
      cost: 5,
      size: "page",
    }),
    type: TicketConnection,
    nullable: true,
    args: { filter: filterArg(), ...pageArgs() },
    resolve: (_, { filter, ...page }, { ctx }) => Core.listDeleted(ctx, filterInput(filter), pageInput(page)),
  }),
}));

mutation("markTicketSpam", (t) => ({ ticketId: ticketId(t) }), {
  ...on("ticket:status"),
  says: "Marks a ticket as spam: it leaves work and lists, and what is still said to it moves nothing.",
  run: (ctx, input) => Core.markSpam(ctx, input),
});

mutation("unmarkTicketSpam", (t) => ({ ticketId: ticketId(t) }), {
  ...on("ticket:status"),
  says: "Takes the mark away: the ticket is where its status says.",
  run: (ctx, input) => Core.unmarkSpam(ctx, input),
});

mutation("deleteTicket", (t) => ({ ticketId: ticketId(t) }), {
  ...on("ticket:delete"),
  says: "Deletes a ticket: it is out of sight, and after 30 days gone for good. What is merged is unmerged first.",
  run: (ctx, input) => Core.remove(ctx, input),
});

mutation("restoreTicket", (t) => ({ ticketId: ticketId(t) }), {
  ...on("ticket:delete"),
  says: "Takes a deletion back, within 30 days: the ticket is exactly what it was.",
  run: (ctx, input) => Core.restore(ctx, input),
});
