import * as z from "zod";
import { authorize, type Ctx, DAY, parse } from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { type LogFilter, logRows, wholeEvents } from "../table/index.ts";
import { SLA_METRICS, type SlaMetric } from "../workspace/index.ts";
import { ClockFacts } from "./events.ts";

/** How long a row of figures is: a UTC day, a week from Monday, a month, or all of it. */
export const PERIODS = ["DAY", "WEEK", "MONTH", "WHOLE"] as const;
export type Period = (typeof PERIODS)[number];

const ComplianceInput = z.object({
  /** Both ends included, ms; at most 366 days. */
  from: z.number(),
  to: z.number(),
  period: z.enum(PERIODS).default("WHOLE"),
  metrics: z.array(z.enum(SLA_METRICS)).min(1).optional(),
});
export type ComplianceInput = z.input<typeof ComplianceInput>;

/** How well one metric of one policy was kept, by one team, in one period. */
export interface Figure {
  readonly policy: string;
  /** Null for tickets of no team. */
  readonly teamId: string | null;
  readonly metric: SlaMetric;
  /** When the period begins, ms. */
  readonly from: number;
  readonly achieved: number;
  readonly breached: number;
}

export interface Compliance {
  readonly figures: readonly Figure[];
  /** Until when events were looked at, ms, where there were too many to look at all; null when it is everything. */
  readonly cutAt: number | null;
}

/** So many events are looked at, in pages. */
export const MAX_EVENTS = 10_000;
const PAGE = 100;

const SETTLING = new Set(["sla.achieved", "sla.breached", "sla.met_late", "sla.cancelled", "sla.resumed"]);
const ofClocks: LogFilter = { name: "sla", filter: null, keep: (row) => SETTLING.has(String(row["t"])) };

/**
 * How service levels were kept, from what the log says of the time: by policy, team, metric and period. Each clock
 * counts once, as it stood at the end; one that was cancelled, or runs again, counts in nothing. For those who may
 * read the log of the workspace: it is what it says of everybody's work.
 *
 * @throws FORBIDDEN, VALIDATION, BAD_USER_INPUT for a range that ends before it starts, or is longer than 366 days
 * @example
 * const { figures } = await Sla.compliance(ctx, { from: monthStart, to: monthEnd, period: "WEEK" });
 */
export async function compliance(ctx: Ctx, raw: ComplianceInput): Promise<Compliance> {
  const input = parse(ComplianceInput, raw);
  await authorize(ctx, "workspace:read_log", {});
  const outcomes = new Map<string, Outcome>();
  let seen = 0;
  let after: string | undefined;
  for (;;) {
    const { edges, pageInfo } = await logRows(ctx, input, { first: PAGE, ...(after ? { after } : {}) }, ofClocks);
    const at = await take(
      ctx,
      outcomes,
      edges.map(({ node }) => node),
    );
    seen += edges.length;
    after = pageInfo.endCursor ?? undefined;
    const isLast = !pageInfo.hasNextPage || after === undefined;
    if (isLast || seen >= MAX_EVENTS)
      return { figures: figuresOf([...outcomes.values()], input), cutAt: isLast ? null : at };
  }
}

interface Outcome extends ClockFacts {
  readonly kept: boolean;
}

/** Takes in some events, in their order, and says when the last of them was. */
async function take(ctx: Ctx, outcomes: Map<string, Outcome>, rows: readonly Row[]): Promise<number | null> {
  const events = (await wholeEvents(ctx, rows)).filter((event) => event !== null);
  for (const { type, payload } of events) {
    const facts = ClockFacts.parse(payload);
    const name = `${facts.ticketId}/${facts.metric}/${facts.cycle}`;
    if (type === "sla.achieved" || type === "sla.breached")
      outcomes.set(name, { ...facts, kept: type === "sla.achieved" });
    else if (type !== "sla.met_late") outcomes.delete(name);
  }
  return events.at(-1)?.at ?? null;
}

function figuresOf(outcomes: readonly Outcome[], { from, period, metrics }: z.output<typeof ComplianceInput>) {
  const figures = new Map<string, Figure>();
  for (const { policy, teamId, metric, at, kept } of outcomes) {
    if (metrics && !metrics.includes(metric)) continue;
    const begins = startOf(period, at, from);
    const name = [policy, teamId ?? "", metric, begins].join("/");
    const before = figures.get(name) ?? { policy, teamId, metric, from: begins, achieved: 0, breached: 0 };
    const [achieved, breached] = kept ? [1, 0] : [0, 1];
    figures.set(name, { ...before, achieved: before.achieved + achieved, breached: before.breached + breached });
  }
  return [...figures].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, figure]) => figure);
}

function startOf(period: Period, at: number, whole: number): number {
  const day = Math.floor(at / DAY);
  if (period === "WHOLE") return whole;
  if (period === "DAY") return day * DAY;
  // The epoch was a Thursday.
  if (period === "WEEK") return (day - ((day + 3) % 7)) * DAY;
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}
