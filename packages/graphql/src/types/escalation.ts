import * as Core from "@switchboard/core/escalation";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { Actor } from "./actor.ts";
import { EscalationAction, EscalationCause, EscalationEndReason, EscalationStatus } from "./escalationEnums.ts";
import { Node } from "./node.ts";
import { Agent, Escalation, EscalationConnection, Ticket } from "./refs.ts";

interface StepShape extends Core.TimedStep {
  readonly isDone: boolean;
}

const EscalationStep = builder.objectRef<StepShape>("EscalationStep").implement({
  description: "Somebody who is called at a time.",
  fields: (t) => ({
    dueAt: t.expose("dueAt", { type: "DateTime", description: "When." }),
    done: t.exposeBoolean("isDone", { description: "Whether they were." }),
    actions: t.field({
      type: [EscalationAction],
      description: "What is done for them.",
      resolve: ({ actions }) => [...actions],
    }),
    team: t.string({
      nullable: true,
      description: "The key of the team, where it is one.",
      resolve: ({ to }) => ("team" in to ? to.team : null),
    }),
    agent: t.field({
      ...rule("The agent, where it is one.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: ({ to }, _, { loaders }) => ("agentId" in to ? loaders.agent.load(to.agentId) : null),
    }),
  }),
});

const MOST_STEPS = 10;

Escalation.implement({
  description:
    "A path that was started on a ticket: people who are called, one after the other, until somebody acknowledges.",
  interfaces: [Node],
  fields: (t) => ({
    path: t.exposeString("path", { description: "The key of the path." }),
    label: t.exposeString("label", { description: "What the path was called." }),
    status: t.expose("status", { type: EscalationStatus, description: "Whether somebody takes care of it." }),
    cause: t.expose("cause", { type: EscalationCause, description: "What started it." }),
    reason: t.exposeString("reason", { nullable: true, description: "Why, where somebody started it." }),
    metric: t.string({
      nullable: true,
      description: "What the clock measures that started it.",
      resolve: ({ clock }) => clock?.metric ?? null,
    }),
    cycle: t.int({
      nullable: true,
      description: "Which time that clock ran.",
      resolve: ({ clock }) => clock?.cycle ?? null,
    }),
    startsAt: t.expose("startsAt", {
      type: "DateTime",
      description: "When its steps began to count; of one that waits for an age still to come.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was started." }),
    steps: t.field({
      ...rule("Its steps, in order.", { size: MOST_STEPS }),
      type: [EscalationStep],
      resolve: ({ steps, done }) => steps.map((step, i) => ({ ...step, isDone: i < done })),
    }),
  }),
});

builder.objectFields(Escalation, (t) => ({
  acknowledgedBy: t.expose("acknowledgedBy", { type: Actor, nullable: true, description: "Who takes care of it." }),
  note: t.exposeString("note", { nullable: true, description: "What they said to it." }),
  endedAt: t.expose("endedAt", {
    type: "DateTime",
    nullable: true,
    description: "When it was acknowledged, or ended.",
  }),
  endReason: t.expose("endReason", {
    type: EscalationEndReason,
    nullable: true,
    description: "Why it ended, where nobody acknowledged.",
  }),
  version: t.exposeInt("version", { description: "Give it as `expectedVersion`." }),
  ticket: t.field({
    ...rule("The ticket.", { permission: "ticket:read", cost: 1 }),
    type: Ticket,
    nullable: true,
    resolve: ({ ticketId }, _, { loaders }) => loaders.ticket.load(ticketId),
  }),
}));

builder.objectFields(Ticket, (t) => ({
  escalations: t.field({
    ...rule("Its escalations, newest first, also those that are over. For staff alone.", {
      permission: "ticket:read_notes",
      cost: 3,
      size: "page",
    }),
    type: EscalationConnection,
    nullable: true,
    args: pageArgs(),
    resolve: ({ id }, page, { ctx }) => Core.ofTicket(ctx, id, pageInput(page)),
  }),
}));

builder.queryFields((t) => ({
  escalation: t.field({
    ...rule("One escalation; null when there is none that you may see.", { permission: "ticket:read_notes", cost: 1 }),
    type: Escalation,
    nullable: true,
    args: { id: t.arg.id({ required: true, description: "The id of the escalation." }) },
    resolve: (_, { id }, { ctx }) => orNull(Core.get(ctx, id)),
  }),
  myEscalations: t.field({
    ...rule("What went to you, or to a team of yours, and nobody has acknowledged: latest first.", {
      permission: "ticket:read_notes",
      cost: 3,
      size: "page",
    }),
    type: EscalationConnection,
    nullable: true,
    args: pageArgs(),
    resolve: (_, page, { ctx }) => Core.mine(ctx, pageInput(page)),
  }),
}));
