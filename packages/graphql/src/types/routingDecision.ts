import * as Core from "@switchboard/core/routing";
import { builder } from "../builder.ts";
import { rule } from "../rule.ts";
import { Agent } from "./refs.ts";
import { RouteOutcome, RouteReason, RouteRule, RouteTieBreak } from "./routingEnums.ts";

interface Seen extends Core.Candidate {
  readonly decision: Pick<Core.Decision, "candidates" | "chosen" | "rule" | "tieBreak">;
}

const RouteCandidate = builder.objectRef<Seen>("RouteCandidate").implement({
  description: "An agent who was looked at.",
  fields: (t) => ({
    agentId: t.exposeID("agentId", { description: "Who." }),
    agent: t.field({
      ...rule("The agent.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: ({ agentId }, _, { loaders }) => loaders.agent.load(agentId),
    }),
    removedBy: t.field({
      type: RouteReason,
      nullable: true,
      description: "What took them out; null for who could have taken it.",
      resolve: ({ removedBy }) => removedBy,
    }),
    rank: t.int({
      nullable: true,
      description: "Their place among those who could, 1 the best.",
      resolve: (c) => c.rank,
    }),
    says: t.string({
      description: "The same as a sentence that goes on from their name.",
      resolve: ({ decision, agentId }) => Core.explain(decision as Core.Decision, agentId)?.says ?? "",
    }),
  }),
});

const RouteReasonCount = builder.objectRef<{ reason: Core.Reason; count: number }>("RouteReasonCount").implement({
  description: "How many a reason took out.",
  fields: (t) => ({
    reason: t.expose("reason", { type: RouteReason, description: "The reason." }),
    count: t.exposeInt("count", { description: "How many agents." }),
  }),
});

/** A decision about who gets a ticket, as it was recorded. */
export const RoutingDecision = builder.objectRef<Core.RecordedDecision>("RoutingDecision");
RoutingDecision.implement({
  description: "Who was to get a ticket, and why.",
  fields: (t) => ({
    at: t.field({ type: "DateTime", description: "When.", resolve: ({ summary }) => summary.at }),
    configVersion: t.int({
      description: "The configuration it was made under.",
      resolve: ({ summary }) => summary.configVersion,
    }),
    queue: t.string({ description: "The key of the queue.", resolve: ({ summary }) => summary.queue }),
    outcome: t.field({
      type: RouteOutcome,
      description: "What it came to.",
      resolve: ({ summary }) => summary.outcome,
    }),
    rule: t.field({
      type: RouteRule,
      nullable: true,
      description: "What made the choice; null for nobody.",
      resolve: ({ summary }) => summary.rule,
    }),
    chosenId: t.id({ nullable: true, description: "Whom it chose.", resolve: ({ summary }) => summary.chosen }),
    chosen: t.field({
      ...rule("The agent it chose.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: ({ summary }, _, { loaders }) => (summary.chosen === null ? null : loaders.agent.load(summary.chosen)),
    }),
    tieBreak: t.field({
      type: RouteTieBreak,
      nullable: true,
      description: "What told the chosen one from the next, where their scores did not.",
      resolve: ({ summary }) => summary.tieBreak,
    }),
    retryAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "Of nobody: before this, time alone changes nothing; null when it never does.",
      resolve: ({ summary }) => summary.retryAt,
    }),
  }),
});

builder.objectFields(RoutingDecision, (t) => ({
  considered: t.int({ description: "How many were looked at.", resolve: ({ summary }) => summary.considered }),
  reasons: t.field({
    type: [RouteReasonCount],
    description: "How many each reason took out: one for each reason.",
    resolve: ({ summary }) =>
      Object.entries(summary.reasons).map(([reason, count]) => ({ reason: reason as Core.Reason, count })),
  }),
  candidates: t.field({
    ...rule(
      "Everybody who was looked at, the best first, by making the decision again on the facts it was made on; null when they were not kept.",
      { permission: "ticket:read_notes", cost: 10, size: 20 },
    ),
    type: [RouteCandidate],
    nullable: true,
    resolve: async (recorded, _, { ctx }) => {
      const decision = await Core.replayed(ctx, recorded);
      return decision?.candidates.map((one) => ({ ...one, decision }));
    },
  }),
}));
