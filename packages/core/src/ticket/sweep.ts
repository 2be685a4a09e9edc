import { authorize, type Ctx } from "../kernel/index.ts";
import type { Expression, Key, Row } from "../port/index.ts";
import { duePartition, dueShard, recordKey, timeRank } from "../table/index.ts";
import { listByActivity } from "./lists.ts";
import type { Status } from "./status.ts";

/** What the ids of sweeps on the due index begin with, so that the tick knows whom to wake. */
export const SWEEP_PREFIX = "sweep";

const PAGE = 50;
/** Pages a tick, and tickets at once: a minute of work is never more than this. */
const PAGES = 4;
const AT_ONCE = 10;

/** A walk over tickets, some hundred a minute, for what follows a changed configuration. */
export interface Sweep {
  readonly name: string;
  readonly statuses: readonly Status[];
  /** What is done with each; safe to repeat. Asked for anew with each page, so that what it needs is read once. */
  visitor(ctx: Ctx): Promise<(ticketId: string) => Promise<unknown>>;
}

const sweepKey = (ctx: Ctx, { name }: Sweep): Key => recordKey(ctx, SWEEP_PREFIX, name);

/** How far a sweep has come: which one it is, and behind which ticket it goes on. */
interface Place {
  readonly turn: number;
  readonly after?: string;
}

const placeIn = (row: Row): Place => ({
  turn: Number(row["n"]),
  ...(row["c"] === undefined ? {} : { after: String(row["c"]) }),
});

const rowOf = (ctx: Ctx, sweep: Sweep, { turn, after }: Place): Row => ({
  ...sweepKey(ctx, sweep),
  _v: 1,
  n: turn,
  ...(after === undefined ? {} : { c: after }),
  d1: duePartition(dueShard(`${SWEEP_PREFIX}#${sweep.name}`)),
  d2: timeRank(ctx.clock.now()),
});

/**
 * Begins a sweep; the tick goes on with it. Begun again it begins anew. Checks no permission: whoever begins it has.
 *
 * @throws FORBIDDEN for all but the platform itself
 */
export async function beginSweep(ctx: Ctx, sweep: Sweep): Promise<void> {
  await authorize(ctx, "ticket:process");
  const row = await ctx.table.get(sweepKey(ctx, sweep), { consistent: true });
  const turn = row ? placeIn(row).turn + 1 : 1;
  await ctx.table.write({ kind: "put", row: rowOf(ctx, sweep, { turn }) });
}

/** Called by the tick: goes on with a sweep. */
export async function goOnSweeping(ctx: Ctx, sweep: Sweep): Promise<void> {
  for (let page = 0; page < PAGES; page++) {
    const row = await ctx.table.get(sweepKey(ctx, sweep), { consistent: true });
    if (row?.["d1"] === undefined || !(await sweepPage(ctx, sweep, placeIn(row)))) return;
  }
}

/** Whether there is more. Latest activity first: what moves to the front meanwhile follows by itself. */
async function sweepPage(ctx: Ctx, sweep: Sweep, at: Place): Promise<boolean> {
  const page = { first: PAGE, ...(at.after === undefined ? {} : { after: at.after }) };
  const [visit, { edges, pageInfo }] = await Promise.all([
    sweep.visitor(ctx),
    listByActivity(ctx, { status: [...sweep.statuses] }, page),
  ]);
  for (let i = 0; i < edges.length; i += AT_ONCE) {
    await Promise.all(edges.slice(i, i + AT_ONCE).map(({ node }) => visit(node.id)));
  }
  const after = pageInfo.endCursor;
  const goesOn = pageInfo.hasNextPage && after !== null;
  const next: Row = goesOn ? rowOf(ctx, sweep, { ...at, after }) : { ...sweepKey(ctx, sweep), _v: 1, n: at.turn };
  const { done } = await ctx.table.write({ kind: "put", row: next, condition: unmoved(at) });
  return done && goesOn;
}

/** Whoever begins a sweep anew, or goes on with it at the same time, comes first. */
const unmoved = ({ turn, after }: Place): Expression => ({
  expression: `#n = :n AND ${after === undefined ? "attribute_not_exists(#c)" : "#c = :c"}`,
  names: { "#n": "n", "#c": "c" },
  values: { ":n": turn, ...(after === undefined ? {} : { ":c": after }) },
});
