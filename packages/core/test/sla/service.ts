import type { ClockView } from "../../src/sla/index.ts";
import * as Sla from "../../src/sla/index.ts";
import { history } from "../../src/table/index.ts";
import { tick } from "../../src/tick/index.ts";
import type { SlaMetric } from "../../src/workspace/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, makeDesk } from "../support/desk.ts";

export const OFFICE = {
  key: "office",
  label: "Office",
  timeZone: "Europe/Berlin",
  intervals: (["MON", "TUE", "WED", "THU", "FRI"] as const).map((day) => ({ day, from: "09:00", to: "17:00" })),
};

type Routing = Parameters<typeof Workspace.configureRouting>[1];
export type Policy = NonNullable<Routing["slaPolicies"]>[number];

/** A target around the clock: an hour is an hour. */
export const hours = (metric: SlaMetric, amount: number, more: object = {}): Policy["targets"][number] => ({
  metric,
  minutes: amount * 60,
  time: "CALENDAR",
  ...more,
});

export const policy = (targets: Policy["targets"], more: Partial<Policy> = {}): Policy => ({
  key: "usual",
  label: "Usual",
  targets,
  ...more,
});

/** A desk with policies, on a Monday at ten in Berlin. */
export async function served(...slaPolicies: Policy[]): Promise<Fixture> {
  const f = await makeDesk();
  f.clock.set(MONDAY);
  await promise(f, ...slaPolicies);
  return f;
}

export const MONDAY = Date.parse("2027-03-01T09:00:00Z");

export const promise = (f: Fixture, ...slaPolicies: Policy[]) =>
  Workspace.configureRouting(f.admin, { calendars: [OFFICE], slaPolicies });

/** Hours since that Monday morning. */
export const after = (hour: number): number => MONDAY + hour * 3_600_000;

export const at = (f: Fixture, hour: number): void => f.clock.set(after(hour));

export async function clock(f: Fixture, ticketId: string, metric: SlaMetric, cycle?: number): Promise<ClockView> {
  const clocks = (await Sla.clocksOf(f.agent, { ticketId })).filter((one) => one.metric === metric);
  const found = cycle === undefined ? clocks.at(-1) : clocks.find((one) => one.cycle === cycle);
  if (!found) throw new Error(`no clock ${metric}`);
  return found;
}

export const state = async (f: Fixture, ticketId: string, metric: SlaMetric): Promise<string> =>
  (await clock(f, ticketId, metric)).state;

export const follow = (f: Fixture, ticketId: string) => Sla.follow(f.system, { ticketId });

export const ticked = (f: Fixture) => tick(f.desk);

/** What other systems were told: `breached FIRST_RESPONSE 4` is one that was due four hours in. */
export async function told(f: Fixture, ticketId: string): Promise<readonly string[]> {
  const events = await history(f.system, Sla.clocksIdOf(ticketId));
  return events
    .filter(({ type }) => type !== "sla.followed")
    .map(({ type, payload }) => {
      const { metric, at: when } = payload as { metric: string; at: number };
      return `${type.slice(4)} ${metric} ${(when - MONDAY) / 3_600_000}`;
    });
}
