import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import { type Mutation, mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { listed, StatusCount } from "./count.ts";
import { enumOf } from "./enums.ts";
import { CustomerTier } from "./peopleEnums.ts";
import { Ticket, TicketConnection } from "./refs.ts";

interface TierShape {
  readonly tier: keyof Core.Incidents["byTier"];
  readonly count: number;
}

const TierCount = builder.objectRef<TierShape>("TierCount").implement({
  description: "How many tickets are of customers who are served at one tier.",
  fields: (t) => ({
    tier: t.expose("tier", { type: CustomerTier, description: "Which tier." }),
    count: t.exposeInt("count", { description: "How many." }),
  }),
});

export const IncidentCounts = builder.objectRef<Core.Incidents>("IncidentCounts").implement({
  description: "How far a problem reaches: its incidents, as far as you may see them.",
  fields: (t) => ({
    total: t.exposeInt("total", { description: "All of them." }),
    byTier: t.field({
      type: [TierCount],
      description: "By the tier that their customers are served at: one for each there is.",
      resolve: ({ byTier }) =>
        Object.entries(byTier).map(([tier, count]) => ({ tier: tier as TierShape["tier"], count })),
    }),
    byStatus: t.field({
      type: [StatusCount],
      description: "By status: one for each there is.",
      resolve: ({ byStatus }) => listed(byStatus),
    }),
  }),
});

builder.objectFields(Ticket, (t) => ({
  incidents: t.field({
    ...rule(
      "Of a problem: the incidents that it causes, oldest first, without spam and what is deleted. For staff alone.",
      {
        permission: "ticket:read_notes",
        cost: 5,
        size: "page",
      },
    ),
    type: TicketConnection,
    nullable: true,
    args: pageArgs(),
    resolve: ({ id }, page, { ctx }) => Core.incidents(ctx, id, pageInput(page)),
  }),
  incidentCounts: t.field({
    ...rule("Of a problem: its incidents, up to 1,000, counted without spam. Reads them all. For staff alone.", {
      permission: "customer:read",
      cost: 100,
    }),
    type: IncidentCounts,
    nullable: true,
    resolve: ({ id }, _, { ctx }) => Core.incidentsOf(ctx, id),
  }),
}));

const SkipReason = enumOf<Core.Skipped>("IncidentSkipReason", "Why an incident was left as it is.", {
  NEWER_MESSAGE: "Its customer has said more since the problem was last worked on.",
  REOPENED: "It was resolved with the problem before, and is open again since.",
  ALREADY_RESOLVED: "It was resolved before.",
  CLOSED: "It is closed.",
  SPAM: "It is marked as spam.",
  NOT_LINKED: "The problem does not cause it.",
  NOT_FOUND: "There is no such ticket, or none you may see.",
  REFUSED: "It cannot be resolved; `message` says why.",
});

export const SkippedIncident = builder.objectRef<Core.Cascade["skipped"][number]>("SkippedIncident").implement({
  description: "An incident that was not resolved with its problem.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "Which incident." }),
    reason: t.expose("reason", { type: SkipReason, description: "Why." }),
    message: t.exposeString("message", { description: "What to do about it, for people." }),
  }),
});

const payload: Mutation<object, Core.Cascade>["payload"] = (t) => ({
  problem: t.field({
    type: Ticket,
    nullable: true,
    description: "The problem as it is now.",
    resolve: (p) => p.result?.problem,
  }),
  resolvedIds: t.field({
    type: ["ID"],
    description: "The incidents that were resolved by it, also by an earlier call, and not reopened since.",
    resolve: (p) => [...(p.result?.resolved ?? [])],
  }),
  skipped: t.field({
    type: [SkippedIncident],
    description: "The incidents that were left as they are, up to 1,000.",
    resolve: (p) => p.result?.skipped ?? [],
  }),
});

mutation(
  "resolveProblem",
  (t) => ({
    problemId: t.id({ required: true, description: "Which problem." }),
    text: t.string({ description: "What the customer of each incident is told in public; nothing unless said." }),
    incidentIds: t.idList({ description: "Which incidents, up to 1,000; all that it causes unless said." }),
  }),
  {
    permission: "ticket:status",
    // It may have a thousand incidents; how many is not known until it runs.
    cost: 500,
    versioned: true,
    says: "Resolves a problem and its open incidents, each by itself. The same call again goes on where it was.",
    payload,
    run: (ctx, input) => Core.resolveProblem(ctx, input),
  },
);
