import { authorize, type Ctx } from "../kernel/index.ts";
import type { Expression, Key, Row } from "../port/index.ts";
import { duePartition, dueShard, recordKey, timeRank } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { catchUp } from "./follow.ts";
import { rulesInForce } from "./following.ts";

/** Names the record on the due index, so that the tick knows whom to wake. */
export const SWEEP_ID = "sla";

const PAGE = 50;
/** Pages a tick, and tickets at once: a minute of work is never more than this. */
const PAGES = 4;
const AT_ONCE = 10;
/** All whose clocks can still run: a question may be open on what is resolved. */
const STATUSES: readonly Ticket.Status[] = [...Ticket.ACTIVE, "RESOLVED"];

const sweepKey = (ctx: Ctx): Key => recordKey(ctx, SWEEP_ID);

/** How far a sweep has come: which one it is, and behind which ticket it goes on. */
interface Sweep {
  readonly turn: number;
  readonly after?: string;
}

const sweepIn = (row: Row): Sweep => ({
  turn: Number(row["n"]),
  ...(row["c"] === undefined ? {} : { after: String(row["c"]) }),
});

const rowOf = (ctx: Ctx, { turn, after }: Sweep): Row => ({
  ...sweepKey(ctx),
  _v: 1,
  n: turn,
  ...(after === undefined ? {} : { c: after }),
  d1: duePartition(dueShard(SWEEP_ID)),
  d2: timeRank(ctx.clock.now()),
});

/**
 * Begins to let the clocks of all tickets that are not finished follow policies and calendars as they are now; the
 * tick goes on with it, some hundred a minute. Tickets that are touched meanwhile follow by themselves. Begun again it
 * begins anew.
 *
 * @throws FORBIDDEN for all but the platform itself
 */
export async function startSweep(ctx: Ctx): Promise<void> {
  await authorize(ctx, "ticket:process");
  const row = await ctx.table.get(sweepKey(ctx), { consistent: true });
  const turn = row ? sweepIn(row).turn + 1 : 1;
  await ctx.table.write({ kind: "put", row: rowOf(ctx, { turn }) });
}

/** Called by the tick: goes on with the sweep. */
export async function sweep(ctx: Ctx): Promise<void> {
  for (let page = 0; page < PAGES; page++) {
    const row = await ctx.table.get(sweepKey(ctx), { consistent: true });
    if (row?.["d1"] === undefined || !(await sweepPage(ctx, sweepIn(row)))) return;
  }
}

/** Whether there is more. Latest activity first: what moves to the front meanwhile follows by itself. */
async function sweepPage(ctx: Ctx, at: Sweep): Promise<boolean> {
  const page = { first: PAGE, ...(at.after === undefined ? {} : { after: at.after }) };
  const [rules, { edges, pageInfo }] = await Promise.all([
    rulesInForce(ctx),
    Ticket.listByActivity(ctx, { status: [...STATUSES] }, page),
  ]);
  for (let i = 0; i < edges.length; i += AT_ONCE) {
    await Promise.all(edges.slice(i, i + AT_ONCE).map(({ node }) => catchUp(ctx, node.id, rules)));
  }
  const after = pageInfo.endCursor;
  const goesOn = pageInfo.hasNextPage && after !== null;
  const next: Row = goesOn ? rowOf(ctx, { ...at, after }) : { ...sweepKey(ctx), _v: 1, n: at.turn };
  const { done } = await ctx.table.write({ kind: "put", row: next, condition: unmoved(at) });
  return done && goesOn;
}

/** Whoever begins a sweep anew, or goes on with it at the same time, comes first. */
const unmoved = ({ turn, after }: Sweep): Expression => ({
  expression: `#n = :n AND ${after === undefined ? "attribute_not_exists(#c)" : "#c = :c"}`,
  names: { "#n": "n", "#c": "c" },
  values: { ":n": turn, ...(after === undefined ? {} : { ":c": after }) },
});
