import * as Core from "@switchboard/core/count";
import { STATUSES, type Status } from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { TicketStatus } from "./enums.ts";
import { Agent } from "./refs.ts";

interface StatusCountShape {
  readonly status: Status;
  readonly count: number;
}

export const StatusCount = builder.objectRef<StatusCountShape>("StatusCount").implement({
  description: "How many tickets have a status.",
  fields: (t) => ({
    status: t.expose("status", { type: TicketStatus, description: "The status." }),
    count: t.exposeInt("count", { description: "How many." }),
  }),
});

/** Counts as the API lists them: one for each status. */
export const listed = (counts: Core.StatusCounts): StatusCountShape[] =>
  STATUSES.map((status) => ({ status, count: counts[status] }));

const AssigneeCount = builder.objectRef<Core.Counts["byAssignee"][number]>("AssigneeCount").implement({
  description: "How many tickets somebody is responsible for.",
  fields: (t) => ({
    agent: t.field({
      ...rule("Who; null for what nobody is responsible for.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: ({ agentId }, _, { loaders }) => (agentId === null ? null : loaders.agent.load(agentId)),
    }),
    byStatus: t.field({
      type: [StatusCount],
      description: "By status.",
      resolve: ({ byStatus }) => listed(byStatus),
    }),
  }),
});

const TeamCount = builder.objectRef<Core.Counts["byTeam"][number]>("TeamCount").implement({
  description: "How many tickets belong to a team.",
  fields: (t) => ({
    team: t.exposeString("team", {
      nullable: true,
      description: "The key of the team; null for what belongs to none.",
    }),
    byStatus: t.field({
      type: [StatusCount],
      description: "By status.",
      resolve: ({ byStatus }) => listed(byStatus),
    }),
  }),
});

const TicketCounts = builder.objectRef<Core.Counts>("TicketCounts").implement({
  description: "How many tickets there are that you may see; a moment behind what happens.",
  fields: (t) => ({
    byStatus: t.field({ type: [StatusCount], description: "By status.", resolve: ({ byStatus }) => listed(byStatus) }),
    byAssignee: t.field({
      ...rule("By who is responsible.", { size: 20 }),
      type: [AssigneeCount],
      resolve: ({ byAssignee }) => [...byAssignee],
    }),
    byTeam: t.field({
      ...rule("By team.", { size: 10 }),
      type: [TeamCount],
      resolve: ({ byTeam }) => [...byTeam],
    }),
  }),
});

builder.queryField("ticketCounts", (t) =>
  t.field({
    ...rule("How many tickets there are that you may see; null until they were first counted. For staff and apps.", {
      permission: "view:read",
      cost: 5,
    }),
    type: TicketCounts,
    nullable: true,
    resolve: (_, _args, { ctx }) => Core.counts(ctx),
  }),
);

mutation("recountTickets", () => ({}), {
  permission: "workspace:recount",
  cost: 1_000,
  says: "Counts all tickets anew, beside the counts that are shown. What takes longer than ten seconds goes on by itself.",
  run: (ctx) => Core.recount(ctx),
  payload: (t) => ({
    done: t.boolean({ nullable: true, description: "Whether all are counted.", resolve: (p) => p.result?.done }),
    left: t.int({
      nullable: true,
      description: "Tickets left to count, at most.",
      resolve: (p) => p.result?.left,
    }),
  }),
});
