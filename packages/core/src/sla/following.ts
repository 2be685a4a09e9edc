import * as Customer from "../customer/index.ts";
import { type Ctx, canonical, type Loaded, type StoredEvent } from "../kernel/index.ts";
import { aggregatePartition, decodeEvent, eventPrefix, pagesOf, sequenceRank } from "../table/index.ts";
import type * as Ticket from "../ticket/index.ts";
import { type Config, configInForce, type Tier } from "../workspace/index.ts";
import { type Folded, folded, type Turned } from "./engine/fold.ts";
import { factsBefore, marksOf, sortingOf } from "./engine/mark.ts";
import { type Facts, nameOf, type Rules } from "./engine/schema.ts";
import type { Sla, SlaDraft } from "./events.ts";
import { NO_CLOCKS, unpack } from "./pack.ts";

export const rulesOf = ({ version, config }: { readonly version: number; readonly config: Config }): Rules => ({
  version,
  slaPolicies: config.slaPolicies,
  calendars: config.calendars,
});

/** The rules in force: one read, as a configuration is kept by its version. */
export const rulesInForce = async (ctx: Ctx): Promise<Rules> => rulesOf(await configInForce(ctx));

/** How a customer is served, where a policy asks: most workspaces never read it. */
async function tierOf(ctx: Ctx, { slaPolicies }: Rules, customerId: string): Promise<Tier> {
  if (slaPolicies.every(({ when }) => when.tiers === undefined)) return "STANDARD";
  return Customer.tierOf(ctx, customerId);
}

/** What happened to a ticket behind a place in its history: notes move no clock, so they are not read. */
async function eventsBehind(ctx: Ctx, ticketId: string, place: number, to: number): Promise<readonly StoredEvent[]> {
  if (place >= to) return [];
  const strands = (["public", "audit"] as const).map(async (visibility) => {
    const prefix = eventPrefix(visibility);
    const events: StoredEvent[] = [];
    const range = {
      partition: aggregatePartition(ctx, ticketId),
      from: prefix + sequenceRank(place + 1),
      to: prefix + sequenceRank(to),
      consistent: true,
    };
    for await (const rows of pagesOf(ctx.table, range)) events.push(...rows.map(decodeEvent));
    return events;
  });
  return (await Promise.all(strands)).flat().sort((a, b) => a.sequence - b.sequence);
}

/** The clocks of a ticket as they are now, whoever has followed it how far. */
export interface Current extends Folded {
  /** Where in the ticket's history they stand. */
  readonly position: number;
}

/** Folds in memory what the stored clocks have not seen yet: what came to pass, and the time itself. */
export async function current(
  ctx: Ctx,
  { state: ticket, head }: Loaded<Ticket.Ticket>,
  stored: Sla | undefined,
  rules: Rules,
): Promise<Current> {
  const [events, tier] = await Promise.all([
    eventsBehind(ctx, ticket.id, stored?.position ?? 0, head.sequence),
    tierOf(ctx, rules, ticket.customerId),
  ]);
  const marks = marksOf(events);
  const facts: Facts = factsBefore({ ...sortingOf(ticket), tier }, marks);
  const now = Math.max(ctx.clock.now(), stored?.story.lastAt ?? 0);
  const clocks = stored ? { story: stored.story, clocks: unpack(stored.packed) } : null;
  return { ...folded({ clocks, facts }, marks, rules, now), position: head.sequence };
}

/** So far the clocks may lag behind a ticket that nothing happened to which moves them: each look reads that much. */
const LAG = 50;

/** What following comes to: nothing where the clocks stay as they are. */
export function drafts(ticketId: string, before: Sla | undefined, now: Current): readonly SlaDraft[] {
  const { story, clocks, turns, position, facts } = now;
  const known = new Map(unpack(before?.packed ?? NO_CLOCKS).map((clock) => [nameOf(clock), canonical(clock)]));
  const changed = clocks.filter((clock) => known.get(nameOf(clock)) !== canonical(clock));
  const names = new Set(clocks.map(nameOf));
  const gone = [...known.keys()].filter((name) => !names.has(name));
  const isBehind = position - (before?.position ?? 0) > LAG;
  const stays = changed.length === 0 && gone.length === 0 && !isTold(before, now) && !isBehind;
  if (stays && turns.length === 0) return [];
  const teamId = facts.teamId ?? null;
  const followed: SlaDraft = {
    type: "sla.followed",
    payload: { ticketId, position, story, clocks: changed, gone, teamId },
  };
  return [followed, ...turns.map((turned) => draftOf(ticketId, turned))];
}

/** Whether the story itself goes on, apart from the time that passed; of a ticket without clocks it need not be kept. */
function isTold(before: Sla | undefined, { story }: Current): boolean {
  if (!before) return false;
  return canonical({ ...before.story, lastAt: 0 }) !== canonical({ ...story, lastAt: 0 });
}

function draftOf(ticketId: string, { turn, clock, at, facts }: Turned): SlaDraft {
  const { metric, cycle, promised, dueAt } = clock;
  const { policy, version: policyVersion } = promised;
  const { teamId = null, priority } = facts;
  return {
    type: `sla.${turn}`,
    payload: { ticketId, metric, cycle, policy, policyVersion, dueAt, at, teamId, priority },
  };
}
