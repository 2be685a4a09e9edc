import type { Result, Versioned } from "@switchboard/core";
import type * as Core from "@switchboard/core/agent";
import { notFound, type Permission } from "@switchboard/core/kernel";
import type { GraphContext } from "../context.ts";
import type { InputBuilder, Mutation } from "../mutation.ts";
import { AgentRole } from "./peopleEnums.ts";
import { Agent, type AgentRow } from "./refs.ts";

type Whole = Versioned<Core.Agent>;

/** A field that lists do not carry: read with those of the other rows when somebody asks. */
export const whole =
  <K extends keyof Whole>(field: K) =>
  (row: AgentRow, _: object, { loaders }: GraphContext): Whole[K] | Promise<Whole[K]> =>
    "version" in row ? row[field] : loaders.agent.load(row.id).then((found) => (found ?? gone(row.id))[field]);

const gone = (id: string): never => {
  throw notFound(id);
};

/** What mutations of an agent share. */
export const withAgent = (
  permission: Permission,
): Pick<Mutation<object, Result<Core.Agent>>, "permission" | "payload"> => ({
  permission,
  payload: (t) => ({
    agent: t.field({ type: Agent, nullable: true, description: "The agent.", resolve: (p) => p.result?.object }),
  }),
});

export const onAgent = withAgent("agent:manage");

export const agentId = (t: InputBuilder) => t.id({ required: true, description: "Which agent." });
export const name = (t: InputBuilder) =>
  t.string({ required: true, description: "What they are called, up to 200 characters." });
export const roles = (t: InputBuilder) =>
  t.field({ type: [AgentRole], required: true, description: "What they do: nobody grants more than they hold." });
export const customRoles = (t: InputBuilder) =>
  t.stringList({ description: "The keys of all their roles of the company's own, up to 20; absent, they stay." });
export const email = (t: InputBuilder) =>
  t.field({ type: "EmailAddress", required: true, description: "Unique among the agents." });
