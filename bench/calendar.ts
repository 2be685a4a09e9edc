import { performance } from "node:perf_hooks";
import { addBusiness, BusinessCalendar, businessBetween, DAYS } from "@switchboard/core/calendar";
import { HOUR, type StoredEvent } from "@switchboard/core/kernel";
import { clocksOver, type Rules } from "@switchboard/core/sla";
import { SLA_METRICS } from "@switchboard/core/workspace";
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

/** How much of a core one call takes, µs: the median of rounds. */
function micros(times: number, run: (i: number) => unknown): number {
  const round = (): number => {
    const start = process.cpuUsage();
    for (let i = 0; i < times; i++) run(i);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / times;
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

const rules: Rules = {
  version: 1,
  calendars: [office],
  slaPolicies: [
    {
      key: "usual",
      label: "Usual",
      when: {},
      calendar: "office",
      automatedRepliesCount: false,
      targets: SLA_METRICS.map((metric) => ({ metric, minutes: 3 * 480, time: "BUSINESS" as const, warnMinutes: 60 })),
    },
  ],
};

/** A ticket as most are: asked, answered, asked again, left to wait, answered, solved. */
const STEPS: readonly (readonly [type: string, payload: object])[] = [
  ["ticket.opened", { channel: "EMAIL", kind: "QUESTION", priority: "NORMAL", tags: [] }],
  ["ticket.message_received", { status: "NEW" }],
  ["ticket.replied", { status: "WAITING_ON_CUSTOMER" }],
  ["ticket.message_received", { status: "OPEN" }],
  ["ticket.status_changed", { status: "WAITING_ON_THIRD_PARTY" }],
  ["ticket.status_changed", { status: "OPEN" }],
  ["ticket.replied", { status: "WAITING_ON_CUSTOMER" }],
  ["ticket.message_received", { status: "OPEN" }],
];

const history = (from: number): readonly StoredEvent[] =>
  STEPS.map(([type, payload], i) => ({
    type,
    payload,
    occurredAt: from + i * 5 * HOUR,
    actor: { kind: "agent", id: "agt_bench" },
  })) as unknown as readonly StoredEvent[];

/** All clocks of a ticket from its first event on, and how many events a minute one core takes. */
export function benchClocks(): void {
  heading("service levels: all seven metrics of a ticket, by its whole history");
  const events = history(START);
  const { clocks } = clocksOver({ events, tier: "STANDARD", until: START + 48 * HOUR }, rules);
  const replay = micros(500, (i) => clocksOver({ events, tier: "STANDARD", until: START + 48 * HOUR + i }, rules));
  show(`a replay of ${STEPS.length} events, ${clocks.length} clocks`, replay, "");
  const perMinute = Math.round((60_000_000 / replay) * STEPS.length);
  console.log(
    `  events a minute a core, each of which has all of them judged anew: ${perMinute.toLocaleString("en")}   aim: 100,000`,
  );
}
