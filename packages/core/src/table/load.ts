import {
  type Aggregate,
  type AnyAggregate,
  authorize,
  type Ctx,
  conflict,
  type EventCatalogue,
  forbidden,
  type Loaded,
  may,
  notFound,
  type Path,
  type Permission,
  prefixOf,
  type StoredEvent,
  transition,
} from "../kernel/index.ts";
import { aggregatePartition, eventKey, stateKey } from "./key.ts";
import { pagesOf } from "./pages.ts";
import { decodeEvent, decodeState, isEventRow } from "./row.ts";

/** The state of an aggregate, strongly read, without any check. For the machine itself. */
export async function load<S extends { readonly id: string }, C extends EventCatalogue>(
  ctx: Pick<Ctx, "workspaceId" | "table">,
  agg: Aggregate<S, C>,
  id: string,
): Promise<Loaded<S> | null> {
  const row = await ctx.table.get(stateKey(ctx, id), { consistent: true });
  return row ? decodeState(agg, row) : null;
}

export interface Need {
  readonly permission: Permission;
  readonly path?: Path;
  /** Also one that is out of sight: reads, and what brings it back. Whatever else would change it is refused. */
  readonly hidden?: boolean;
}

/** Whether it is out of sight for the caller, whatever else they may do to it. */
export async function inSight<S extends { readonly id: string }, C extends EventCatalogue>(
  ctx: Ctx,
  agg: Aggregate<S, C>,
  state: S,
): Promise<boolean> {
  if (agg.visible && !(await agg.visible(ctx, state))) return false;
  const hidden = agg.hidden?.(state);
  return hidden === undefined || may(ctx, hidden.permission, agg.target(state));
}

/** Whether the caller may know of it at all. */
export const sees = async <S extends { readonly id: string }, C extends EventCatalogue>(
  ctx: Ctx,
  agg: Aggregate<S, C>,
  { state }: Loaded<S>,
): Promise<boolean> => (await may(ctx, agg.readable, agg.target(state))) && inSight(ctx, agg, state);

/**
 * The aggregate if the caller may do this to it. The order is the promise (DESIGN 5): no such permission at
 * all is FORBIDDEN before any read; then whatever the caller may not read never existed; then FORBIDDEN.
 */
export async function need<S extends { readonly id: string }, C extends EventCatalogue>(
  ctx: Ctx,
  agg: Aggregate<S, C>,
  id: string,
  what: Need,
): Promise<Loaded<S>> {
  await authorize(ctx, what.permission);
  return admit(ctx, agg, await load(ctx, agg, id), { ...what, id });
}

/** The second half of {@link need}, for an aggregate that was read already. */
export async function admit<S extends { readonly id: string }, C extends EventCatalogue>(
  ctx: Ctx,
  agg: Aggregate<S, C>,
  found: Loaded<S> | null,
  what: Need & { readonly id: string },
): Promise<Loaded<S>> {
  if (!found || !(await sees(ctx, agg, found))) throw notFound(what.id, what.path);
  if (!(await may(ctx, what.permission, agg.target(found.state)))) throw forbidden(what.permission);
  const hidden = what.hidden ? undefined : agg.hidden?.(found.state);
  if (hidden) throw transition(hidden.says, [], what.path);
  return found;
}

/** Refuses at once when the caller decided on an older revision. */
export function expectVersion(loaded: { readonly head: { readonly revision: number } }, expected?: number): void {
  const current = loaded.head.revision;
  if (expected !== undefined && expected !== current) {
    throw conflict(`This is at version ${current} by now; read it again and decide anew.`, current);
  }
}

const PAGE = 500;

/** The whole history of an aggregate in order, from its three row ranges. */
export async function history(ctx: Ctx, id: string): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  const range = { partition: aggregatePartition(ctx, id), consistent: true, limit: PAGE };
  for await (const rows of pagesOf(ctx.table, range)) events.push(...rows.filter(isEventRow).map(decodeEvent));
  return events.sort((a, b) => a.sequence - b.sequence);
}

/** One event by its place. Its visibility is part of its key, so the three are asked at once. */
export async function eventAt(ctx: Ctx, id: string, sequence: number): Promise<StoredEvent | null> {
  const keys = (["public", "note", "audit"] as const).map((visibility) => eventKey(ctx, id, visibility, sequence));
  const [row] = await ctx.table.batchGet(keys, { consistent: true });
  return row ? decodeEvent(row) : null;
}

/** Many states at once, in the order asked; null where nothing of this kind is. Read eventually. */
export async function loadMany(ctx: Ctx, agg: AnyAggregate, ids: readonly string[]): Promise<(Loaded<never> | null)[]> {
  const unique = [...new Set(ids)].filter((id) => prefixOf(id) === agg.prefix);
  const rows = await ctx.table.batchGet(unique.map((id) => stateKey(ctx, id)));
  const byId = new Map(rows.map((row) => [String(row["pk"]), decodeState(agg, row)]));
  return ids.map((id) => (byId.get(aggregatePartition(ctx, id)) as Loaded<never> | undefined) ?? null);
}
