import { addBusiness, type BusinessCalendar, businessBetween } from "../../calendar/index.ts";
import { isRefusal, MINUTE } from "../../kernel/index.ts";
import type { SlaMetric } from "../../workspace/index.ts";
import type { Promised, Rules, Story } from "./schema.ts";
import { type Stretch, stretchesFor } from "./timeline.ts";

/** Time as a target counts it: by a calendar, or by the clock on the wall. */
export interface Measure {
  /** Minutes. */
  readonly between: (from: number, to: number) => number;
  /** Null where it never comes. */
  readonly after: (from: number, minutes: number) => number | null;
}

const REAL: Measure = {
  between: (from, to) => Math.max(0, to - from) / MINUTE,
  after: (from, minutes) => from + minutes * MINUTE,
};

const byCalendar = (calendar: BusinessCalendar): Measure => ({
  between: (from, to) => businessBetween(calendar, from, to),
  after: (from, minutes) => {
    try {
      return addBusiness(calendar, from, minutes);
    } catch (e) {
      // A calendar whose last date is behind it opens no more: then nothing is ever due.
      if (isRefusal(e)) return null;
      throw e;
    }
  },
});

/** The calendar that a promise is kept by; none is around the clock. */
export const calendarOf = ({ time, calendar }: Promised, { calendars }: Rules): BusinessCalendar | undefined =>
  time === "BUSINESS" && calendar !== undefined ? calendars.find(({ key }) => key === calendar) : undefined;

export function measureOf(promised: Promised, rules: Rules): Measure {
  const calendar = calendarOf(promised, rules);
  return calendar ? byCalendar(calendar) : REAL;
}

/** When a clock is due as things stand, and what is left of it. */
export interface Judgement {
  /** Null while it is paused. */
  readonly dueAt: number | null;
  readonly warnAt: number | null;
  readonly paused: boolean;
  /** Minutes that were left when it was paused last, or when it began to run last. */
  readonly left: number;
}

/** What is measured. */
export interface Measured {
  readonly metric: SlaMetric;
  readonly since: number;
  readonly promised: Promised;
}

/**
 * Judges a clock, always from its start: through everything the ticket went through since. The first time, after each
 * event and under another policy it is this same sum, so nothing can drift.
 */
export function judge({ metric, since, promised }: Measured, story: Story, rules: Rules): Judgement {
  const stretches = stretchesFor(metric, since, story);
  const measure = measureOf(promised, rules);
  const due = reached(stretches, measure, promised.minutes);
  const warned = promised.warnMinutes === undefined ? null : promised.minutes - promised.warnMinutes;
  return {
    dueAt: due.at,
    warnAt: warned === null ? null : reached(stretches, measure, warned).at,
    paused: stretches.at(-1)?.counts === false,
    left: due.left,
  };
}

/** The instant by which so many minutes ran: in a stretch behind, or ahead in the one that runs; null while none does. */
function reached(stretches: readonly Stretch[], measure: Measure, minutes: number) {
  let left = minutes;
  for (const { from, to, counts } of stretches) {
    if (!counts) continue;
    if (to === undefined) return { at: measure.after(from, left), left };
    const ran = measure.between(from, to);
    // Used up to the last minute is not late: it waits for the next one to begin.
    if (ran > left) return { at: measure.after(from, left), left: 0 };
    left -= ran;
  }
  return { at: null, left };
}
