import * as Core from "@switchboard/core/agent";
import * as Tickets from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import { mutation } from "../mutation.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { agentId, onAgent as common, customRoles, name, roles, whole } from "./agentParts.ts";
import { filterArg, filterInput } from "./filter.ts";
import { Node } from "./node.ts";
import { AgentRole, AgentState } from "./peopleEnums.ts";
import { Agent, AgentConnection, TicketConnection } from "./refs.ts";

Agent.implement({
  description: "Somebody who works on the desk.",
  interfaces: [Node],
  fields: (t) => ({
    name: t.exposeString("name", { description: "What they are called." }),
    email: t.expose("email", { type: "EmailAddress", description: "How they are reached, and sign in." }),
    status: t.expose("status", { type: AgentState, description: "Whether they may work." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When they joined." }),
    roles: t.field({ type: [AgentRole], description: "What they do, and so may do.", resolve: whole("roles") }),
    customRoles: t.field({
      type: ["String"],
      description: "The keys of their roles of the company's own, up to 20.",
      resolve: async (row, _, context) => [...((await whole("customRoles")(row, _, context)) ?? [])],
    }),
    teams: t.field({
      type: ["String"],
      description: "The keys of the teams they work in, up to 20.",
      resolve: async (row, _, context) => [...((await whole("teams")(row, _, context)) ?? [])],
    }),
    version: t.int({ description: "Give it as `expectedVersion`.", resolve: whole("version") }),
    work: t.field({
      ...rule("Their open tickets: urgent first, then oldest.", { permission: "ticket:read", cost: 5, size: "page" }),
      type: TicketConnection,
      nullable: true,
      args: { filter: filterArg(), ...pageArgs() },
      resolve: ({ id }, { filter, ...page }, { ctx }) =>
        Tickets.workOfAgent(ctx, id, filterInput(filter), pageInput(page)),
    }),
  }),
});

builder.queryFields((t) => ({
  agent: t.field({
    ...rule("One agent; null when there is none.", { permission: "agent:read", cost: 1 }),
    type: Agent,
    nullable: true,
    args: { id: t.arg.id({ required: true, description: "The id of the agent." }) },
    resolve: (_, { id }, { ctx }) => orNull(Core.get(ctx, id)),
  }),
  agents: t.field({
    ...rule("Everybody on the desk, in the order of joining: those who left only when their status is asked for.", {
      permission: "agent:read",
      cost: 5,
      size: "page",
    }),
    type: AgentConnection,
    nullable: true,
    args: { status: t.arg({ type: [AgentState], description: "Those of these statuses." }), ...pageArgs() },
    resolve: (_, { status, ...page }, { ctx }) => Core.list(ctx, pageInput(page), status ? { status } : {}),
  }),
}));

mutation(
  "createAgent",
  (t) => ({
    name: name(t),
    email: t.field({ type: "EmailAddress", required: true, description: "Unique among the agents." }),
    roles: roles(t),
    customRoles: customRoles(t),
  }),
  {
    ...common,
    says: "Adds somebody to the desk.",
    run: (ctx, input) => Core.create(ctx, input),
  },
);

mutation("changeAgentRoles", (t) => ({ agentId: agentId(t), roles: roles(t), customRoles: customRoles(t) }), {
  ...common,
  says: "Changes what an agent may do.",
  versioned: true,
  run: (ctx, input) => Core.changeRoles(ctx, input),
});

mutation(
  "changeAgentTeams",
  (t) => ({
    agentId: agentId(t),
    teams: t.stringList({ required: true, description: "The keys of all their teams, up to 20." }),
  }),
  {
    ...common,
    says: "Says which teams an agent works in.",
    versioned: true,
    run: (ctx, input) => Core.changeTeams(ctx, input),
  },
);

mutation("suspendAgent", (t) => ({ agentId: agentId(t) }), {
  ...common,
  says: "Shuts an agent out, everywhere within a minute.",
  versioned: true,
  run: (ctx, input) => Core.suspend(ctx, input),
});

mutation("reinstateAgent", (t) => ({ agentId: agentId(t) }), {
  ...common,
  says: "Lets a suspended agent in again.",
  versioned: true,
  run: (ctx, input) => Core.reinstate(ctx, input),
});
