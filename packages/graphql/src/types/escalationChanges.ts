import type { Result } from "@switchboard/core";
import * as Core from "@switchboard/core/escalation";
import { MINUTE } from "@switchboard/core/kernel";
import { builder } from "../builder.ts";
import { type InputBuilder, type Mutation, mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { HandOverMode, HandOverStatus } from "./escalationEnums.ts";
import { Escalation, Ticket } from "./refs.ts";
import { ticketId } from "./ticketParts.ts";

const payload: Mutation<object, Result<Core.Escalation>>["payload"] = (t) => ({
  escalation: t.field({
    type: Escalation,
    nullable: true,
    description: "The escalation as it is now.",
    resolve: (p) => p.result?.object,
  }),
});

mutation(
  "escalateTicket",
  (t) => ({
    ticketId: ticketId(t),
    path: t.string({ required: true, description: "The key of the path." }),
    reason: t.string({ description: "Why, up to 500 characters." }),
  }),
  {
    permission: "ticket:assign",
    payload,
    cost: 50,
    says: "Starts a path on a ticket by hand: who is to be called at once is.",
    run: (ctx, input) => Core.escalate(ctx, input),
  },
);

mutation(
  "acknowledgeEscalation",
  (t) => ({
    escalationId: t.id({ required: true, description: "Which escalation." }),
    note: t.string({ description: "What there is to say to it, up to 500 characters." }),
  }),
  {
    permission: "ticket:note",
    versioned: true,
    payload,
    says: "Takes care of an escalation, so that no further step follows: for whoever it went to, for who has the ticket, and for those with `escalation:manage`.",
    run: (ctx, input) => Core.acknowledge(ctx, input),
  },
);

const HandOver = builder.objectRef<Core.HandOver>("HandOver").implement({
  description: "The time that a team has for a task which was handed over to it: an internal target.",
  fields: (t) => ({
    team: t.exposeString("team", { description: "The key of the team." }),
    status: t.expose("status", { type: HandOverStatus, description: "How it stands." }),
    target: t.field({
      type: "Duration",
      description: "How much time there is.",
      resolve: ({ targetMinutes }) => targetMinutes * MINUTE,
    }),
    calendar: t.exposeString("calendar", {
      nullable: true,
      description: "The key of the calendar whose minutes these are; null around the clock.",
    }),
    warnAt: t.expose("warnAt", { type: "DateTime", description: "When most of it is over." }),
    dueAt: t.expose("dueAt", { type: "DateTime", description: "When it is over." }),
    endedAt: t.expose("endedAt", {
      type: "DateTime",
      nullable: true,
      description: "When the task was done or given up.",
    }),
  }),
});

builder.objectFields(Ticket, (t) => ({
  handOver: t.field({
    ...rule("Of a task that was handed over: the time its team has for it; null without one. For staff alone.", {
      permission: "ticket:read_notes",
      cost: 2,
    }),
    type: HandOver,
    nullable: true,
    resolve: ({ id }, _, { ctx }) => Core.handOverOfTask(ctx, id),
  }),
}));

const words = (t: InputBuilder) =>
  t.string({ required: true, description: "What is to be done: a note on both, up to 64 KB." });

const handedOver: Mutation<object, Core.HandedOver>["payload"] = (t) => ({
  ticket: t.field({
    type: Ticket,
    nullable: true,
    description: "The ticket as it is now.",
    resolve: (p) => p.result?.ticket.object,
  }),
  task: t.field({
    type: Ticket,
    nullable: true,
    description: "The task of the other team; null when the ticket itself is theirs.",
    resolve: (p, _, { loaders }) => (p.result?.taskId ? loaders.ticket.load(p.result.taskId) : null),
  }),
});

mutation(
  "handOverTicket",
  (t) => ({
    ticketId: ticketId(t),
    team: t.string({ required: true, description: "The key of the team." }),
    mode: t.field({ type: HandOverMode, description: "How; TASK unless said." }),
    text: words(t),
    subject: t.string({ description: "What the task is called; as the ticket unless said." }),
    targetMinutes: t.int({ description: "Within how many minutes the team shall have done the task." }),
    calendar: t.string({
      description: "The key of the calendar whose minutes these are; around the clock unless said.",
    }),
  }),
  {
    permission: "ticket:assign",
    versioned: true,
    cost: 20,
    says: "Hands a ticket over to another team, while who has it stays the one its customer deals with. Needs `ticket:note` besides.",
    payload: handedOver,
    run: (ctx, input) => Core.handOver(ctx, input),
  },
);
