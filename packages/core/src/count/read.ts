import { authorize, type Ctx, forbidden, type PageInput } from "../kernel/index.ts";
import { STATUSES, type Status } from "../ticket/index.ts";
import * as View from "../view/index.ts";
import { cellOf, statusMark, viewMark } from "./cell.ts";
import { agentOfCell, type Cell, cellsOf, knownViews, placeOf } from "./store.ts";

export type StatusCounts = Readonly<Record<Status, number>>;

/** How many tickets there are that the caller may see. */
export interface Counts {
  readonly byStatus: StatusCounts;
  /** Who is responsible for how many; `agentId` is null for what nobody is responsible for. */
  readonly byAssignee: readonly { readonly agentId: string | null; readonly byStatus: StatusCounts }[];
}

/** How many tickets a saved view lists; null while it has not been counted. */
export interface ViewCount {
  readonly viewId: string;
  readonly count: number | null;
}

/** The cells a caller may see: sums are made of these and no others. */
async function cellsFor(ctx: Ctx): Promise<readonly Cell[] | null> {
  await authorize(ctx, "view:read");
  await authorize(ctx, "ticket:read");
  const { shown } = await placeOf(ctx);
  if (shown === undefined) return null;
  if ((await ctx.grants()).get("ticket:read") === "all") return cellsOf(ctx, shown);
  if (ctx.actor.kind !== "agent") throw forbidden("ticket:read");
  return cellsOf(ctx, shown, cellOf(ctx.actor.agentId));
}

const sum = (cells: readonly Cell[], mark: string): number =>
  cells.reduce((total, { counts }) => total + (counts.get(mark) ?? 0), 0);

const statusesIn = (cells: readonly Cell[]): StatusCounts =>
  Object.fromEntries(STATUSES.map((status) => [status, sum(cells, statusMark(status))])) as StatusCounts;

/**
 * Tickets by status and by who is responsible, as far as the caller may see them; a moment behind what happens.
 * Null until they were first counted.
 *
 * @throws FORBIDDEN
 * @example const { byStatus } = (await Count.counts(ctx)) ?? {};
 */
export async function counts(ctx: Ctx): Promise<Counts | null> {
  const cells = await cellsFor(ctx);
  if (!cells) return null;
  const byAssignee = cells.map((cell) => ({ agentId: agentOfCell(cell.cell), byStatus: statusesIn([cell]) }));
  const some = byAssignee.filter(({ byStatus }) => Object.values(byStatus).some((count) => count !== 0));
  return { byStatus: statusesIn(cells), byAssignee: some };
}

/** How many tickets each view lists that the caller may use, as far as they may see them. @throws FORBIDDEN */
export async function viewCounts(ctx: Ctx): Promise<readonly ViewCount[]> {
  const cells = await cellsFor(ctx);
  const usable = new Set(await usableIds(ctx));
  const views = (await View.everyView(ctx, await View.registryVersion(ctx))).filter(({ id }) => usable.has(id));
  const { shown } = await placeOf(ctx);
  const known = shown === undefined ? new Set<string>() : await knownViews(ctx, shown);
  return views.map((view) => {
    const isCounted = cells !== null && known.has(viewMark(view));
    return { viewId: view.id, count: isCounted ? sum(cells, viewMark(view)) : null };
  });
}

async function usableIds(ctx: Ctx): Promise<readonly string[]> {
  const ids: string[] = [];
  let page: PageInput | null = { first: 100 };
  while (page) {
    const { edges, pageInfo }: Awaited<ReturnType<typeof View.list>> = await View.list(ctx, page);
    ids.push(...edges.map(({ node }) => node.id));
    page = pageInfo.hasNextPage && pageInfo.endCursor !== null ? { first: 100, after: pageInfo.endCursor } : null;
  }
  return ids;
}
