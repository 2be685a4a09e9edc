import * as Agent from "../agent/index.ts";
import { authorize, type Ctx, type Loaded } from "../kernel/index.ts";
import { loadMany } from "../table/index.ts";
import { type Config, configInForce, type Queue } from "../workspace/index.ts";
import { attempt } from "./attempt.ts";
import { type RoutedAgent, tierOf } from "./decide/index.ts";
import { routedAgent, routingQueue } from "./gather.ts";
import type { Route } from "./schema.ts";
import { route, routeIdOf, waitingIn } from "./store.ts";

const PAGE = 25;
/** Rows of queues looked through at most in one call: the rest is found by the next one. */
const MOST = 500;

/**
 * Looks for work for somebody who has room for it: in the queues they serve, by the priority of the queue, then in its
 * order, every ticket that they could take is decided about anew; it may go to somebody else who is better. Called by
 * the reactions to whatever gives somebody room; for who has none, or is not there, nothing happens.
 *
 * @throws FORBIDDEN
 */
export async function fill(ctx: Ctx, { agentId }: { readonly agentId: string }): Promise<void> {
  await authorize(ctx, "ticket:process");
  const { config } = await configInForce(ctx);
  if (config.queues.length === 0) return;
  let looked = 0;
  for (const queue of await served(ctx, config, agentId)) {
    for await (const ticketIds of waitingIn(ctx, queue.key, PAGE)) {
      if (!(await offered(ctx, config, { agentId, ticketIds }))) return;
      looked += ticketIds.length;
      if (looked >= MOST) return;
    }
  }
}

/** The queues that somebody serves who takes work now; none of who does not. */
async function served(ctx: Ctx, config: Config, agentId: string): Promise<readonly Queue[]> {
  const me = await ready(ctx, config, agentId);
  if (!me) return [];
  const mine = config.queues.filter((queue) => tierOf(routingQueue(queue), me) !== null);
  return [...mine].sort((a, b) => a.priority - b.priority);
}

/** Somebody as a decision sees them, while they could be given anything at all. */
async function ready(ctx: Ctx, config: Config, agentId: string): Promise<RoutedAgent | null> {
  const [worker] = await Agent.workersOf(ctx, [agentId]);
  if (!worker) return null;
  const me = routedAgent(worker, config, ctx.clock.now());
  return me.active && me.presence.state === "ONLINE" && me.inHours && me.load < me.capacity ? me : null;
}

interface Some {
  readonly agentId: string;
  readonly ticketIds: readonly string[];
}

/** Decides about some tickets, one after the other; false once there is no room any more. */
async function offered(ctx: Ctx, config: Config, { agentId, ticketIds }: Some): Promise<boolean> {
  const routes = (await loadMany(ctx, route, ticketIds.map(routeIdOf))) as (Loaded<Route> | null)[];
  let me = await ready(ctx, config, agentId);
  for (const one of routes) {
    if (!me) return false;
    if (one?.state.state !== "WAITING" || !couldTake(me, one.state)) continue;
    await attempt(ctx, one.state.ticketId);
    me = await ready(ctx, config, agentId);
  }
  return me !== null;
}

/** A look that spares a decision: what it asks for, and whether they were asked before. */
const couldTake = (me: RoutedAgent, { required, excluded = [] }: Route): boolean =>
  !excluded.some(({ agentId }) => agentId === me.agentId) &&
  required.every(({ skill, level }) => me.skills.some((held) => held.skill === skill && held.level >= level));
