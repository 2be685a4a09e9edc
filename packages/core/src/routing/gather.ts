import * as Agent from "../agent/index.ts";
import { hoursOpen, isWithinHours } from "../calendar/index.ts";
import type { Ctx } from "../kernel/index.ts";
import * as Ticket from "../ticket/index.ts";
import { type Config, costOf, type Queue } from "../workspace/index.ts";
import type { RoutedAgent, RouteFacts, RoutingQueue } from "./decide/index.ts";
import type { Route } from "./schema.ts";

export interface Gathering {
  readonly ticket: Ticket.Ticket;
  readonly route: Route;
  readonly queue: Queue;
  readonly config: Config;
  readonly configVersion: number;
}

/** Everything a decision depends on, as it is now: people, presence and loads strongly read. */
export async function factsOf(ctx: Ctx, about: Gathering): Promise<RouteFacts> {
  const { ticket, route, queue, config, configVersion } = about;
  const at = ctx.clock.now();
  const previousAgentId = queue.sticky ? await Ticket.previousAgent(ctx, ticket) : undefined;
  const workers = await Agent.workers(ctx, [...queue.primaryTeams, ...queue.secondaryTeams]);
  const overflow = queue.overflow?.agentId;
  const isThere = workers.some(({ agent }) => agent.id === overflow);
  const more = overflow === undefined || isThere ? [] : await Agent.workersOf(ctx, [overflow]);
  const { required, preferred, eligibleSince, excluded = [] } = route;
  const { units, cls } = costOf(config, ticket.channel);
  return {
    configVersion,
    at,
    ticket: {
      id: ticket.id,
      channel: ticket.channel,
      customerId: ticket.customerId,
      priority: ticket.priority,
      units,
      cls,
      eligibleSince,
      required,
      preferred,
      excluded,
      lastActivityAt: ticket.activityAt,
      ...(previousAgentId === undefined ? {} : { previousAgentId }),
    },
    queue: routingQueue(queue),
    agents: [...workers, ...more].map((worker) => routedAgent(worker, config, at)),
  };
}

/** A queue as a decision sees it. */
export const routingQueue = (queue: Queue): RoutingQueue => ({
  key: queue.key,
  strategy: queue.strategy,
  primaryTeams: queue.primaryTeams,
  secondaryTeams: queue.secondaryTeams,
  fallbackSeconds: queue.fallbackSeconds,
  skillTimeoutSeconds: queue.skillTimeoutSeconds ?? null,
  sticky: queue.sticky,
  overflow: queue.overflow ?? null,
  staleAfterHours: queue.staleAfterHours ?? null,
});

/** An agent as a decision sees them. */
export function routedAgent({ agent, presence, load }: Agent.Worker, config: Config, at: number): RoutedAgent {
  const { units, byClass } = Agent.capacityOf(agent, config.routing);
  const inHours = agent.hours === undefined || isWithinHours(agent.hours, at);
  const opensAt = inHours || !agent.hours ? null : hoursOpen(agent.hours, at);
  return {
    agentId: agent.id,
    active: agent.status === "ACTIVE",
    teams: agent.teams ?? [],
    presence: { state: presence.state, ...(presence.channels ? { channels: presence.channels } : {}) },
    inHours,
    ...(opensAt === null ? {} : { opensAt }),
    capacity: units,
    capacityOf: byClass,
    load: load.units,
    loadOf: load.byClass,
    open: load.open,
    ...(load.lastAssignedAt === undefined ? {} : { lastAssignedAt: load.lastAssignedAt }),
    weight: agent.weight ?? 1,
    skills: agent.skills ?? [],
  };
}
