import { authorize, type Ctx, keyless, type Loaded, parse } from "../../kernel/index.ts";
import { change, execute, load, need, type RecordWrite, type Result } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import { isLinkedAnyhow } from "../link/rows.ts";
import { SnoozeInput, type Ticket } from "../schema/index.ts";
import { isOpen } from "../status.ts";
import { ticket, unchanged, waitingFor } from "../store.ts";
import { together } from "../together.ts";

/**
 * Puts the ticket to sleep until a time (ms), until a linked ticket is resolved, or until the customer says
 * something: the first of them wakes it. What the customer says wakes it in any case.
 *
 * @throws VALIDATION when nothing is given, for a time that has passed or is over a year away, and for a ticket that
 * is not linked, has ended or waits for this one, LIMIT when over 50 wait one for the other, TRANSITION, NOT_FOUND for
 * either ticket, FORBIDDEN, CONFLICT
 * @example await Ticket.snooze(ctx, { ticketId: incident.id, untilResolved: problem.id });
 */
export async function snooze(ctx: Ctx, raw: SnoozeInput): Promise<Result<Ticket>> {
  const input = parse(SnoozeInput, raw);
  const { ticketId, untilResolved } = input;
  const op = { name: "ticket.snooze", permission: "ticket:status", id: ticketId, input, path: ["ticketId"] } as const;
  return change(ctx, ticket, op, async ({ state }) => {
    const events = decide.snooze(state, input, ctx.clock.now());
    if (untilResolved === undefined) return events;
    const other = await need(ctx, ticket, untilResolved, { permission: "ticket:read", path: ["untilResolved"] });
    const behind = await awaitedBy(ctx, other, ticketId);
    const linked = await isLinkedAnyhow(ctx, state, untilResolved);
    decide.assertAwaitable(
      other.state,
      behind.map((one) => one.state),
      state,
      linked,
    );
    // What ends while this is decided would wake nobody, and two that begin to wait at the same time would close a
    // circle: then it is decided anew.
    return { events, records: [other, ...behind].map((one) => unchanged(ctx, one)) };
  });
}

/** What a ticket sleeps for, what that one sleeps for in turn, and so on, as far as `goal`. */
async function awaitedBy(ctx: Ctx, from: Loaded<Ticket>, goal: string): Promise<readonly Loaded<Ticket>[]> {
  const behind: Loaded<Ticket>[] = [];
  for (let at = from; at.state.status === "SNOOZED" && at.state.waitsFor !== undefined; ) {
    const next = at.state.waitsFor === goal ? null : await load(ctx, ticket, at.state.waitsFor);
    if (!next) break;
    if (behind.push(next) >= decide.MAX_ASLEEP) throw decide.tooManyAsleep();
    at = next;
  }
  return behind;
}

/** More than that are never linked with one ticket. */
const MOST = 1_000;

/**
 * Wakes every ticket that sleeps for the end of this one, each in a commit of its own. Called by the reaction to
 * that end; safe to repeat. One that goes on meanwhile wakes nobody.
 *
 * @throws FORBIDDEN
 */
export async function wakeWaiting(ctx: Ctx, { ticketId }: { readonly ticketId: string }): Promise<void> {
  await authorize(ctx, "ticket:process");
  const ended = await load(ctx, ticket, ticketId);
  if (!ended || isOpen(ended.state)) return;
  const waiting = await waitingFor(ctx, ticketId, MOST);
  await together(waiting, (id) => wakeOne(ctx, id, ticketId));
}

/** Without the key of the reaction, as it stands for all of them: who is awake is not woken again. */
async function wakeOne(ctx: Ctx, id: string, endedId: string): Promise<void> {
  await execute(keyless(ctx), { name: "ticket.wakeWaiting", input: {} }, async () => {
    const before = await load(ctx, ticket, id);
    if (!before || !decide.waitsFor(before.state, endedId)) return { changes: [] };
    return { changes: [{ agg: ticket, id, before, drafts: decide.woken() }] };
  });
}

interface Resumed {
  readonly drafts: decide.Drafts;
  readonly records: readonly RecordWrite[];
}

/**
 * For a ticket that comes back asleep: it wakes at once when what it slept for has ended meanwhile. `touched` are
 * the tickets whose states the same commit guards already.
 */
export async function resumed(ctx: Ctx, waitsFor: string | undefined, touched: readonly string[]): Promise<Resumed> {
  if (waitsFor === undefined) return { drafts: [], records: [] };
  const other: Loaded<Ticket> | null = await load(ctx, ticket, waitsFor);
  if (!other || !isOpen(other.state)) return { drafts: decide.woken(), records: [] };
  return { drafts: [], records: touched.includes(waitsFor) ? [] : [unchanged(ctx, other)] };
}
