import * as Agent from "../../agent/index.ts";
import type { Ctx } from "../../kernel/index.ts";
import { fold } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import type { ConditionFacts, Tier } from "../../workspace/index.ts";
import type { RoutedTicket } from "../decide/index.ts";
import { conditionFacts } from "../place.ts";
import type { ReadHistory } from "./read.ts";

/** What conditions look at, of each ticket as it was when it was decided on. */
export async function factsAtDecisions(
  ctx: Ctx,
  { decisions, ways }: ReadHistory,
): Promise<ReadonlyMap<RoutedTicket, ConditionFacts>> {
  const tiers = new Map<string, Tier>();
  const known = new Map<RoutedTicket, ConditionFacts>();
  for (const { ticketId, facts } of decisions) {
    const events = (ways.get(ticketId)?.events ?? []).filter(({ at }) => at <= facts.at);
    if (events.length === 0) continue;
    const ticket = fold(Ticket.ticket, events) as Ticket.Ticket;
    const tier = tiers.get(ticket.customerId) ?? (await conditionFacts(ctx, ticket)).tier;
    tiers.set(ticket.customerId, tier);
    const { channel, kind, priority, teamId, category, tags } = ticket;
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
