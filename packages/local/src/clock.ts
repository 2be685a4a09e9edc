import { type Clock, systemClock } from "@switchboard/core/kernel";
import type { DataFolder } from "./data.ts";

/** The desk's clock; `moveTo` is there when it stands still until it is told to move. */
export interface LocalClock extends Clock {
  readonly moveTo?: (at: number) => void;
}

const FILE = "clock.json";

/** Time that stands still until it is moved. It never runs backwards, also not over a restart. */
export function manualClock(data: DataFolder, start: number): LocalClock {
  const kept = (data.readJson(FILE) as { now: number } | undefined)?.now ?? 0;
  let now = Math.max(kept, start);
  return {
    now: () => now,
    // Backing off makes room for others, so it takes real time whatever the desk's clock says.
    sleep: (ms) => systemClock.sleep(ms),
    moveTo(at) {
      now = Math.max(now, at);
      data.writeJson(FILE, { now });
    },
  };
}

const DURATION = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const UNITS = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];

/** Moving further at once is surely a mistake, and one that a clock which never runs back could not undo. */
const FURTHEST = 3_660 * 86_400_000;

/** Milliseconds of an ISO 8601 duration; null for one with years or months, which have no fixed length, or over ten years. */
export function durationOf(text: string): number | null {
  const parts = DURATION.exec(text)?.slice(1);
  const ms = parts?.reduce((sum, part, i) => sum + Number(part ?? 0) * (UNITS[i] ?? 0), 0) ?? null;
  return ms !== null && ms <= FURTHEST ? ms : null;
}
