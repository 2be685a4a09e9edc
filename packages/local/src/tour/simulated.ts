import { MINUTE } from "@switchboard/core/kernel";
import * as Routing from "@switchboard/core/routing";
import type { Platform } from "../start.ts";
import { expect, told } from "./print.ts";

/** What was decided in this chapter is decided again: as it was, then with a fifth of the hands. */
export async function simulated(platform: Platform, from: number): Promise<void> {
  const ctx = platform.desk.as({ kind: "system", workspaceId: platform.workspace, name: "tour" });
  const range = { from, to: platform.desk.clock.now() };
  const same = await Routing.simulate(ctx, range);
  const { count, same: again } = same.decisions;
  expect(count > 0 && again === count && same.different === 0, JSON.stringify(same));
  told(
    "the simulator makes all decisions again on what they were made of",
    `${again} of ${count} the same to the byte`,
  );
  const { simulated: fewer } = await Routing.simulate(ctx, { ...range, capacityPercent: 20 });
  const waits = Math.round((fewer.p95WaitMs ?? 0) / MINUTE);
  expect(same.recorded.p95WaitMs === 0 && waits > 0, JSON.stringify(fewer));
  told("with a fifth of the capacity the chat would have waited", `${waits} minutes, not 0`);
}
