import { authorize, MINUTE } from "@switchboard/core/kernel";
import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { Ticket } from "./refs.ts";
import { wholeOf } from "./ticket.ts";
import { on, ticketId } from "./ticketParts.ts";

builder.objectFields(Ticket, (t) => ({
  timeSpent: t.field({
    ...rule("The working time that was logged. For staff alone.", { permission: "ticket:read_notes" }),
    type: "Duration",
    nullable: true,
    resolve: async (row, _, context) => {
      await authorize(context.ctx, "ticket:read_notes");
      return ((await wholeOf(row, context)).minutesSpent ?? 0) * MINUTE;
    },
  }),
}));

mutation(
  "logTicketTime",
  (t) => ({
    ticketId: ticketId(t),
    minutes: t.int({ required: true, description: "How long the work took: 1 to 1,440." }),
    note: t.string({ description: "What was done, up to 500 characters." }),
    at: t.field({ type: "DateTime", description: "When it was done; now unless said." }),
  }),
  {
    ...on("ticket:edit"),
    says: "Notes working time; `timeSpent` is the sum.",
    run: (ctx, input) => Core.logTime(ctx, input),
  },
);

mutation(
  "removeTicketTime",
  (t) => ({ ticketId: ticketId(t), entryId: t.id({ required: true, description: "Which entry logged it." }) }),
  {
    ...on("ticket:edit"),
    says: "Takes time back that was logged by mistake: its entry stays, and counts no more.",
    run: (ctx, input) => Core.removeTime(ctx, input),
  },
);
