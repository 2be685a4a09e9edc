import type { Aggregate, Ctx } from "../kernel/index.ts";
import { decodeSummary, indexPartition, type ListSpec, timeRank } from "../table/index.ts";
import { evolve } from "./evolve.ts";
import { type App, type Events, events } from "./schema.ts";

export const app: Aggregate<App, Events> = {
  name: "app",
  prefix: "app",
  rowVersion: 1,
  events,
  evolve,
  store: {
    attributes: { name: "nm", status: "st", createdAt: "ct" },
    indexes: (state) => ({ relation: { partition: ["APP"], sort: timeRank(state.createdAt) } }),
  },
  readable: "app:manage",
  target: () => ({}),
};

/** What a list shows of an app. */
export type AppSummary = Pick<App, "id" | "name" | "status" | "createdAt">;

/** Access pattern: all apps, in the order in which they were made. */
export const oldest = (ctx: Ctx): ListSpec<AppSummary> => ({
  name: "apps",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["APP"]) }],
  descending: false,
  filter: null,
  decode: (row) => decodeSummary(app, row) as unknown as AppSummary,
});
