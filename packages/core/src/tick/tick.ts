import * as Attachment from "../attachment/index.ts";
import * as Count from "../count/index.ts";
import type { Desk } from "../desk/index.ts";
import * as Escalation from "../escalation/index.ts";
import { type Ctx, type Prefix, prefixOf } from "../kernel/index.ts";
import * as Mail from "../mail/index.ts";
import * as Routing from "../routing/index.ts";
import * as Sla from "../sla/index.ts";
import { countFailure, type Due, dueRows, dueShards } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";

/** What each kind of thing does when its time has come. */
const WAKES: Partial<Record<Prefix, (ctx: Ctx, id: string) => Promise<void>>> = {
  tkt: Ticket.wake,
  dlv: Mail.wake,
  rte: Routing.wake,
  slc: Sla.wake,
  esc: Escalation.wake,
  hov: Escalation.wakeHandOver,
};

interface Failure {
  readonly due: Due;
  readonly error: unknown;
  readonly parked: boolean;
}

export interface TickReport {
  readonly woken: number;
  readonly failed: readonly Failure[];
}

/** Everything due now, in pages: for a schedule that fans out. */
export async function* due(desk: Desk): AsyncGenerator<readonly Due[]> {
  for (const shard of dueShards()) yield* dueRows(desk.table, shard, desk.clock.now());
}

/**
 * Wakes what is due. One that fails is counted and, the fifth time, parked; it holds up nobody else. Late and
 * double ticks change nothing.
 */
export async function wakeAll(desk: Desk, page: readonly Due[]): Promise<TickReport> {
  const failed: Failure[] = [];
  for (let i = 0; i < page.length; i += AT_ONCE) {
    const batch = page.slice(i, i + AT_ONCE).map((one) => attempt(desk, one));
    failed.push(...(await Promise.all(batch)).filter((failure) => failure !== null));
  }
  return { woken: page.length - failed.length, failed };
}

/** Wakes at the same time: each is two round trips, and most of it is waiting. */
const AT_ONCE = 10;

async function attempt(desk: Desk, due: Due): Promise<Failure | null> {
  const ctx = desk.as({ kind: "system", workspaceId: due.workspaceId, name: "tick" });
  try {
    await wakeOne(ctx, due.id);
    return null;
  } catch (error) {
    // Not even counting may end the tick for the others.
    const parked = await countFailure(ctx, due).catch(() => false);
    return { due, error, parked };
  }
}

async function wakeOne(ctx: Ctx, id: string): Promise<void> {
  const [kind, rest] = id.split("#");
  if (kind === Attachment.DUE_PREFIX && rest !== undefined) return Attachment.sweep(ctx, rest);
  if (id === Count.DUE_ID) return Count.wake(ctx);
  if (kind === Ticket.SWEEP_PREFIX) return sweepOn(ctx, rest);
  const prefix = prefixOf(id);
  const wake = prefix === null ? undefined : WAKES[prefix];
  if (!wake) throw new RangeError(`nothing wakes ${id}`);
  await wake(ctx, id);
}

const SWEEPS: readonly Ticket.Sweep[] = [Sla.clocksSweep, Routing.queuesSweep];

async function sweepOn(ctx: Ctx, name: string | undefined): Promise<void> {
  const sweep = SWEEPS.find((one) => one.name === name);
  if (!sweep) throw new RangeError(`nothing sweeps ${name}`);
  await Ticket.goOnSweeping(ctx, sweep);
}

/**
 * The whole tick in one process: what the schedule does every minute. With `until`, ms, it begins no page after that
 * time: what is left is still due with the next tick.
 */
export async function tick(desk: Desk, { until = Number.POSITIVE_INFINITY } = {}): Promise<TickReport> {
  let woken = 0;
  const failed: Failure[] = [];
  for await (const page of due(desk)) {
    const report = await wakeAll(desk, page);
    woken += report.woken;
    failed.push(...report.failed);
    if (desk.clock.now() >= until) break;
  }
  return { woken, failed };
}
