import { type Aggregate, type Ctx, headOf, idOfHead } from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import {
  decodeSummary,
  indexPartition,
  type ListSpec,
  pagesOf,
  type RecordWrite,
  recordKey,
  type Source,
  timeRank,
} from "../table/index.ts";
import type { Narrowing } from "../ticket/index.ts";
import { evolve } from "./evolve.ts";
import { type Events, events, type View } from "./schema.ts";

export const teamOwner = (team: string): string => `team:${team}`;

const partitionOf = ({ sharing, team = "", ownerId = "" }: View): readonly string[] =>
  sharing === "ALL" ? ["VIEWS"] : ["VIEWS", sharing === "TEAM" ? teamOwner(team) : ownerId];

export const agentOf = ({ actor }: Ctx): string | undefined => (actor.kind === "agent" ? actor.agentId : undefined);

/** Who saved a view for a team uses it too, in it or not: they must be able to take it back. */
async function isUsable(ctx: Ctx, { sharing, team = "", ownerId }: View): Promise<boolean> {
  if (sharing === "ALL") return true;
  if (sharing === "PRIVATE") return ownerId !== undefined && ownerId === agentOf(ctx);
  return (await ctx.teams()).has(team) || (ownerId !== undefined && ownerId === agentOf(ctx));
}

export const view: Aggregate<View, Events> = {
  name: "view",
  prefix: "viw",
  rowVersion: 1,
  events,
  evolve,
  store: {
    attributes: { name: "nm", sharing: "st", createdAt: "ct" },
    indexes: (state) =>
      state.removed ? {} : { relation: { partition: partitionOf(state), sort: timeRank(state.createdAt) } },
  },
  readable: "view:read",
  visible: isUsable,
  target: (state) => (state.ownerId === undefined ? {} : { agentId: state.ownerId }),
};

/** What a list shows of a view. */
export type ViewSummary = Pick<View, "id" | "name" | "sharing" | "createdAt">;

/** Access pattern: the views for everybody, for some teams, and one agent's own; oldest first. */
export const usableBy = (ctx: Ctx, owners: readonly string[]): ListSpec<ViewSummary> => ({
  name: "views",
  index: "relation",
  sources: [["VIEWS"], ...owners.map((owner) => ["VIEWS", owner])].map(
    (part): Source => ({ partition: indexPartition(ctx, part) }),
  ),
  descending: false,
  filter: owners,
  decode: (row) => decodeSummary(view, row) as unknown as ViewSummary,
});

/** A view as the counters know it. */
export interface Registered {
  readonly id: string;
  readonly filterVersion: number;
  readonly filter: Narrowing;
}

const registry = (ctx: Ctx): string => indexPartition(ctx, ["views", "known"]);
const versionKey = (ctx: Ctx) => recordKey(ctx, "views");

/** What counts must know moves with the view itself: its filter, and that there is something new to know. */
export function registered(ctx: Ctx, state: View): readonly RecordWrite[] {
  const key = { pk: registry(ctx), sk: headOf(state.id) };
  const row: RecordWrite = state.removed
    ? { write: { kind: "delete", key } }
    : { write: { kind: "put", row: { ...key, _v: 1, n: state.filterVersion, s: JSON.stringify(state.filter) } } };
  const update = { expression: "ADD #n :n", names: { "#n": "n" }, values: { ":n": 1 } };
  return [row, { write: { kind: "update", key: versionKey(ctx), update } }];
}

/** Access pattern: whether any view changed since; strongly read. 0 before there was one. */
export async function registryVersion(ctx: Ctx): Promise<number> {
  const row = await ctx.table.get(versionKey(ctx), { consistent: true });
  return Number(row?.["n"] ?? 0);
}

/** Access pattern: every view with its filter, for the counters; strongly read, kept by version. */
export const everyView = (ctx: Ctx, version: number): Promise<readonly Registered[]> =>
  ctx.cache.through(`${registry(ctx)}@${version}`, async () => {
    const views: Registered[] = [];
    for await (const rows of pagesOf(ctx.table, { partition: registry(ctx), consistent: true })) {
      views.push(...rows.map(decodeRegistered));
    }
    return views;
  });

const decodeRegistered = (row: Row): Registered => ({
  id: idOfHead("viw", String(row["sk"])) ?? "",
  filterVersion: Number(row["n"]),
  filter: JSON.parse(String(row["s"])) as Narrowing,
});
