import { HOUR } from "../../kernel/index.ts";
import type { Candidate, Decision, Rule, Tier } from "./decision.ts";
import { type Removal, removalOf, tierOf } from "./eligible.ts";
import type { RoutedAgent, RouteFacts } from "./facts.ts";
import { missing, type Preference, preferenceAt, spell } from "./preferred.ts";
import { better, byId, type Scored, scoreOf, tieBreakOf } from "./rank.ts";
import { fallbackFrom, overflowFrom, retryAt } from "./retry.ts";

/**
 * Who gets a ticket, and why: pure, so the same facts give the same decision to the byte, in whatever order the agents
 * stand. It only says so; the assignment is made elsewhere, with the load of whoever was chosen.
 *
 * First who may not take it is removed, each with the reason; then the previous agent of the customer, where the queue
 * is sticky; then the most preferred skills held, then the strategy, then who waited longest, then the id. When nobody
 * is left and the time has come, the overflow assignee, who need be in no team and hold no preferred skill, but has to
 * be there, to hold what is required and to have room like everybody.
 *
 * @example
 * const { outcome, chosen, retryAt } = decideRoute(facts);
 */
export function decideRoute(facts: RouteFacts): Decision {
  if (isStale(facts)) return decided(facts, { outcome: "STALE", dropped: [], candidates: [] });
  const preference = preferenceAt(facts);
  const looked = facts.agents.map((agent): Looked => {
    const removal = removalOf(facts, agent);
    return { agent, tier: tierOf(facts.queue, agent), removal };
  });
  const primaryIsEligible = looked.some(({ tier, removal }) => tier === "PRIMARY" && removal === null);
  const secondaryWaits = primaryIsEligible && facts.at < fallbackFrom(facts);
  const final = looked.map((one) => whoseTurn(one, preference, secondaryWaits));
  const { dropped } = preference;
  const left = final.filter(({ removal }) => removal === null).map((one) => scored(facts, one));
  if (left.length > 0) return chosen(facts, preference, final, ranked(facts, left));
  const overflow = overflowOf(facts);
  const rest = overflow ? final.map((one) => (one.agent === overflow.agent ? overflow : one)) : final;
  if (overflow?.removal === null) {
    return chosen(facts, preference, rest, { rule: "OVERFLOW", order: [scored(facts, overflow)] });
  }
  const candidates = removed(rest);
  return decided(facts, { outcome: "NOBODY", dropped, candidates, retryAt: retryAt(facts, primaryIsEligible) });
}

interface Looked {
  readonly agent: RoutedAgent;
  readonly tier: Tier | null;
  readonly removal: Removal | null;
}

type Ranked = Scored & Looked;

interface Order {
  readonly rule: Rule;
  readonly order: readonly Ranked[];
}

const isStale = ({ at, ticket, queue }: RouteFacts): boolean =>
  queue.staleAfterHours !== null && at - ticket.lastActivityAt >= queue.staleAfterHours * HOUR;

/** What removes somebody who could take it, for the sake of others: a primary team, or who may still come. */
function whoseTurn(one: Looked, { asked }: Preference, secondaryWaits: boolean): Looked {
  if (one.removal) return one;
  if (secondaryWaits && one.tier === "SECONDARY") return { ...one, removal: { removedBy: "SECONDARY_WAITS" } };
  const lacked = missing(one.agent, asked);
  return lacked.length === 0 ? one : { ...one, removal: { removedBy: "MISSING_PREFERRED", detail: spell(lacked) } };
}

const scored = (facts: RouteFacts, one: Looked): Ranked => ({ ...one, score: scoreOf(facts, one.agent) });

function ranked({ ticket, queue }: RouteFacts, left: readonly Ranked[]): Order {
  const order = [...left].sort(better(queue.strategy));
  const previous = queue.sticky ? order.find(({ agent }) => agent.agentId === ticket.previousAgentId) : undefined;
  if (!previous) return { rule: "STRATEGY", order };
  return { rule: "STICKY", order: [previous, ...order.filter((one) => one !== previous)] };
}

/** The overflow assignee, once their time has come: with what removes even them. */
function overflowOf(facts: RouteFacts): Looked | undefined {
  const from = overflowFrom(facts);
  if (from === null || facts.at < from) return undefined;
  const agent = facts.agents.find(({ agentId }) => agentId === facts.queue.overflow?.agentId);
  if (!agent) return undefined;
  return { agent, tier: tierOf(facts.queue, agent), removal: removalOf(facts, agent, { team: true }) };
}

function chosen(
  facts: RouteFacts,
  { dropped }: Preference,
  looked: readonly Looked[],
  { rule, order }: Order,
): Decision {
  const best = order.map(({ agent: { agentId }, tier, score }, i): Candidate => {
    return { agentId, tier, removedBy: null, score, rank: i + 1 };
  });
  return decided(facts, {
    outcome: "ASSIGN",
    rule,
    tier: order[0]?.tier ?? null,
    dropped,
    candidates: [...best, ...removed(looked)],
    chosen: order[0]?.agent.agentId ?? null,
    tieBreak: rule === "STRATEGY" ? tieBreakOf(facts.queue.strategy, order) : null,
  });
}

const removed = (looked: readonly Looked[]): Candidate[] =>
  looked
    .flatMap(({ agent: { agentId }, tier, removal }): Candidate[] => (removal ? [{ agentId, tier, ...removal }] : []))
    .sort(byId);

type Found = Pick<Decision, "outcome" | "dropped" | "candidates"> & Partial<Decision>;

const decided = ({ configVersion, at, ticket, queue }: RouteFacts, found: Found): Decision => ({
  configVersion,
  at,
  ticketId: ticket.id,
  queue: queue.key,
  rule: null,
  tier: null,
  chosen: null,
  tieBreak: null,
  retryAt: null,
  ...found,
});
