import type { Ctx } from "@switchboard/core";
import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { filterArg, filterInput } from "./filter.ts";
import { Ticket, TicketConnection, type TicketRow } from "./refs.ts";

const listed = { permission: "ticket:read", cost: 5, size: "page" } as const;

/** Its conversation and its fields are read as of then as well. */
const asOfThen = async (ctx: Ctx, id: string, asOf: number): Promise<TicketRow> => ({
  ...(await Core.getAsOf(ctx, id, asOf)),
  asOf,
});

builder.queryFields((t) => ({
  ticket: t.field({
    ...rule("One ticket; null when there is none that you may see.", { permission: "ticket:read", cost: 1 }),
    type: Ticket,
    nullable: true,
    args: {
      id: t.arg.id({ required: true, description: "The id of the ticket." }),
      asOf: t.arg({
        type: "DateTime",
        description:
          "As it was then, its conversation and fields too; what else hangs on it is as it is now. Reads its history, and takes `ticket:read_audit`.",
      }),
    },
    resolve: (_, { id, asOf }, { ctx }) => orNull(asOf == null ? Core.get(ctx, id) : asOfThen(ctx, id, asOf)),
  }),
  ticketByNumber: t.field({
    ...rule("The ticket with the number people say; null when there is none that you may see.", {
      permission: "ticket:read",
      cost: 2,
    }),
    type: Ticket,
    nullable: true,
    args: { number: t.arg.int({ required: true, description: "The number, as in `[#4711]`." }) },
    resolve: (_, { number }, { ctx }) => Core.getByNumber(ctx, number),
  }),
}));

builder.queryFields((t) => ({
  tickets: t.field({
    ...rule("Tickets by status, latest activity first; those not finished unless `status` says otherwise.", listed),
    type: TicketConnection,
    nullable: true,
    args: { filter: filterArg(), ...pageArgs() },
    resolve: (_, { filter, ...page }, { ctx }) => Core.listByActivity(ctx, filterInput(filter), pageInput(page)),
  }),
  myWork: t.field({
    ...rule("Your own open tickets: urgent first, then oldest. For agents.", listed),
    type: TicketConnection,
    nullable: true,
    args: { filter: filterArg(), ...pageArgs() },
    resolve: (_, { filter, ...page }, { ctx }) => Core.myWork(ctx, filterInput(filter), pageInput(page)),
  }),
  unassignedTickets: t.field({
    ...rule("Open tickets that nobody is responsible for: urgent first, then oldest.", listed),
    type: TicketConnection,
    nullable: true,
    args: { filter: filterArg(), ...pageArgs() },
    resolve: (_, { filter, ...page }, { ctx }) => Core.unassigned(ctx, filterInput(filter), pageInput(page)),
  }),
}));
