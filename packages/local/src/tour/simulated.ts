import type { Platform } from "../start.ts";
import * as api from "./api.ts";
import { expect, told } from "./print.ts";

const SIMULATE = `query($from: DateTime!, $to: DateTime!, $percent: Int) {
  simulateRouting(from: $from, to: $to, capacityPercent: $percent) {
    different recorded { assigned p95Wait } simulated { assigned p95Wait } recordedBreaches simulatedBreaches } }`;

interface Totals {
  readonly assigned: number;
  /** ISO 8601. */
  readonly p95Wait: string;
}

interface Simulated {
  readonly different: number;
  readonly recorded: Totals;
  readonly simulated: Totals;
  readonly recordedBreaches: number;
  readonly simulatedBreaches: number;
}

/** What was decided in this chapter is decided again: as it was, then with a fifth of the hands. */
export async function simulated(platform: Platform, from: number): Promise<void> {
  const admin = new api.Caller(platform, "admin");
  const range = { from: new Date(from).toISOString(), to: new Date(platform.desk.clock.now()).toISOString() };
  const same = await admin.ask<Simulated>(SIMULATE, range);
  expect(same.recorded.assigned > 0 && same.different === 0, JSON.stringify(same));
  expect(same.recordedBreaches === 1 && same.simulatedBreaches === 1, JSON.stringify(same));
  told(
    "all of it is decided again from what was recorded",
    `${same.recorded.assigned} of ${same.recorded.assigned} the same`,
  );
  const fewer = await admin.ask<Simulated>(SIMULATE, { ...range, percent: 20 });
  const [was, would] = [fewer.recorded.p95Wait, fewer.simulated.p95Wait];
  expect(fewer.different > 0 && was !== would, JSON.stringify(fewer));
  told("with a fifth of the capacity the chat would have waited", `${would}, not ${was}`);
}
