import * as Agent from "../agent/index.ts";
import { authorize, type Ctx, type Loaded } from "../kernel/index.ts";
import { loadMany } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { type Config, configInForce, costOf, type Queue } from "../workspace/index.ts";
import { attempt } from "./attempt.ts";
import { hasRoom, type RoutedAgent, tierOf } from "./decide/index.ts";
import { routedAgent, routingQueue } from "./gather.ts";
import type { Route } from "./schema.ts";
import { route, routeIdOf, waitingIn } from "./store.ts";

const PAGE = 25;
/** Rows of queues looked at, and decisions made, at most in one call; a look costs little, a decision reads everybody. */
const MOST_LOOKS = 10_000;
const MOST_DECISIONS = 500;

/**
 * Looks for work for somebody who has room for it: in the queues they serve, by the priority of the queue, then in its
 * order, every ticket that they could take is decided about anew; it may go to somebody else who is better. Called by
 * the reactions to whatever gives somebody room; for who has none, or is not there, nothing happens. Who is there before
 * their hours begin is given nothing yet, but what they could take then waits for that time.
 *
 * @throws FORBIDDEN
 */
export async function fill(ctx: Ctx, { agentId }: { readonly agentId: string }): Promise<void> {
  await authorize(ctx, "ticket:process");
  const { config } = await configInForce(ctx);
  if (config.queues.length === 0) return;
  const failures: Error[] = [];
  let [looks, decisions] = [0, 0];
  for (const queue of await served(ctx, config, agentId)) {
    for await (const ticketIds of waitingIn(ctx, queue.key, PAGE)) {
      const made = await offered(ctx, config, { agentId, ticketIds, failures });
      looks += ticketIds.length;
      decisions += made ?? MOST_DECISIONS;
      if (looks >= MOST_LOOKS || decisions >= MOST_DECISIONS) return throwFirst(failures);
    }
  }
  throwFirst(failures);
}

/** What failed is tried again by whoever called, once everything else was looked at. */
function throwFirst([first]: readonly Error[]): void {
  if (first) throw first;
}

/** The queues that somebody serves who takes work now, or whose rest goes to them; none of who does not. */
async function served(ctx: Ctx, config: Config, agentId: string): Promise<readonly Queue[]> {
  const me = await ready(ctx, config, agentId);
  if (!me) return [];
  const mine = config.queues.filter(
    (queue) => tierOf(routingQueue(queue), me) !== null || queue.overflow?.agentId === agentId,
  );
  return [...mine].sort((a, b) => a.priority - b.priority);
}

/** Somebody as a decision sees them, while they could be given anything at all, now or when their hours begin. */
async function ready(ctx: Ctx, config: Config, agentId: string): Promise<RoutedAgent | null> {
  const [worker] = await Agent.workersOf(ctx, [agentId]);
  if (!worker) return null;
  const me = routedAgent(worker, config, ctx.clock.now());
  const works = me.inHours || me.opensAt !== undefined;
  return me.active && me.presence.state === "ONLINE" && works && me.load < me.capacity ? me : null;
}

interface Some {
  readonly agentId: string;
  readonly ticketIds: readonly string[];
  readonly failures: Error[];
}

/** Decides about some tickets, one after the other, and says how many; null once there is no room any more. */
async function offered(ctx: Ctx, config: Config, { agentId, ticketIds, failures }: Some): Promise<number | null> {
  const [routes, tickets] = (await Promise.all([
    loadMany(ctx, route, ticketIds.map(routeIdOf)),
    loadMany(ctx, Ticket.ticket, ticketIds),
  ])) as [readonly (Loaded<Route> | null)[], readonly (Loaded<Ticket.Ticket> | null)[]];
  let [me, decisions] = [await ready(ctx, config, agentId), 0];
  for (const [i, ticketId] of ticketIds.entries()) {
    if (!me) return null;
    if (!couldTake(me, config, { route: routes[i]?.state, ticket: tickets[i]?.state })) continue;
    // One that cannot be decided about must not hide what stands behind it.
    await attempt(ctx, ticketId).catch((error: Error) => failures.push(error));
    decisions++;
    me = await ready(ctx, config, agentId);
  }
  return me && decisions;
}

interface Seen {
  readonly route: Route | undefined;
  readonly ticket: Ticket.Ticket | undefined;
}

/**
 * A look that spares a decision: what it asks for, and whether they were asked before. What is not seen yet as it
 * waits, though the queue says that it does, is decided about.
 */
function couldTake(me: RoutedAgent, config: Config, { route: way, ticket }: Seen): boolean {
  if (way?.state !== "WAITING" || !ticket) return true;
  const { required, excluded = [], retryAt } = way;
  const { channels } = me.presence;
  return (
    !excluded.some(({ agentId }) => agentId === me.agentId) &&
    required.every(({ skill, level }) => me.skills.some((held) => held.skill === skill && held.level >= level)) &&
    (channels === undefined || channels.includes(ticket.channel)) &&
    hasRoom(me, costOf(config, ticket.channel)) &&
    (me.inHours || retryAt === undefined || (me.opensAt !== undefined && me.opensAt < retryAt))
  );
}
