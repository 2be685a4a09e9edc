import * as Agent from "../../agent/index.ts";
import type { Ctx } from "../../kernel/index.ts";
import { type Config, planRouting, type RoutingPlan } from "../../workspace/index.ts";
import { type CheckedAgent, checkConfiguration, type Finding } from "../check/index.ts";

/** What would change, and what is wrong with what would be. */
export interface CheckedPlan extends RoutingPlan {
  readonly findings: readonly Finding[];
}

/**
 * What a change of the configuration of routing would do, and what is wrong with it beside the people of the desk:
 * queues nothing reaches, skills nobody has. Without a change that of what is in force.
 *
 * @throws FORBIDDEN, VALIDATION as `Workspace.configureRouting`
 * @example
 * const { findings } = await Routing.plan(ctx, { queues });
 * if (findings.some(({ severity }) => severity === "ERROR")) return findings;
 */
export async function plan(ctx: Ctx, change: Parameters<typeof planRouting>[1] = {}): Promise<CheckedPlan> {
  const planned = await planRouting(ctx, change);
  const { config } = planned;
  const everybody = await Agent.workers(ctx, []);
  const known = new Set(everybody.map(({ agent }) => agent.id));
  const others = await Agent.workersOf(
    ctx,
    namedIn(config).filter((id) => !known.has(id)),
  );
  const agents = [...everybody, ...others].map(({ agent }) => checkedAgent(agent, config));
  return { ...planned, findings: checkConfiguration(config, { agents }) };
}

function checkedAgent(agent: Agent.Agent, { routing }: Config): CheckedAgent {
  const { id, status, teams = [], skills = [], hours } = agent;
  const capacity = Agent.capacityOf(agent, routing).units;
  const known = { id, active: status === "ACTIVE", teams, skills, capacity };
  return hours ? { ...known, hours } : known;
}

/** The agents that a configuration names: they may have left, and then the roster of the desk does not have them. */
const namedIn = ({ queues, escalationPaths }: Config): readonly string[] => [
  ...queues.flatMap(({ overflow }) => overflow?.agentId ?? []),
  ...escalationPaths.flatMap(({ steps }) => steps.flatMap(({ to }) => ("agentId" in to ? to.agentId : []))),
];
