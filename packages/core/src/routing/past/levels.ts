import type { Ctx, StoredEvent } from "../../kernel/index.ts";
import { type ClockFacts, clocksIdOf, clocksOver, type Rules } from "../../sla/index.ts";
import { history } from "../../table/index.ts";
import type { Tier } from "../../workspace/index.ts";
import type { Comparison } from "../simulate/index.ts";
import { inChunks, TOGETHER } from "./chunks.ts";
import type { Way } from "./moments.ts";
import type { ReadHistory } from "./read.ts";

/** A target that was missed: which, of which policy, and when it was due, ms. */
export type Breach = Pick<ClockFacts, "metric" | "cycle" | "policy" | "at">;

/** The targets of a ticket that were missed in this time, and that would have been. */
export interface BreachComparison {
  readonly ticketId: string;
  readonly recorded: readonly Breach[];
  readonly simulated: readonly Breach[];
}

export interface LevelsInput {
  readonly from: number;
  readonly history: ReadHistory;
  readonly tickets: readonly Comparison[];
  readonly tiers: ReadonlyMap<string, Tier>;
  /** What would have been promised; null where it is what was. */
  readonly rules: Rules | null;
}

/**
 * The breaches of every ticket that something happened to, beside those there would have been: under other promises,
 * and with whatever was done to it after somebody had it as much later or earlier as they had it. Nothing of that was
 * done to one that nobody would have had. Tickets without any on either side are left out.
 */
export async function breachesOf(ctx: Ctx, input: LevelsInput, promised: Rules): Promise<readonly BreachComparison[]> {
  const lines = new Map<string, Comparison[]>();
  for (const line of input.tickets) lines.set(line.ticketId, [...(lines.get(line.ticketId) ?? []), line]);
  const compared = await inChunks([...input.history.ways.values()], TOGETHER, (some) =>
    Promise.all(
      some.map(async (way): Promise<BreachComparison> => {
        const recorded = (await breached(ctx, way)).filter((one) => isWithin(input, one));
        const simulated = simulatedOf(input, way, lines.get(way.ticketId) ?? [], promised);
        return { ticketId: way.ticketId, recorded, simulated: simulated ?? recorded };
      }),
    ),
  );
  return compared.filter(({ recorded, simulated }) => recorded.length + simulated.length > 0);
}

const isWithin = ({ from, history: { until } }: LevelsInput, { at }: Breach): boolean => at >= from && at <= until;

/** Null where nothing is different: then it is what happened, whatever was promised meanwhile. */
function simulatedOf(input: LevelsInput, way: Way, lines: readonly Comparison[], promised: Rules): Breach[] | null {
  const { rules, tiers, history: past } = input;
  if (!rules && lines.every(({ isSame }) => isSame)) return null;
  const events = shifted(way.events, lines, past.until);
  const tier = tiers.get(way.ticketId) ?? "STANDARD";
  const { turns } = clocksOver({ events, tier, until: past.until }, rules ?? promised);
  return turns
    .filter(({ turn }) => turn === "breached")
    .map(({ at, clock: { metric, cycle, promised: by } }) => ({ metric, cycle, policy: by.policy, at }))
    .filter((one) => isWithin(input, one));
}

async function breached(ctx: Ctx, { ticketId }: Way): Promise<readonly Breach[]> {
  return (await history(ctx, clocksIdOf(ticketId))).flatMap(({ type, payload }) => {
    if (type !== "sla.breached") return [];
    const { metric, cycle, policy, at } = payload as ClockFacts;
    return [{ metric, cycle, policy, at }];
  });
}

/** What would have happened to a ticket by the end, in order. */
function shifted(events: readonly StoredEvent[], lines: readonly Comparison[], until: number): readonly StoredEvent[] {
  return events
    .flatMap((event) => {
      const by = delayAt(event, lines);
      return by === null ? [] : [{ ...event, at: event.at + by, occurredAt: event.occurredAt + by }];
    })
    .filter(({ occurredAt }) => occurredAt <= until)
    .sort((a, b) => a.occurredAt - b.occurredAt);
}

/** How much later than it did an event would have come; null for never. */
function delayAt({ type, occurredAt }: StoredEvent, lines: readonly Comparison[]): number | null {
  const line = lines.findLast(({ recorded }) => recorded !== null && recorded.at < occurredAt);
  if (!line?.recorded) return 0;
  if (line.simulated) return line.simulated.at - line.recorded.at;
  // What the customer writes they write in any case.
  return type === "ticket.message_received" ? 0 : null;
}
