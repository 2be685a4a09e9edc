import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { DAY, MINUTE } from "../../src/kernel/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { RUNS } from "../support/random.ts";

useEngine();

const at = (iso: string) => Date.parse(iso);

/** Zones with the minutes they are ahead of UTC, and when that changed: written down by hand, asked of nobody. */
const ZONES: Readonly<Record<string, readonly (readonly [from: number, minutes: number])[]>> = {
  "Europe/Berlin": [
    [0, 60],
    [at("2026-03-29T01:00Z"), 120],
    [at("2026-10-25T01:00Z"), 60],
  ],
  "America/New_York": [
    [0, -300],
    [at("2026-03-08T07:00Z"), -240],
    [at("2026-11-01T06:00Z"), -300],
  ],
  // Half an hour of summer time.
  "Australia/Lord_Howe": [
    [0, 660],
    [at("2026-04-04T15:00Z"), 630],
    [at("2026-10-03T15:30Z"), 660],
  ],
  "Asia/Kolkata": [[0, 330]],
};

/** The clock on the wall, by those tables alone. */
function wall(zone: string, time: number): { day: string; minute: number } {
  const offset = [...(ZONES[zone] ?? [])].reverse().find(([from]) => from <= time)?.[1] ?? 0;
  const local = time + offset * MINUTE;
  // The epoch was a Thursday.
  const day = Agent.DAYS[(Math.floor(local / DAY) + 3) % 7] ?? "";
  return { day, minute: Math.floor((local % DAY) / MINUTE) };
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const interval = fc
  .tuple(fc.constantFrom(...Agent.DAYS), fc.uniqueArray(fc.nat({ max: 1440 }), { minLength: 2, maxLength: 2 }))
  .map(([day, ends]) => ({ day, from: Math.min(...ends), to: Math.max(...ends) }));

describe("working hours", () => {
  test("hold minute by minute as the clock on the wall does, across every change of it", () => {
    const moments = Object.entries(ZONES).flatMap(([zone, changes]) =>
      changes.map(([from]) => [zone, from === 0 ? at("2026-06-15T00:00Z") : from] as const),
    );
    const around = fc.tuple(fc.constantFrom(...moments), fc.integer({ min: -3 * 1440, max: 3 * 1440 }), interval);
    fc.assert(
      fc.property(around, ([[zone, moment], ahead, { day, from, to }]) => {
        const hours = { timeZone: zone, intervals: [{ day, from: clock(from), to: clock(to) }] };
        for (let walked = 0; walked < 180; walked++) {
          const time = moment + (ahead + walked) * MINUTE;
          const now = wall(zone, time);
          const expected = now.day === day && from <= now.minute && now.minute < to;
          expect(Agent.isWithinHours(hours, time), `${zone} ${new Date(time).toISOString()}`).toBe(expected);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test("last to the end of a day, and not a minute longer than they say", () => {
    const late = { timeZone: "Europe/Berlin", intervals: [{ day: "MON", from: "22:00", to: "24:00" }] } as const;
    const hours = { ...late, intervals: [...late.intervals] };
    expect(Agent.isWithinHours(hours, at("2026-11-02T22:59:59.999Z"))).toBe(true);
    expect(Agent.isWithinHours(hours, at("2026-11-02T23:00Z"))).toBe(false);
    expect(Agent.isWithinHours(hours, at("2026-11-02T20:59:59.999Z"))).toBe(false);
  });

  const mon = (from: string, to: string) => ({ day: "MON" as const, from, to });
  const many = Array.from({ length: 6 }, (_, i) => mon(clock(i * 60), clock(i * 60 + 30)));
  test.each([
    ["one over another", [mon("09:00", "12:00"), mon("11:59", "13:00")], ["hours", "intervals", "1"]],
    ["ending before it begins", [mon("17:00", "09:00")], ["hours", "intervals", "0", "to"]],
    ["empty", [mon("09:00", "09:00")], ["hours", "intervals", "0", "to"]],
    ["over midnight from 24:00", [mon("24:00", "24:00")], ["hours", "intervals", "0", "from"]],
    ["no time of day", [mon("9:00", "12:00")], ["hours", "intervals", "0", "from"]],
    ["with seconds", [mon("09:00:30", "12:00")], ["hours", "intervals", "0", "from"]],
    ["past the day", [mon("09:00", "24:01")], ["hours", "intervals", "0", "to"]],
    ["six on one day", many, ["hours", "intervals", "5"]],
  ])("are refused with their place: %s", async (_, intervals, path) => {
    const f = await makeDesk();
    const call = Agent.changeHours(f.agent, { agentId: f.agentId, hours: { timeZone: "Europe/Berlin", intervals } });
    const refused = await call.catch((e: { code: string; issues: { path: (string | number)[] }[] }) => e);
    expect(refused).toMatchObject({ code: "VALIDATION" });
    expect((refused as { issues: { path: (string | number)[] }[] }).issues[0]?.path.map(String)).toEqual(path);
  });

  test("name a place there is", async () => {
    const f = await makeDesk();
    for (const timeZone of ["Europe/Nowhere", "+02:00", ""]) {
      const hours = { timeZone, intervals: [] };
      expect(await codeOf(Agent.changeHours(f.agent, { agentId: f.agentId, hours }))).toBe("VALIDATION");
    }
  });

  test("are kept in the order of the week, shifts that meet included, and taken away again", async () => {
    const f = await makeDesk();
    const tue = { day: "TUE", from: "08:00", to: "12:00" } as const;
    const hours = { timeZone: "Europe/Berlin", intervals: [tue, mon("13:00", "17:00"), mon("09:00", "13:00")] };
    const { object } = await Agent.changeHours(f.agent, { agentId: f.agentId, hours });
    expect(object.hours?.intervals).toEqual([mon("09:00", "13:00"), mon("13:00", "17:00"), tue]);
    const again = await Agent.changeHours(f.agent, { agentId: f.agentId, hours });
    expect(again.object.version).toBe(object.version);
    const none = await Agent.changeHours(f.agent, { agentId: f.agentId, hours: null });
    expect(none.object).not.toHaveProperty("hours");
  });
});
