import { tick } from "@switchboard/core/tick";
import type { Create } from "./handler.ts";
import { log } from "./log.ts";
import { deployed } from "./wire.ts";

/** A tick that is cut off would be tried again beside the next one: it ends by itself before its time is up. */
const PATIENCE_MS = 40_000;

/** What the schedule does every minute: wakes whatever is due. Late and double ticks change nothing. */
export const create: Create<unknown, void> =
  ({ desk, count }) =>
  async () => {
    const { failed } = await tick(desk, { until: desk.clock.now() + PATIENCE_MS });
    for (const { due, error, parked } of failed) log("wake failed", { ...due, parked }, error);
    count?.({ WakesFailed: failed.length, WakesParked: failed.filter(({ parked }) => parked).length });
  };

export const handler = deployed(create);
