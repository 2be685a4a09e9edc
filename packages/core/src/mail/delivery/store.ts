import type { Aggregate, Ctx, Loaded } from "../../kernel/index.ts";
import { aggregateOf, indexPartition, type ListSpec, load, timeRank } from "../../table/index.ts";
import { ATTEMPT_LIMIT } from "./decide.ts";
import { type Events, events } from "./events.ts";
import { evolve } from "./evolve.ts";
import { type Delivery, whole } from "./schema.ts";

export const delivery: Aggregate<Delivery, Events> = {
  name: "delivery",
  prefix: "dlv",
  rowVersion: 1,
  events,
  evolve,
  store: {
    attributes: { status: "st", createdAt: "ct" },
    indexes: ({ ticketId, createdAt }) =>
      ticketId === undefined ? {} : { relation: { partition: ["SENT", ticketId], sort: timeRank(createdAt) } },
    dueAt: (state) => (state.status === "SENDING" ? state.startedAt + ATTEMPT_LIMIT : state.retryAt),
  },
  readable: "mail:read",
  target: () => ({}),
};

/** One delivery, strongly read, also as a release from before wrote it. */
export async function deliveryAt(ctx: Ctx, id: string): Promise<Loaded<Delivery> | null> {
  const found = await load(ctx, delivery, id);
  return found && { ...found, state: whole(found.state) };
}

/** Access pattern: what went out for a ticket, newest first. */
export const ofTicket = (ctx: Ctx, ticketId: string): ListSpec<string> => ({
  name: "deliveries",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["SENT", ticketId]) }],
  descending: true,
  filter: ticketId,
  decode: (row) => aggregateOf(String(row["pk"])).id,
});
