import * as Agent from "../agent/index.ts";
import {
  type Aggregate,
  type Ctx,
  headOf,
  type IndexKeys,
  idOfHead,
  type Pointer,
  type Tally,
} from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { aggregateOf, aggregatePartition, indexPartition, type ListSpec, timeRank } from "../table/index.ts";
import { PRIORITIES, type Priority } from "../workspace/index.ts";
import { evolve } from "./evolve.ts";
import { type Events, events, type Route } from "./schema.ts";

const WAITING = "Q#";

/** In whose partition the tickets of a queue stand, in their order: strongly read, so that none is overlooked. */
const queueAt = (queue: string): string => `queue:${queue}`;

/** A ticket stands in its queue for as long as it waits; while it is offered to somebody nobody else gets it. */
const standing = ({ id, state, queue, rank }: Route): readonly Pointer[] =>
  state === "WAITING" ? [{ at: queueAt(queue), row: WAITING + rank + headOf(id) }] : [];

/** An offer holds the room for what it offers. */
const held = ({ offer }: Route): readonly Tally[] => (offer ? [Agent.loadTally(offer.agentId, offer.load)] : []);

const indexes = ({ offer }: Route): IndexKeys =>
  offer ? { work: { partition: ["OFFER", offer.agentId], sort: timeRank(offer.until) } } : {};

export const route: Aggregate<Route, Events> = {
  name: "route",
  prefix: "rte",
  rowVersion: 1,
  events,
  evolve,
  store: {
    attributes: { state: "st" },
    indexes,
    dueAt: ({ state, offer, retryAt }) =>
      state === "OFFERED" ? offer?.until : state === "WAITING" ? retryAt : undefined,
  },
  pointers: standing,
  tallies: held,
  readable: "ticket:read_notes",
  target: () => ({}),
};

/** The way of a ticket has an id that follows from the ticket's: nothing needs to say which it is. */
export const routeIdOf = (ticketId: string): string => idOfHead("rte", headOf(ticketId)) ?? "";

/** More urgent first, or what is due sooner; then who waits longest. Behind it stands the id. */
export const rankOf = (
  by: { readonly priority: Priority } | { readonly dueAt: number | null },
  since: number,
): string => {
  const first =
    "priority" in by ? String(PRIORITIES.length - 1 - PRIORITIES.indexOf(by.priority)) : timeRank(by.dueAt ?? NEVER);
  return first + timeRank(since);
};

/** Behind everything that is due: the last time that a rank can say. */
const NEVER = 36 ** 9 - 1;

/** The ticket of a row in a queue. */
const ticketIn = (row: Row): string => idOfHead("tkt", String(row["sk"]).slice(-20)) ?? "";

/** Access pattern: who waits in a queue, in its order; strongly read. */
export async function* waitingIn(ctx: Ctx, queue: string, limit: number): AsyncGenerator<readonly string[]> {
  let after: Row | null | undefined;
  while (after !== null) {
    const page = await ctx.table.query({
      partition: aggregatePartition(ctx, queueAt(queue)),
      from: WAITING,
      to: `${WAITING}~`,
      limit,
      consistent: true,
      ...(after ? { after } : {}),
    });
    if (page.rows.length > 0) yield page.rows.map(ticketIn);
    after = page.next;
  }
}

/** Access pattern: the same as a list with pages. */
export const queueList = (ctx: Ctx, queue: string): ListSpec<string> => ({
  name: "queue",
  sources: [{ partition: aggregatePartition(ctx, queueAt(queue)), prefix: WAITING }],
  descending: false,
  filter: queue,
  decode: ticketIn,
});

/** Access pattern: what is offered to an agent now, by when it ends. */
export async function offersTo(ctx: Ctx, agentId: string, limit: number): Promise<readonly string[]> {
  const page = await ctx.table.query({ index: "work", partition: indexPartition(ctx, ["OFFER", agentId]), limit });
  return page.rows.map((row) => idOfHead("tkt", headOf(aggregateOf(String(row["pk"])).id)) ?? "");
}
