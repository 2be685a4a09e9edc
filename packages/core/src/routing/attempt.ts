import * as Agent from "../agent/index.ts";
import { type Ctx, keyless, type Loaded } from "../kernel/index.ts";
import { execute, load, type Plan } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { CHANNEL_TRAITS, type Config, configInForce, costOf } from "../workspace/index.ts";
import { type Decision, decideRoute, decisionSummary, type RouteFacts, reasonsDigest } from "./decide/index.ts";
import { factsOf } from "./gather.ts";
import { keepFacts } from "./kept.ts";
import { assigned, type Drafts, needsSomebody } from "./place.ts";
import type { Route } from "./schema.ts";
import { route, routeIdOf } from "./store.ts";

/**
 * Decides about one ticket that waits, and gives it to whoever was chosen, or offers it to them where the channel rings:
 * ticket, route and the load of the agent move in one commit, which is refused when the ticket was taken or the room is
 * gone by then; then it is decided anew on what is there. What nobody can take waits on, and says why.
 */
export async function attempt(ctx: Ctx, ticketId: string): Promise<void> {
  const id = routeIdOf(ticketId);
  await execute(keyless(ctx), { name: "routing.attempt", input: {} }, async () => {
    const [found, before] = await Promise.all([load(ctx, Ticket.ticket, ticketId), load(ctx, route, id)]);
    if (!found || before?.state.state !== "WAITING" || !needsSomebody(found.state)) return { changes: [] };
    const { version, config } = await configInForce(ctx);
    const queue = config.queues.find(({ key }) => key === before.state.queue);
    if (!queue) return { changes: [] };
    const about = { ticket: found.state, route: before.state, queue, config, configVersion: version };
    const facts = await factsOf(ctx, about);
    const decision = decideRoute(facts);
    if (decision.outcome !== "ASSIGN" && isOldNews(before.state, decision)) return { changes: [] };
    const decided = await decidedBy(ctx, id, facts, decision);
    if (decision.chosen === null) return { changes: [{ agg: route, id, before, drafts: decided }] };
    const ring = CHANNEL_TRAITS[found.state.channel].push ? queue.pushTimeoutSeconds : null;
    return given(ctx, { found, before, decided, agentId: decision.chosen, facts, config, ring });
  });
}

/** Nobody, for the reasons it was nobody before: that adds no event. */
const isOldNews = ({ digest, retryAt }: Route, decision: Decision): boolean =>
  digest === reasonsDigest(decision) && (retryAt ?? null) === decision.retryAt;

async function decidedBy(ctx: Ctx, routeId: string, facts: RouteFacts, decision: Decision): Promise<Drafts> {
  const { ticketId, queue, outcome, chosen, retryAt } = decision;
  const summary = JSON.parse(JSON.stringify(decisionSummary(decision)));
  const kept = await keepFacts(ctx, routeId, facts);
  const digest = reasonsDigest(decision);
  return [
    { type: "routing.decided", payload: { ticketId, queue, outcome, chosen, retryAt, digest, facts: kept, summary } },
  ];
}

interface Giving {
  readonly found: Loaded<Ticket.Ticket>;
  readonly before: Loaded<Route>;
  readonly decided: Drafts;
  readonly agentId: string;
  readonly facts: RouteFacts;
  readonly config: Config;
  /** For how long it rings, seconds; null where nobody need accept. */
  readonly ring: number | null;
}

function given(ctx: Ctx, { found, before, decided, agentId, facts, config, ring }: Giving): Plan {
  const { id: ticketId, channel } = found.state;
  const agent = facts.agents.find((one) => one.agentId === agentId);
  const capacity = { units: agent?.capacity ?? 0, byClass: agent?.capacityOf ?? {} };
  const { units, ...cost } = costOf(config, channel);
  const load = { ...cost, units: units === "ALL" ? capacity.units : units };
  // What takes all of somebody is no number of units of its class: it asks for nothing else beside it.
  const most = units === "ALL" ? { ...capacity, byClass: {} } : capacity;
  const bounds = [Agent.withinCapacity(agentId, most, cost.cls, facts.at)];
  const records = [Agent.stillActive(ctx, agentId)];
  const own = { agg: route, id: before.state.id, before };
  if (ring !== null) {
    const offered = { type: "routing.offered", payload: { ticketId, agentId, until: facts.at + ring * 1_000, load } };
    return { changes: [{ ...own, drafts: [...decided, offered] }], bounds, records };
  }
  const theirs = Ticket.assignedTo(found.state, agentId, load);
  return {
    changes: [
      { ...own, drafts: [...decided, assigned(ticketId, agentId, "ROUTING")] },
      { agg: Ticket.ticket, id: ticketId, before: found, drafts: [theirs] },
    ],
    bounds,
    records,
  };
}
