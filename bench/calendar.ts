import { performance } from "node:perf_hooks";
import { addBusiness, BusinessCalendar, businessBetween, DAYS } from "@switchboard/core/calendar";
import { heading, median } from "./measure.ts";

const office = BusinessCalendar.parse({
  key: "office",
  label: "Office",
  timeZone: "Europe/Berlin",
  intervals: DAYS.slice(0, 5).flatMap((day) => [
    { day, from: "09:00", to: "12:30" },
    { day, from: "13:00", to: "17:30" },
  ]),
  overrides: Array.from({ length: 100 }, (_, i) => ({
    date: new Date(Date.UTC(2027, 0, 1 + 7 * i)).toISOString().slice(0, 10),
    intervals: [{ from: "10:00", to: "14:00" }],
  })),
  holidays: [{ on: "01-01" }, { on: "05-01" }, { on: "12-25" }, { on: "12-26" }],
});

const START = Date.UTC(2026, 10, 9, 8);
/** Ten years of forty hours a week. */
const TEN_YEARS = 10 * 52 * 40 * 60;
const ROUNDS = 9;

/** How long one call takes, µs: the median of rounds. */
function micros(times: number, run: (i: number) => unknown): number {
  const round = (): number => {
    const start = performance.now();
    for (let i = 0; i < times; i++) run(i);
    return ((performance.now() - start) / times) * 1_000;
  };
  round();
  return median(Array.from({ length: ROUNDS }, round));
}

const show = (name: string, value: number, aim: string): void =>
  console.log(`  ${name.padEnd(40)} ${value.toFixed(1).padStart(10)} µs   ${aim}`);

/** Business time: near and far, and the first time that a calendar and its zone are met. */
export function benchCalendar(): void {
  heading("business time: a deadline and what elapsed");
  const start = performance.now();
  addBusiness(office, START, TEN_YEARS);
  show("ten years ahead, the first time", (performance.now() - start) * 1_000, "");
  show(
    "ten years ahead",
    micros(1_000, (i) => addBusiness(office, START + i, TEN_YEARS)),
    "aim: under 5,000",
  );
  show(
    "three days ahead",
    micros(10_000, (i) => addBusiness(office, START + i * 1_000, 3 * 480)),
    "aim: under 100",
  );
  show(
    "elapsed in three days",
    micros(10_000, (i) => businessBetween(office, START + i, START + 3e8)),
    "aim: under 100",
  );
  const fresh = (i: number): unknown => addBusiness({ ...office }, START + i, 3 * 480);
  show("three days, by a calendar just read", micros(500, fresh), "");
}
