import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { Ticket } from "./refs.ts";
import { on, ticketId } from "./ticketParts.ts";

/** What the guard reckons with: few tickets have more. */
const USUAL = 10;

builder.objectFields(Ticket, (t) => ({
  mergedInto: t.field({
    ...rule("The ticket it was merged into: its conversation goes on there.", { permission: "ticket:read", cost: 1 }),
    type: Ticket,
    nullable: true,
    resolve: async (row, _, { loaders }) => {
      const whole = "version" in row ? row : await loaders.ticket.load(row.id);
      return whole?.merged ? loaders.ticket.load(whole.merged.into) : null;
    },
  }),
  mergedTickets: t.field({
    ...rule("The tickets merged into it, those merged into them included: up to 50 that you may see.", {
      permission: "ticket:read",
      cost: 2,
      size: USUAL,
    }),
    type: [Ticket],
    nullable: true,
    resolve: async ({ id }, _, { ctx }) => [...(await Core.mergedTickets(ctx, id))],
  }),
}));

mutation(
  "mergeTickets",
  (t) => ({
    targetId: t.id({ required: true, description: "Which ticket goes on; one that was merged stands for its target." }),
    sourceIds: t.idList({ required: true, description: "Which tickets are merged into it: up to 20, all or none." }),
  }),
  {
    ...on("ticket:merge"),
    says: "Merges tickets into one: they close, and what was said in them shows there. `expectedVersion` is the target's.",
    run: (ctx, input) => Core.merge(ctx, input),
  },
);

mutation("unmergeTicket", (t) => ({ ticketId: ticketId(t) }), {
  ...on("ticket:merge"),
  says: "Takes a merge back, for as long as a closed ticket may be reopened. What was said since stays with the target.",
  run: (ctx, input) => Core.unmerge(ctx, input),
});

mutation(
  "splitTicket",
  (t) => ({
    ticketId: ticketId(t),
    entryIds: t.idList({ required: true, description: "Which messages and notes go: up to 50; something must stay." }),
    subject: t.string({ description: "What the new ticket is about; the same as the old one unless said." }),
  }),
  {
    ...on("ticket:merge"),
    says: "Splits entries off into a new ticket, which is the answer: they show there, and in the old one no more.",
    run: (ctx, input) => Core.split(ctx, input),
  },
);
