import { DAY } from "../kernel/index.ts";
import { businessBetween } from "./business.ts";
import type { BusinessCalendar } from "./schema.ts";
import { type DayPlan, planOn } from "./year.ts";
import { dayOf, type Stretch, stretches } from "./zone.ts";

/** Why a span of time counts or does not. */
export const SPAN_REASONS = ["OPEN", "CLOSED", "HOLIDAY", "OVERRIDE"] as const;
export type SpanReason = (typeof SPAN_REASONS)[number];

/** A span of time, ms, that counts as a whole or not at all. */
export interface BusinessSpan {
  readonly from: number;
  readonly to: number;
  readonly counted: boolean;
  readonly why: SpanReason;
  /** Of the holiday or the date that is otherwise. */
  readonly label?: string | undefined;
}

export interface BusinessProof {
  /** All that counts, also behind what is shown. */
  readonly minutes: number;
  /** One behind the other, without holes. */
  readonly spans: readonly BusinessSpan[];
  /** Where the spans end before their time because they would be too many, ms; null when they show everything. */
  readonly cutAt: number | null;
}

/** More than a year of working days. */
export const MAX_SPANS = 600;

/** The same day in spans of wall time, without holes. */
function* ofDay(day: number, plan: DayPlan): Generator<BusinessSpan> {
  const { shifts, reason, label } = plan;
  const [open, closed] = reason === "WEEK" ? (["OPEN", "CLOSED"] as const) : ([reason, reason] as const);
  let at = 0;
  for (const { from, to } of [...shifts, { from: DAY, to: DAY }]) {
    if (at < from) yield { from: day * DAY + at, to: day * DAY + from, counted: false, why: closed, label };
    if (from < to) yield { from: day * DAY + from, to: day * DAY + to, counted: true, why: open, label };
    at = to;
  }
}

/** A stretch in spans of real time. */
function* ofStretch(calendar: BusinessCalendar, { from, to, offset }: Stretch): Generator<BusinessSpan> {
  for (let day = dayOf(from + offset); day * DAY < to + offset; day++) {
    for (const span of ofDay(day, planOn(calendar, day))) {
      const [a, b] = [Math.max(span.from - offset, from), Math.min(span.to - offset, to)];
      if (a < b) yield { ...span, from: a, to: b };
    }
  }
}

function* spansOf(calendar: BusinessCalendar, from: number, to: number): Generator<BusinessSpan> {
  let last: BusinessSpan | undefined;
  for (const stretch of stretches(calendar.timeZone, from, to)) {
    for (const span of ofStretch(calendar, stretch)) {
      const goesOn = last && last.counted === span.counted && last.why === span.why && last.label === span.label;
      if (last && !goesOn) yield last;
      last = goesOn && last ? { ...last, to: span.to } : span;
    }
  }
  if (last) yield last;
}

/**
 * Shows how the business minutes between two times, ms, come about: every span between them, counted or not, and why.
 * At most 600 spans, which is more than a year of working days; where they end before `to`, `cutAt` says where, and
 * `minutes` still are all.
 *
 * @throws VALIDATION for a time that no calendar has.
 * @example
 * const { minutes, spans } = businessProof(office, openedAt, dueAt);
 * for (const { from, to, counted, why } of spans) console.log(iso(from), iso(to), counted ? "counts" : why);
 */
export function businessProof(calendar: BusinessCalendar, from: number, to: number): BusinessProof {
  const minutes = businessBetween(calendar, from, to);
  const spans: BusinessSpan[] = [];
  if (to <= from) return { minutes, spans, cutAt: null };
  for (const span of spansOf(calendar, from, to)) {
    if (spans.length === MAX_SPANS) return { minutes, spans, cutAt: span.from };
    spans.push(span);
  }
  return { minutes, spans, cutAt: null };
}
