import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addBusiness, businessBetween, businessProof, isOpen, nextOpening } from "../../src/calendar/index.ts";
import { DAY, MINUTE } from "../../src/kernel/index.ts";
import { RUNS } from "../support/random.ts";
import { sample, ZONES } from "./random.ts";
import { isOpenMinute, walk } from "./walker.ts";

const around = fc.tuple(sample, fc.integer({ min: -2 * 1440, max: 1440 }));

/** Calendars that are open for an hour of a common week, so that every deadline is there to be found. */
const opening = around.filter(
  ([{ calendar, moment }]) => businessBetween(calendar, moment + 30 * DAY, moment + 37 * DAY) >= 60,
);

describe("business time", () => {
  test("is what a walk from minute to minute by the clock on the wall counts, in twenty zones and more", () => {
    expect(Object.keys(ZONES).length).toBeGreaterThanOrEqual(20);
    fc.assert(
      fc.property(around, fc.integer({ min: 1, max: 2 * 1440 }), ([{ calendar, moment }, ahead], minutes) => {
        const start = moment + ahead * MINUTE;
        const open = walk(calendar, start, minutes);
        const total = open[minutes] ?? 0;
        expect(businessBetween(calendar, start, start + minutes * MINUTE)).toBe(total);
        expect(businessProof(calendar, start, start + minutes * MINUTE).minutes).toBe(total);
        if (total > 0) expect(addBusiness(calendar, start, total)).toBe(start + open.indexOf(total) * MINUTE);
        const half = Math.ceil(total / 2);
        if (half > 0) expect(addBusiness(calendar, start, half)).toBe(start + open.indexOf(half) * MINUTE);
      }),
      { numRuns: RUNS },
    );
  });

  test("of a deadline is exactly what was asked for, and less of it one ms before", () => {
    fc.assert(
      fc.property(opening, fc.integer({ min: 1, max: 40 * 1440 * 60_000 }), ([{ calendar, moment }, ahead], ms) => {
        const start = moment + ahead * MINUTE + (ms % 60_000);
        const due = addBusiness(calendar, start, ms / MINUTE);
        expect(businessBetween(calendar, start, due) * MINUTE).toBeCloseTo(ms, 3);
        expect(businessBetween(calendar, start, due - 1) * MINUTE).toBeCloseTo(ms - 1, 3);
      }),
      { numRuns: RUNS },
    );
  });

  test("never runs backwards: who starts later or needs longer is not due earlier", () => {
    const numbers = fc.tuple(fc.nat({ max: 20_000 }), fc.nat({ max: 20_000 }), fc.nat({ max: 20_000 }));
    fc.assert(
      fc.property(opening, numbers, ([{ calendar, moment }, ahead], [later, few, more]) => {
        const start = moment + ahead * MINUTE;
        const due = addBusiness(calendar, start, few);
        expect(addBusiness(calendar, start, few + more)).toBeGreaterThanOrEqual(due);
        expect(addBusiness(calendar, start + later * MINUTE, few)).toBeGreaterThanOrEqual(due);
      }),
      { numRuns: RUNS },
    );
  });

  test("adds up over any split, of a span and of a deadline", () => {
    const numbers = fc.tuple(fc.nat({ max: 500_000 }), fc.nat({ max: 500_000 }));
    fc.assert(
      fc.property(opening, numbers, ([{ calendar, moment }, ahead], [one, two]) => {
        const start = moment + ahead * MINUTE;
        const [middle, end] = [start + one * MINUTE, start + (one + two) * MINUTE];
        const parts = businessBetween(calendar, start, middle) + businessBetween(calendar, middle, end);
        expect(businessBetween(calendar, start, end)).toBeCloseTo(parts, 6);
        const [few, more] = [one % 9_000, (two % 9_000) + 1];
        const inTwo = addBusiness(calendar, addBusiness(calendar, start, few), more);
        expect(inTwo).toBe(addBusiness(calendar, start, few + more));
      }),
      { numRuns: RUNS },
    );
  });

  test("is proved by spans without holes, each open or closed all through", () => {
    fc.assert(
      fc.property(around, fc.integer({ min: 1, max: 4 * 1440 }), ([{ calendar, moment }, ahead], minutes) => {
        const [from, to] = [moment + ahead * MINUTE, moment + (ahead + minutes) * MINUTE];
        const { spans, minutes: counted, cutAt } = businessProof(calendar, from, to);
        expect(cutAt).toBeNull();
        expect([spans[0]?.from, ...spans.map((span) => span.to)]).toEqual([...spans.map((span) => span.from), to]);
        expect(spans[0]?.from).toBe(from);
        const sum = spans.filter((span) => span.counted).reduce((all, span) => all + span.to - span.from, 0);
        expect(sum).toBe(Math.round(counted * MINUTE));
        for (const span of spans) {
          expect([isOpenMinute(calendar, span.from), isOpen(calendar, span.to - 1)]).toEqual([
            span.counted,
            span.counted,
          ]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test("opens next where the first open minute is", () => {
    fc.assert(
      fc.property(opening, ([{ calendar, moment }, ahead]) => {
        const at = moment + ahead * MINUTE;
        const next = nextOpening(calendar, at) ?? 0;
        expect(isOpenMinute(calendar, next)).toBe(true);
        expect(businessBetween(calendar, at, next)).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });
});
