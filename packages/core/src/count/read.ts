import { authorize, type Ctx, everyPage, forbidden, isCustomer, reachOf, type Target } from "../kernel/index.ts";
import { STATUSES, type Status } from "../ticket/index.ts";
import * as View from "../view/index.ts";
import { ownersOf, statusMark, viewMark } from "./cell.ts";
import { type Cell, cellsOf, knownViews, placeOf } from "./store.ts";

export type StatusCounts = Readonly<Record<Status, number>>;

/** How many tickets there are that the caller may see. */
export interface Counts {
  readonly byStatus: StatusCounts;
  /** Who is responsible for how many; `agentId` is null for what nobody is responsible for. */
  readonly byAssignee: readonly { readonly agentId: string | null; readonly byStatus: StatusCounts }[];
  /** Which team has how many; `team` is null for what belongs to none. */
  readonly byTeam: readonly { readonly team: string | null; readonly byStatus: StatusCounts }[];
}

/** How many tickets a saved view lists; null while it has not been counted. */
export interface ViewCount {
  readonly viewId: string;
  readonly count: number | null;
}

/** The cells a caller may see: sums are made of these and no others. */
async function cellsFor(ctx: Ctx, generation: number): Promise<readonly Cell[]> {
  const reach = await reachOf(ctx, "ticket:read");
  return (await cellsOf(ctx, generation)).filter(({ cell }) => reach.has(ownersOf(cell)));
}

/** The generation that is shown; null before there was one. */
async function shownTo(ctx: Ctx): Promise<number | null> {
  await authorize(ctx, "view:read");
  await authorize(ctx, "ticket:read");
  if (isCustomer(ctx.actor)) throw forbidden("view:read");
  return (await placeOf(ctx)).shown ?? null;
}

const sum = (cells: readonly Cell[], mark: string): number =>
  cells.reduce((total, { counts }) => total + (counts.get(mark) ?? 0), 0);

const statusesIn = (cells: readonly Cell[]): StatusCounts =>
  Object.fromEntries(STATUSES.map((status) => [status, sum(cells, statusMark(status))])) as StatusCounts;

/** Counts by what the owners of cells have in common, without those that come to nothing. */
function grouped(cells: readonly Cell[], of: (owners: Target) => string | undefined) {
  const names = [...new Set(cells.map(({ cell }) => of(ownersOf(cell)) ?? null))];
  return names
    .map((name) => ({ name, byStatus: statusesIn(cells.filter(({ cell }) => (of(ownersOf(cell)) ?? null) === name)) }))
    .filter(({ byStatus }) => Object.values(byStatus).some((count) => count !== 0));
}

/**
 * Tickets by status, by who is responsible and by team, as far as the caller may see them; a moment behind what
 * happens. Null until they were first counted.
 *
 * @throws FORBIDDEN, also to customers
 * @example const { byStatus } = (await Count.counts(ctx)) ?? {};
 */
export async function counts(ctx: Ctx): Promise<Counts | null> {
  const generation = await shownTo(ctx);
  if (generation === null) return null;
  const cells = await cellsFor(ctx, generation);
  return {
    byStatus: statusesIn(cells),
    byAssignee: grouped(cells, ({ agentId }) => agentId).map(({ name: agentId, byStatus }) => ({ agentId, byStatus })),
    byTeam: grouped(cells, ({ teamId }) => teamId).map(({ name: team, byStatus }) => ({ team, byStatus })),
  };
}

/** How many tickets each view lists that the caller may use, as far as they may see them. @throws FORBIDDEN */
export async function viewCounts(ctx: Ctx): Promise<readonly ViewCount[]> {
  const generation = await shownTo(ctx);
  const [cells, known, usable, views] = await Promise.all([
    generation === null ? [] : cellsFor(ctx, generation),
    generation === null ? new Set<string>() : knownViews(ctx, generation),
    usableIds(ctx),
    View.registryVersion(ctx).then((version) => View.everyView(ctx, version)),
  ]);
  return views
    .filter(({ id }) => usable.has(id))
    .map((view) => ({ viewId: view.id, count: known.has(viewMark(view)) ? sum(cells, viewMark(view)) : null }));
}

async function usableIds(ctx: Ctx): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { edges } of everyPage((page) => View.list(ctx, page))) {
    for (const { node } of edges) ids.add(node.id);
  }
  return ids;
}
