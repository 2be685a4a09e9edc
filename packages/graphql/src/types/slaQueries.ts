import * as Core from "@switchboard/core/sla";
import { builder } from "../builder.ts";
import { connectionOf, pageArgs, pageInput } from "../connection.ts";
import { rule } from "../rule.ts";
import { Ticket } from "./refs.ts";
import { SlaClock } from "./sla.ts";
import { SlaMetric, SlaPeriod } from "./slaEnums.ts";

const TicketDue = builder.objectRef<Core.DueSoon>("TicketDue").implement({
  description: "A ticket with the clock of it that is due next.",
  fields: (t) => ({
    ticket: t.field({ type: Ticket, description: "The ticket.", resolve: ({ ticket }) => ticket }),
    clock: t.field({ type: SlaClock, description: "What is due, and when.", resolve: ({ clock }) => clock }),
  }),
});
const TicketDueConnection = connectionOf("TicketDue", TicketDue, "tickets that are due soon");

builder.queryField("ticketsDueSoon", (t) =>
  t.field({
    ...rule("What is due next and not late yet, the nearest first; moments behind what happens. For staff and apps.", {
      permission: "ticket:read",
      cost: 10,
      size: "page",
    }),
    type: TicketDueConnection,
    nullable: true,
    args: {
      teams: t.arg.stringList({ description: "The keys of teams: any of these." }),
      dueBefore: t.arg({ type: "DateTime", description: "Nothing that is due later than this." }),
      ...pageArgs(),
    },
    resolve: (_, { teams, dueBefore, ...page }, { ctx }) =>
      Core.dueSoon(ctx, { teams: teams ?? undefined, before: dueBefore ?? undefined }, pageInput(page)),
  }),
);

const SlaFigure = builder.objectRef<Core.Figure>("SlaFigure").implement({
  description: "How well one metric of one policy was kept, by one team, in one period.",
  fields: (t) => ({
    policy: t.exposeString("policy", { description: "The key of the policy." }),
    team: t.exposeString("teamId", { nullable: true, description: "The key of the team; null for tickets of none." }),
    metric: t.expose("metric", { type: SlaMetric, description: "What was measured." }),
    from: t.expose("from", { type: "DateTime", description: "When the period begins." }),
    achieved: t.exposeInt("achieved", { description: "How many were met in time." }),
    breached: t.exposeInt("breached", { description: "How many were late." }),
    rate: t.float({
      description: "The share that was met in time, 0 to 1.",
      resolve: ({ achieved, breached }) => achieved / (achieved + breached),
    }),
  }),
});

const SlaCompliance = builder.objectRef<Core.Compliance>("SlaCompliance").implement({
  description: "How service levels were kept. What was cancelled counts in nothing.",
  fields: (t) => ({
    figures: t.field({
      ...rule("By policy, team, metric and period.", { size: 20 }),
      type: [SlaFigure],
      resolve: ({ figures }) => [...figures],
    }),
    cutAt: t.expose("cutAt", {
      type: "DateTime",
      nullable: true,
      description: "How far was looked, where there was too much to look at all: ask again from here; null otherwise.",
    }),
  }),
});

builder.queryField("slaCompliance", (t) =>
  t.field({
    ...rule("How service levels were kept in a time of at most 366 days, from the log.", {
      permission: "workspace:read_log",
      cost: 500,
    }),
    type: SlaCompliance,
    nullable: true,
    args: {
      from: t.arg({ type: "DateTime", required: true, description: "From this time on." }),
      to: t.arg({ type: "DateTime", required: true, description: "Up to this time, itself included." }),
      period: t.arg({ type: SlaPeriod, description: "How long a row is; all of it unless said." }),
      metrics: t.arg({ type: [SlaMetric], description: "These alone." }),
    },
    resolve: (_, { from, to, period, metrics }, { ctx }) =>
      Core.compliance(ctx, { from, to, period: period ?? undefined, metrics: metrics ?? undefined }),
  }),
);
