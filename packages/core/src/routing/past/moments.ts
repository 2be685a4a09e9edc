import type { AnyAggregate, StoredEvent, Tally } from "../../kernel/index.ts";
import { lifted } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import { CHANNEL_CLASSES } from "../../workspace/index.ts";
import type { Departure, LoadMoment, PastDecision } from "../simulate/index.ts";
import { route } from "../store.ts";

type Moment = LoadMoment | Departure;

/** What happened to one ticket, and to its way through routing. */
export interface Way {
  readonly ticketId: string;
  readonly events: readonly StoredEvent[];
  readonly routed: readonly StoredEvent[];
}

/** A step of either history: a moment, or a decision that is in the history already and need not be told twice. */
type Step = Moment | { readonly at: number; readonly given: string };

/** Where decisions stand in the history of a route. */
export type Decisions = ReadonlyMap<string, PastDecision>;
export const placeOf = ({ aggregateId, sequence }: Pick<StoredEvent, "aggregateId" | "sequence">): string =>
  `${aggregateId}/${sequence}`;

/**
 * When a ticket began and ceased to cost whom, from its events and those of its route, which holds the room for an
 * offer. What a decision of the history gave is no moment of its own.
 */
export function momentsOf({ ticketId, events, routed }: Way, decisions: Decisions): readonly Moment[] {
  const moments: Moment[] = [];
  let given: string | null = null;
  for (const step of merged(
    [...stepsOfRoute(ticketId, routed, decisions)],
    [...loads(Ticket.ticket, ticketId, events)],
  )) {
    if ("given" in step) given = step.given;
    else if (!("gone" in step) && step.delta === 1 && step.agentId === given) given = null;
    else moments.push(step);
  }
  return moments;
}

function* stepsOfRoute(ticketId: string, events: readonly StoredEvent[], decisions: Decisions): Generator<Step> {
  const held = [...loads(route, ticketId, events)];
  const told = events.flatMap((event): Step[] => {
    const chosen = decisions.get(placeOf(event))?.summary.chosen;
    if (chosen != null) return [{ at: event.at, given: chosen }];
    return event.type === "routing.left" ? [{ at: event.at, ticketId, gone: true }] : [];
  });
  yield* merged(told, held);
}

/** Two lists by time; at one time what is in the first comes first. */
function* merged<T extends { readonly at: number }>(first: readonly T[], second: readonly T[]): Generator<T> {
  let next = 0;
  for (const one of first) {
    for (let other = second[next]; other && other.at < one.at; other = second[next]) {
      yield other;
      next++;
    }
    yield one;
  }
  yield* second.slice(next);
}

/** When something began and ceased to be in the load of whom: where its tally before and after an event differ. */
function* loads(agg: AnyAggregate, ticketId: string, events: readonly StoredEvent[]): Generator<LoadMoment> {
  let state: unknown;
  for (const event of events) {
    const before = tallyOf(agg, state);
    state = agg.evolve(state as never, lifted(agg, event) as never);
    const after = tallyOf(agg, state);
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    if (before) yield { at: event.at, ticketId, ...before, delta: -1 };
    if (after) yield { at: event.at, ticketId, ...after, delta: 1 };
  }
}

function tallyOf(agg: AnyAggregate, state: unknown) {
  const [tally] = state === undefined ? [] : (agg.tallies?.(state) ?? []);
  return tally ? costIn(tally) : null;
}

/** Whose load a tally moves, and by what: the other way round of how it is made (agent/load.ts). */
function costIn({ of: [, agentId = ""], amounts }: Tally): Pick<LoadMoment, "agentId" | "units" | "cls"> {
  const cls = CHANNEL_CLASSES.find((one) => amounts[`u_${one}`] !== undefined) ?? "ASYNC";
  return { agentId, units: amounts[`u_${cls}`] ?? 0, cls };
}
