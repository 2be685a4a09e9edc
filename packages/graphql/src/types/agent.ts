import type { Result, Versioned } from "@switchboard/core";
import * as Core from "@switchboard/core/agent";
import { notFound } from "@switchboard/core/kernel";
import * as Tickets from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import type { GraphContext } from "../context.ts";
import { type InputBuilder, type Mutation, mutation } from "../mutation.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { filterArg, filterInput } from "./filter.ts";
import { Node } from "./node.ts";
import { AgentRole, AgentState } from "./peopleEnums.ts";
import { Agent, AgentConnection, type AgentRow, TicketConnection } from "./refs.ts";

type Whole = Versioned<Core.Agent>;

/** A field that lists do not carry: read with those of the other rows when somebody asks. */
const whole =
  <K extends keyof Whole>(field: K) =>
  (row: AgentRow, _: object, { loaders }: GraphContext): Whole[K] | Promise<Whole[K]> =>
    "version" in row ? row[field] : loaders.agent.load(row.id).then((found) => (found ?? gone(row.id))[field]);

const gone = (id: string): never => {
  throw notFound(id);
};

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
    ...rule("Everybody on the desk, in the order of joining.", { permission: "agent:read", cost: 5, size: "page" }),
    type: AgentConnection,
    nullable: true,
    args: pageArgs(),
    resolve: (_, page, { ctx }) => Core.list(ctx, pageInput(page)),
  }),
}));

const common = {
  permission: "agent:manage",
  payload: (t) => ({
    agent: t.field({ type: Agent, nullable: true, description: "The agent.", resolve: (p) => p.result?.object }),
  }),
} satisfies Pick<Mutation<object, Result<Core.Agent>>, "permission" | "payload">;

const agentId = (t: InputBuilder) => t.id({ required: true, description: "Which agent." });
const name = (t: InputBuilder) =>
  t.string({ required: true, description: "What they are called, up to 200 characters." });
const roles = (t: InputBuilder) =>
  t.field({ type: [AgentRole], required: true, description: "What they do: nobody grants more than they hold." });

const customRoles = (t: InputBuilder) =>
  t.stringList({ description: "The keys of all their roles of the company's own, up to 20; absent, they stay." });

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

mutation("changeAgentProfile", (t) => ({ agentId: agentId(t), name: name(t) }), {
  ...common,
  says: "Renames an agent.",
  versioned: true,
  run: (ctx, input) => Core.changeProfile(ctx, input),
});

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
