import * as Core from "@switchboard/core/ticket";
import { type InputBuilder, mutation } from "../mutation.ts";
import { StatusChange, TicketKind, TicketPriority } from "./enums.ts";
import { customStatus, on, ticketId } from "./ticketParts.ts";

const tags = (t: InputBuilder, says: string) => t.stringList({ required: true, description: says });

mutation(
  "assignTicket",
  (t) => ({ ticketId: ticketId(t), assigneeId: t.id({ required: true, description: "Which agent." }) }),
  {
    ...on("ticket:assign"),
    says: "Makes an agent responsible.",
    run: (ctx, input) => Core.assign(ctx, input),
  },
);

mutation("unassignTicket", (t) => ({ ticketId: ticketId(t) }), {
  ...on("ticket:assign"),
  says: "Puts the ticket back for anybody to take.",
  run: (ctx, input) => Core.unassign(ctx, input),
});

mutation(
  "changeTicketPriority",
  (t) => ({
    ticketId: ticketId(t),
    priority: t.field({ type: TicketPriority, required: true, description: "How urgent it is now." }),
    reason: t.string({
      description: "Why, up to 500 characters: needed where another priority follows from impact and urgency.",
    }),
  }),
  {
    ...on("ticket:edit"),
    says: "Changes how urgent a ticket is.",
    run: (ctx, input) => Core.changePriority(ctx, input),
  },
);

mutation(
  "changeTicketKind",
  (t) => ({
    ticketId: ticketId(t),
    kind: t.field({ type: TicketKind, required: true, description: "What sort of work it is now." }),
  }),
  {
    ...on("ticket:edit"),
    says: "Changes what sort of work a ticket is.",
    run: (ctx, input) => Core.changeKind(ctx, input),
  },
);

mutation(
  "changeTicketCategory",
  (t) => ({
    ticketId: ticketId(t),
    category: t.string({ description: "What it belongs to now; none when not given." }),
  }),
  {
    ...on("ticket:edit"),
    says: "Changes what a ticket belongs to.",
    run: (ctx, input) => Core.changeCategory(ctx, { ...input, category: input.category ?? null }),
  },
);

mutation(
  "changeTicketSubject",
  (t) => ({
    ticketId: ticketId(t),
    subject: t.string({ required: true, description: "What it is about now, up to 500 characters." }),
  }),
  {
    ...on("ticket:edit"),
    says: "Changes what a ticket is about.",
    run: (ctx, input) => Core.changeSubject(ctx, input),
  },
);

mutation(
  "changeTicketStatus",
  (t) => ({
    ticketId: ticketId(t),
    status: t.field({ type: StatusChange, description: "Where it stands now; or give `customStatus`." }),
    customStatus: customStatus(t),
  }),
  {
    ...on("ticket:status"),
    says: "Opens a ticket, or lets it wait for somebody.",
    run: (ctx, input) => Core.changeStatus(ctx, input),
  },
);

mutation(
  "tagTicket",
  (t) => ({ ticketId: ticketId(t), tags: tags(t, "Up to 50 characters each; at most 50 on a ticket.") }),
  {
    ...on("ticket:edit"),
    says: "Adds tags; those it has already change nothing.",
    run: (ctx, input) => Core.tag(ctx, input),
  },
);

mutation("untagTicket", (t) => ({ ticketId: ticketId(t), tags: tags(t, "Which to remove.") }), {
  ...on("ticket:edit"),
  says: "Removes tags; those it has not change nothing.",
  run: (ctx, input) => Core.untag(ctx, input),
});

mutation(
  "snoozeTicket",
  (t) => ({
    ticketId: ticketId(t),
    until: t.field({ type: "DateTime", description: "A time still to come, at most a year away." }),
    untilAnswered: t.boolean({ description: "Until the customer says something, which wakes it in any case." }),
    untilResolved: t.id({ description: "Until this ticket is resolved or closed; the two must be linked." }),
  }),
  {
    ...on("ticket:status"),
    says: "Puts a ticket to sleep until a time, the customer's answer, or another ticket's end: the first of them wakes it.",
    run: (ctx, { untilAnswered, ...input }) => Core.snooze(ctx, untilAnswered ? { ...input, untilAnswered } : input),
  },
);

mutation("resolveTicket", (t) => ({ ticketId: ticketId(t), customStatus: customStatus(t) }), {
  ...on("ticket:status"),
  says: "The issue is solved; the ticket closes by itself later.",
  run: (ctx, input) => Core.resolve(ctx, input),
});

mutation("reopenTicket", (t) => ({ ticketId: ticketId(t) }), {
  ...on("ticket:status"),
  says: "A resolved ticket is worked on again.",
  run: (ctx, input) => Core.reopen(ctx, input),
});

mutation("closeTicket", (t) => ({ ticketId: ticketId(t) }), {
  ...on("ticket:status"),
  says: "Closes a resolved ticket for good, ahead of time.",
  run: (ctx, input) => Core.close(ctx, input),
});
