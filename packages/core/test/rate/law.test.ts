import fc from "fast-check";
import { expect, test } from "vitest";
import { FULL, levelOf, priceOf, take, waitFor } from "../../src/rate/decide.ts";

const budget = fc.integer({ min: 1_000, max: 100_000_000 });
const requests = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: FULL / 2 }), share: fc.double({ min: 0.001, max: 1, noNaN: true }) }),
  { minLength: 1, maxLength: 60 },
);
const START = 1_760_000_000_000_000;

/** Runs requests through one bucket; a cost is a share of the budget. */
function run(size: number, asked: readonly { after: number; share: number }[]) {
  let now = START;
  let tat: number | undefined;
  return asked.map(({ after, share }) => {
    now += after;
    const cost = Math.max(1, Math.floor(share * size));
    const price = priceOf(cost, size);
    const before = tat;
    const verdict = take(tat, now, price);
    if (verdict.admitted) tat = verdict.tat;
    return { now, cost, price, before, ...verdict };
  });
}

test("no stretch of time lets in more than one full bucket and what flows in meanwhile", () => {
  fc.assert(
    fc.property(budget, requests, (size, asked) => {
      const steps = run(size, asked);
      for (const [i, from] of steps.entries()) {
        let sum = 0;
        for (const to of steps.slice(i)) {
          sum += to.admitted ? to.cost : 0;
          expect(sum).toBeLessThanOrEqual(size + (size * (to.now - from.now)) / FULL + 1e-6 * size);
        }
      }
    }),
  );
});

test("what fits is let in: whatever is not more than what is left", () => {
  fc.assert(
    fc.property(budget, requests, (size, asked) => {
      for (const { before, now, cost, price, admitted } of run(size, asked)) {
        const ahead = Math.max(0, (before ?? now) - now);
        expect(admitted).toBe(ahead + price <= FULL);
        // By points, which are rounded down, it is the same but for the last one.
        if (cost < levelOf(before ?? now, now, size).remaining) expect(admitted).toBe(true);
      }
    }),
  );
});

test("whoever waits as long as they are told is let in, and a second less would be too soon", () => {
  fc.assert(
    fc.property(budget, requests, (size, asked) => {
      for (const { tat, now, price, admitted } of run(size, asked)) {
        if (admitted) continue;
        const wait = waitFor(tat, now, price);
        expect(take(tat, now + wait * 1_000_000, price).admitted).toBe(true);
        if (wait > 1) expect(take(tat, now + (wait - 1) * 1_000_000, price).admitted).toBe(false);
      }
    }),
  );
});

test("one request larger than the bucket is let in when it is full, and paid off before the next", () => {
  const price = priceOf(5_000, 1_000);
  const first = take(undefined, START, price);
  expect(first).toEqual({ admitted: true, tat: START + 5 * FULL });
  expect(take(first.tat, START + 4 * FULL - 1, priceOf(1, 1_000)).admitted).toBe(false);
  expect(waitFor(first.tat, START, price)).toBe(300);
  expect(levelOf(first.tat, START, 1_000)).toEqual({ limit: 1_000, remaining: 0, resetsInSeconds: 300 });
});
