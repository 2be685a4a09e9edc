import { randomUUID } from "node:crypto";
import type { BusEvent, BusPort } from "@switchboard/core/port";
import { type BusDelivery, type EventRow, matches, rowsOf } from "@switchboard/functions";
import type { Runner } from "./runner.ts";

/** An event that passed over the bus. `id` counts up: ask for what came after one you know. */
export interface PassedEvent extends BusEvent {
  readonly id: string;
  readonly at: string;
}

export interface LocalBus extends BusPort {
  passed(after?: string): readonly PassedEvent[];
}

export interface BusOptions {
  readonly runner: Runner;
  readonly now: () => number;
  /** Delivers as badly as the real bus may: everything twice, in any order. */
  readonly rough: boolean;
}

const REMEMBERED = 10_000;
const ROUGH_MS = 30;

/** EventBridge on one machine: each event to every row of the wiring table whose pattern it fits. */
export function createBus({ runner, now, rough }: BusOptions): LocalBus {
  const rows = rowsOf("event");
  const passed: PassedEvent[] = [];
  // From the time of the start, so that ids count up over a restart too.
  let count = Date.now();

  function deliver(row: EventRow, delivery: BusDelivery): void {
    const delays = rough ? [Math.random() * ROUGH_MS, Math.random() * ROUGH_MS] : [0];
    for (const delay of delays) runner.submit(row, delivery, delay).catch(() => undefined);
  }

  return {
    async publish(events) {
      for (const event of events) {
        const at = new Date(now()).toISOString();
        passed.push({ id: String(++count), at, ...event });
        const delivery = deliveryOf(event, at);
        for (const row of rows) if (matches(row.trigger.pattern, delivery)) deliver(row, delivery);
      }
      passed.splice(0, passed.length - REMEMBERED);
      return { failed: [], refused: [] };
    },
    passed: (after = "0") => passed.filter(({ id }) => Number(id) > Number(after)),
  };
}

const deliveryOf = ({ source, detailType, detail }: BusEvent, time: string): BusDelivery => ({
  id: randomUUID(),
  source,
  "detail-type": detailType,
  time,
  // As over the wire: nobody shares an object with the sender.
  detail: JSON.parse(JSON.stringify(detail)) as BusDelivery["detail"],
});
