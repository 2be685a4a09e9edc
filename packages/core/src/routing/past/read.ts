import { type Ctx, PAGE_MAX, type StoredEvent } from "../../kernel/index.ts";
import type { Row } from "../../port/index.ts";
import { aggregateOf, history, logRows, type TimeRange, timeOfRank, wholeEvents } from "../../table/index.ts";
import { keptFacts } from "../kept.ts";
import { recorded } from "../read.ts";
import type { PastDecision, RoutingHistory } from "../simulate/index.ts";
import { routeIdOf } from "../store.ts";
import { inChunks, TOGETHER } from "./chunks.ts";
import { momentsOf, placeOf, type Way } from "./moments.ts";

/** About so many decisions are looked at, whole pages of the log; and so many events of the log to find them. */
export const MOST_DECISIONS = 20_000;
const MOST_EVENTS = 300_000;

export interface ReadHistory extends RoutingHistory {
  /** All that happened to the tickets that were decided on. */
  readonly ways: ReadonlyMap<string, Way>;
  /** Decisions whose facts are not kept, or not as they were: they are left out. */
  readonly withoutFacts: number;
  /** Whether there was more in this time than is looked at; then `until` is how far it goes. */
  readonly isCut: boolean;
}

/**
 * What routing did in a stretch of time. Access patterns: the log index hour by hour, then the events of decisions in
 * batches, then their facts and the histories of their tickets, many at once.
 */
export async function readHistory(ctx: Ctx, range: TimeRange, most = MOST_DECISIONS): Promise<ReadHistory> {
  const { rows, tickets, isCut, until } = await logged(ctx, range, most);
  // In the order of the log, which two of one time keep.
  const whole = await inChunks(rows, PAGE_MAX, (some) => wholeEvents(ctx, some));
  const events = whole.filter((event) => event !== null);
  const found = await inChunks(events, TOGETHER, (some) => Promise.all(some.map((event) => pastOf(ctx, event))));
  const decisions = found.flatMap((one) => one ?? []).sort((a, b) => a.decision.facts.at - b.decision.facts.at);
  for (const { decision } of decisions) tickets.add(decision.ticketId);
  const all = await inChunks([...tickets], TOGETHER, (some) => Promise.all(some.map((id) => wayOf(ctx, id))));
  const byPlace = new Map(decisions.map(({ place, decision }) => [place, decision]));
  const moments = all
    .flatMap((way) => momentsOf(way, byPlace))
    .filter(({ at }) => at >= range.from && at <= until)
    .sort((a, b) => a.at - b.at);
  return {
    decisions: decisions.map(({ decision }) => decision),
    moments,
    until,
    ways: new Map(all.map((way) => [way.ticketId, way])),
    withoutFacts: found.filter((one) => one === null).length,
    isCut,
  };
}

/** The rows of decisions in the log, and which tickets something happened to. */
async function logged(ctx: Ctx, range: TimeRange, most: number) {
  const rows: Row[] = [];
  const tickets = new Set<string>();
  let [after, looked, until]: [string | null, number, number] = [null, 0, range.to];
  do {
    const page = await logRows(ctx, range, { first: PAGE_MAX, ...(after === null ? {} : { after }) });
    for (const { node } of page.edges) {
      const type = String(node["t"]);
      if (type === "routing.decided") rows.push(node);
      else if (type.startsWith("ticket.")) tickets.add(aggregateOf(String(node["pk"])).id);
      until = timeOfRank(String(node["a2"]));
    }
    looked += page.edges.length;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && rows.length < most && looked < MOST_EVENTS);
  const isCut = after !== null;
  return { rows, tickets, isCut, until: isCut ? until : range.to };
}

/** What was recorded of one decision: here and nowhere else it is known how. */
async function pastOf(ctx: Ctx, event: StoredEvent): Promise<{ place: string; decision: PastDecision } | null> {
  if (event.redacted) return null;
  const { ticketId, facts: hash, summary } = recorded(event);
  const facts = await keptFacts(ctx, event.aggregateId, hash);
  const place = placeOf(event);
  return facts && { place, decision: { eventId: place, ticketId, sequence: event.sequence, facts, summary } };
}

async function wayOf(ctx: Ctx, ticketId: string): Promise<Way> {
  const [events, routed] = await Promise.all([history(ctx, ticketId), history(ctx, routeIdOf(ticketId))]);
  return { ticketId, events, routed };
}
