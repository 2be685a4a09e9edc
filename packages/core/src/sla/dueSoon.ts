import * as z from "zod";
import {
  authorize,
  type Ctx,
  forbidden,
  isCustomer,
  type Page,
  type PageInput,
  parse,
  type Versioned,
} from "../kernel/index.ts";
import { list, loadMany } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { FieldKey } from "../workspace/index.ts";
import { measureOf } from "./engine/judge.ts";
import type { Clock, Rules } from "./engine/schema.ts";
import type { Sla } from "./events.ts";
import { rulesInForce } from "./following.ts";
import type { ClockView } from "./read.ts";
import { clocksIdOf, dueNext, nextDue, sla } from "./store.ts";

/** A ticket that is due soon, and by which clock. */
export interface DueSoon {
  readonly ticket: Versioned<Ticket.Ticket>;
  readonly clock: ClockView;
}

/** Further ahead than any target reaches. */
const FAR = Date.UTC(2300, 0, 1);

const DueSoonInput = z.object({
  /** The keys of teams: any of these; everybody's when absent. */
  teams: z.array(FieldKey).min(1).max(50).optional(),
  /** Nothing that is due later than this, ms. */
  before: z.number().optional(),
});
export type DueSoonInput = z.input<typeof DueSoonInput>;

/**
 * What is due next and not late yet, the nearest first: of the tickets the caller may read. As of the last time that
 * each was followed, which is moments after whatever happened to it.
 *
 * @throws FORBIDDEN, VALIDATION, BAD_USER_INPUT
 * @example const { edges } = await Sla.dueSoon(ctx, { teams: ["billing"] }, { first: 10 });
 */
export async function dueSoon(ctx: Ctx, raw: DueSoonInput = {}, page: PageInput = {}): Promise<Page<DueSoon>> {
  const { teams, before = FAR } = parse(DueSoonInput, raw);
  await authorize(ctx, "ticket:read");
  if (isCustomer(ctx.actor)) throw forbidden("ticket:read_audit");
  const range = { from: ctx.clock.now(), to: before };
  const { edges, pageInfo } = await list(ctx, dueNext(ctx, range, teams), page);
  const ids = edges.map(({ node }) => node);
  const [rules, tickets, stored] = await Promise.all([
    rulesInForce(ctx),
    Ticket.getMany(ctx, ids),
    loadMany(ctx, sla, ids.map(clocksIdOf)),
  ]);
  const shown = edges.flatMap(({ cursor }, i) => {
    const ticket = tickets[i];
    const clock = clockOf((stored[i]?.state as Sla | undefined)?.clocks ?? [], rules, range.from);
    return ticket && clock ? [{ node: { ticket, clock: { ...clock, ticketId: ticket.id } }, cursor }] : [];
  });
  return { edges: shown, pageInfo };
}

/** The clock that is due first. */
function clockOf(clocks: readonly Clock[], rules: Rules, now: number): Omit<ClockView, "ticketId"> | undefined {
  const dueAt = nextDue(clocks);
  const clock = clocks.find((one) => one.dueAt === dueAt && (one.state === "PENDING" || one.state === "IMMINENT"));
  if (!clock || dueAt === undefined) return undefined;
  return { ...clock, paused: false, remainingMinutes: measureOf(clock.promised, rules).between(now, dueAt) };
}
