import { type Aggregate, type Applied, type Ctx, type Draft, emailKey } from "../../kernel/index.ts";
import {
  aggregateOf,
  type Change,
  decodeState,
  indexPartition,
  type ListSpec,
  load,
  stateKey,
  timeRank,
} from "../../table/index.ts";
import { type Events, events, type SuppressedAddress, type SuppressionReason } from "./schema.ts";

function evolve(state: SuppressedAddress | undefined, event: Applied<Events>): SuppressedAddress {
  if (event.type === "suppression.lifted") return { ...(state as SuppressedAddress), active: false };
  const { reason, deliveryId } = event.payload;
  const { address = state?.address ?? "", note } = event.content ?? {};
  return { id: event.aggregateId, address, reason, deliveryId, note, active: true, createdAt: event.at };
}

export const suppression: Aggregate<SuppressedAddress, Events> = {
  name: "suppressed address",
  prefix: "sup",
  rowVersion: 1,
  events,
  evolve,
  store: {
    attributes: {},
    // What was lifted stands in no list; its history stays.
    indexes: ({ active, createdAt }) =>
      active ? { relation: { partition: ["SUPPRESSED"], sort: timeRank(createdAt) } } : {},
  },
  readable: "mail:read",
  target: () => ({}),
};

/** Of an address there is one, whose id follows from it: however its letters are cased. */
export const suppressionIdOf = (ctx: Ctx, address: string): string =>
  ctx.ids.derive("sup", 0, ctx.workspaceId, "suppression", emailKey(address));

/** Access pattern: addresses that no mail goes to, newest first. */
export const suppressed = (ctx: Ctx): ListSpec<string> => ({
  name: "suppressed addresses",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["SUPPRESSED"]) }],
  filter: null,
  descending: true,
  decode: (row) => aggregateOf(String(row["pk"])).id,
});

/** Access pattern: which of some addresses are suppressed, and why, by their keys. One batch, strongly read. */
export async function suppressedAmong(
  ctx: Ctx,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, SuppressionReason>> {
  const ids = [...new Set(addresses.map((address) => suppressionIdOf(ctx, address)))];
  const keys = ids.map((id) => stateKey(ctx, id));
  const rows = keys.length === 0 ? [] : await ctx.table.batchGet(keys, { consistent: true });
  const found = rows.map((row) => decodeState(suppression, row).state as SuppressedAddress);
  return new Map(found.flatMap(({ active, address, reason }) => (active ? [[emailKey(address), reason]] : [])));
}

/** Why an address is suppressed from now on. */
export interface Cause {
  readonly reason: SuppressionReason;
  readonly deliveryId?: string | undefined;
  readonly note?: string | undefined;
}

/** An address and nothing behind it any more: part of whatever commit showed that. Once, however often it is shown. */
export async function suppressing(ctx: Ctx, address: string, { reason, deliveryId, note }: Cause): Promise<Change> {
  const id = suppressionIdOf(ctx, address);
  const before = await load(ctx, suppression, id);
  const added: Draft<Events> = {
    type: "suppression.added",
    payload: { reason, ...(deliveryId === undefined ? {} : { deliveryId }) },
    content: { address, ...(note === undefined ? {} : { note }) },
  };
  return { agg: suppression, id, before, drafts: before?.state.active ? [] : [added] };
}
