import { MINUTE } from "@switchboard/core/kernel";
import type { TablePort } from "@switchboard/core/port";
import { duePartition, dueShards, timeOfRank } from "@switchboard/core/table";
import { rowsOf } from "@switchboard/functions";
import type { LocalClock } from "./clock.ts";
import type { Runner } from "./runner.ts";

export interface Ticker {
  /** Moves a manual clock, ticks included. */
  advance(ms: number): Promise<void>;
  stop(): Promise<void>;
}

export interface TickerOptions {
  readonly runner: Runner;
  readonly table: TablePort;
  readonly clock: LocalClock;
  readonly settle: () => Promise<void>;
}

/** The schedules of the wiring table: by the minute of the real clock, or as a manual one is moved. */
export function startTicker({ runner, table, clock, settle }: TickerOptions): Ticker {
  const rows = rowsOf("schedule");
  const tick = async () => {
    await Promise.all(rows.map((row) => runner.submit(row, {})));
  };
  const { moveTo } = clock;
  const stopTimer = moveTo ? () => {} : everyMinute(tick);
  let moving = Promise.resolve();

  async function move(ms: number): Promise<void> {
    if (!moveTo) throw new Error("Time runs by itself here; start with a manual clock to move it.");
    const target = clock.now() + ms;
    await settle();
    for (let next = await nextTick(table, clock.now()); next <= target; next = await nextTick(table, clock.now())) {
      moveTo(next);
      await tick();
      await settle();
    }
    moveTo(target);
  }

  return {
    advance(ms) {
      const moved = moving.then(() => move(ms));
      moving = moved.catch(() => undefined);
      return moved;
    },
    async stop() {
      stopTimer();
      await moving;
    },
  };
}

/** The next minute at which a tick would find something to do: those between it and now change nothing. */
async function nextTick(table: TablePort, now: number): Promise<number> {
  const following = (Math.floor(now / MINUTE) + 1) * MINUTE;
  const firsts = await Promise.all(
    dueShards().map((shard) => table.query({ index: "due", partition: duePartition(shard), limit: 1 })),
  );
  const due = firsts.flatMap(({ rows }) => rows.map((row) => timeOfRank(String(row["d2"]))));
  const earliest = Math.min(...due);
  return Math.max(following, Math.ceil(earliest / MINUTE) * MINUTE);
}

function everyMinute(tick: () => Promise<void>): () => void {
  const toMinute = () => MINUTE - (Date.now() % MINUTE);
  let timer: NodeJS.Timeout;
  const turn = () => {
    timer = setTimeout(turn, toMinute());
    timer.unref();
    tick().catch(() => undefined);
  };
  timer = setTimeout(turn, toMinute());
  timer.unref();
  return () => clearTimeout(timer);
}
