import type { Aggregate, Ctx } from "../../kernel/index.ts";
import { aggregateOf, indexPartition, type ListSpec, timeRank } from "../../table/index.ts";
import { ATTEMPT_LIMIT } from "./decide.ts";
import { evolve } from "./evolve.ts";
import { type Delivery, type Events, events } from "./schema.ts";

export const delivery: Aggregate<Delivery, Events> = {
  name: "delivery",
  prefix: "dlv",
  rowVersion: 1,
  events,
  evolve,
  store: {
    attributes: { status: "st", createdAt: "ct" },
    indexes: (state) => ({ relation: { partition: ["SENT", state.ticketId], sort: timeRank(state.createdAt) } }),
    dueAt: (state) => (state.status === "SENDING" ? state.startedAt + ATTEMPT_LIMIT : state.retryAt),
  },
  readable: "mail:read",
  target: () => ({}),
};

/** Access pattern: what went out for a ticket, newest first. */
export const ofTicket = (ctx: Ctx, ticketId: string): ListSpec<string> => ({
  name: "deliveries",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["SENT", ticketId]) }],
  descending: true,
  filter: ticketId,
  decode: (row) => aggregateOf(String(row["pk"])).id,
});
