import * as z from "zod";
import { type BusinessSpan, businessProof, MAX_SPANS, type SpanReason } from "../calendar/index.ts";
import { type Ctx, id, isCustomer, notFound, parse } from "../kernel/index.ts";
import { load, need } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { SLA_METRICS } from "../workspace/index.ts";
import { calendarOf, judge, measureOf } from "./engine/judge.ts";
import { type Clock, isSettled, type Rules, type Story } from "./engine/schema.ts";
import { stretchesFor } from "./engine/timeline.ts";
import { type Current, current, rulesInForce } from "./following.ts";
import { clocksIdOf, sla } from "./store.ts";

/** A clock as it is read: with what is left of it. */
export interface ClockView extends Clock {
  readonly ticketId: string;
  /** Whether it stands still: the ticket waits, or is out of sight. */
  readonly paused: boolean;
  /** Minutes of its own time until it is due, below zero once it is late; null once it is settled. */
  readonly remainingMinutes: number | null;
}

const TicketInput = z.object({ ticketId: id("tkt") });
export type ClocksInput = z.input<typeof TicketInput>;

interface Read extends Current {
  readonly rules: Rules;
}

/** Null where there is nothing to see. */
async function read(ctx: Ctx, ticketId: string): Promise<Read | null> {
  const found = await need(ctx, Ticket.ticket, ticketId, {
    permission: "ticket:read",
    path: ["ticketId"],
    hidden: true,
  });
  if (isCustomer(ctx.actor)) return null;
  const [rules, stored] = await Promise.all([rulesInForce(ctx), load(ctx, sla, clocksIdOf(ticketId))]);
  if (!stored && rules.slaPolicies.length === 0) return null;
  return { ...(await current(ctx, found, stored?.state, rules)), rules };
}

/**
 * The clocks of a ticket as they are at this moment, those that are settled among them: what nobody has followed yet
 * is folded in while reading. What the desk promised itself is no customer's to see: they get none.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 * @example
 * const late = (await Sla.clocksOf(ctx, { ticketId })).filter(({ state }) => state === "BREACHING");
 */
export async function clocksOf(ctx: Ctx, raw: ClocksInput): Promise<readonly ClockView[]> {
  const { ticketId } = parse(TicketInput, raw);
  const looked = await read(ctx, ticketId);
  if (!looked) return [];
  return looked.clocks.map((clock) => viewOf(ticketId, clock, { ...looked, now: ctx.clock.now() }));
}

interface Looked {
  readonly story: Story;
  readonly rules: Rules;
  readonly now: number;
}

function viewOf(ticketId: string, clock: Clock, { story, rules, now }: Looked): ClockView {
  if (isSettled(clock)) return { ...clock, ticketId, paused: false, remainingMinutes: null };
  const { metric, startedAt: since, promised, dueAt } = clock;
  const { paused, left } = judge({ metric, since, promised }, story, rules);
  const { between } = measureOf(promised, rules);
  const ahead = dueAt === null ? left : between(now, dueAt) - between(dueAt, now);
  return { ...clock, ticketId, paused, remainingMinutes: ahead };
}

/** Why a span of a clock's time counts or does not: as of a calendar, or because the ticket stood still for it. */
export type ClockSpanReason = SpanReason | "PAUSED";

export type ClockSpan = Omit<BusinessSpan, "why"> & { readonly why: ClockSpanReason };

export interface ClockProof {
  readonly clock: ClockView;
  /** Minutes that count, all of them. */
  readonly minutes: number;
  readonly spans: readonly ClockSpan[];
  /** Where the spans end because they would be too many, ms; null when they show everything. */
  readonly cutAt: number | null;
}

const ProofInput = TicketInput.extend({ metric: z.enum(SLA_METRICS), cycle: z.number().int().min(1).default(1) });
export type ProofInput = z.input<typeof ProofInput>;

/**
 * Shows how a clock came to where it stands: every span from its start to when it was met, or is due, or to now while
 * it is paused; which of them count, and why the others do not.
 *
 * @throws NOT_FOUND for the ticket, and for a clock it does not have; FORBIDDEN, BAD_USER_INPUT
 * @example const { minutes, spans } = await Sla.proof(ctx, { ticketId, metric: "FIRST_RESPONSE" });
 */
export async function proof(ctx: Ctx, raw: ProofInput): Promise<ClockProof> {
  const { ticketId, metric, cycle } = parse(ProofInput, raw);
  const now = ctx.clock.now();
  const looked = await read(ctx, ticketId);
  const clock = looked?.clocks.find((one) => one.metric === metric && one.cycle === cycle);
  if (!looked || !clock) throw notFound(`clock ${metric} ${cycle}`, ["metric"]);
  return proven(viewOf(ticketId, clock, { ...looked, now }), { ...looked, now });
}

function proven(clock: ClockView, { story, rules, now }: Looked): ClockProof {
  const { metric, startedAt, promised } = clock;
  const calendar = calendarOf(promised, rules);
  const end = clock.metAt ?? clock.breachedAt ?? clock.dueAt ?? now;
  const spans: ClockSpan[] = [];
  let minutes = 0;
  for (const { from, to = end, counts } of stretchesFor(metric, startedAt, story)) {
    const until = Math.min(to, end);
    if (from >= until) continue;
    if (!counts) spans.push({ from, to: until, counted: false, why: "PAUSED" });
    else if (!calendar) spans.push({ from, to: until, counted: true, why: "OPEN" });
    else spans.push(...businessProof(calendar, from, until).spans);
    if (counts) minutes += measureOf(promised, rules).between(from, until);
  }
  const shown = spans.slice(0, MAX_SPANS);
  const last = shown.at(-1)?.to ?? end;
  return { clock, minutes, spans: shown, cutAt: last < end ? last : null };
}
