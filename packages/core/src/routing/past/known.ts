import * as Agent from "../../agent/index.ts";
import type { Ctx } from "../../kernel/index.ts";
import { fold } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import type { ConditionFacts, Tier } from "../../workspace/index.ts";
import type { RoutedTicket } from "../decide/index.ts";
import { conditionFacts } from "../place.ts";
import { inChunks, TOGETHER } from "./chunks.ts";
import type { ReadHistory } from "./read.ts";

/** How the customer of each ticket is served, as it is now: what it was is not kept with the ticket. */
export async function tiersOf(ctx: Ctx, { ways }: ReadHistory): Promise<ReadonlyMap<string, Tier>> {
  const tickets = [...ways.values()].flatMap(({ events }) =>
    events.length === 0 ? [] : [fold(Ticket.ticket, events) as Ticket.Ticket],
  );
  const oneOfEach = new Map(tickets.map((ticket) => [ticket.customerId, ticket]));
  const tierOf = async (one: Ticket.Ticket) => [one.customerId, (await conditionFacts(ctx, one)).tier] as const;
  const byCustomer = new Map(
    await inChunks([...oneOfEach.values()], TOGETHER, (some) => Promise.all(some.map(tierOf))),
  );
  return new Map(tickets.map(({ id, customerId }) => [id, byCustomer.get(customerId) ?? "STANDARD"]));
}

/** What conditions look at, of each ticket as it was when it was decided on. */
export function factsAtDecisions(
  { decisions, ways }: ReadHistory,
  tiers: ReadonlyMap<string, Tier>,
): ReadonlyMap<RoutedTicket, ConditionFacts> {
  const known = new Map<RoutedTicket, ConditionFacts>();
  for (const { ticketId, facts } of decisions) {
    const events = (ways.get(ticketId)?.events ?? []).filter(({ at }) => at <= facts.at);
    if (events.length === 0) continue;
    const { channel, kind, priority, teamId, category, tags } = fold(Ticket.ticket, events) as Ticket.Ticket;
    const tier = tiers.get(ticketId) ?? "STANDARD";
    known.set(facts.ticket, { tier, channel, kind, priority, teamId, category, tags });
  }
  return known;
}

/** Of the agents in a history those of whom nobody said how much they can carry. */
export async function defaultsAmong(ctx: Ctx, { decisions }: ReadHistory): Promise<ReadonlySet<string>> {
  const ids = new Set(decisions.flatMap(({ facts }) => facts.agents.map(({ agentId }) => agentId)));
  const workers = await Agent.workersOf(ctx, [...ids]);
  return new Set(workers.filter(({ agent }) => agent.capacity === undefined).map(({ agent }) => agent.id));
}
