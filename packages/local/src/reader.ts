import { systemClock } from "@switchboard/core/kernel";
import { matches, rowsOf } from "@switchboard/functions";
import { deliver } from "./batches.ts";
import { lambdaRecord } from "./records.ts";
import type { Runner } from "./runner.ts";
import type { Positions, StreamSource, Stretch } from "./stream.ts";

/** Lambda's event source mapping on one machine: reads the stream and hands batches to its handlers. */
export interface StreamReader {
  /** Begins to read; until then everything waits in the stream. */
  start(): void;
  /** Somebody wrote: look now, not at the next turn. */
  poke(): void;
  /** Resolves when everything written before this call was handed on. */
  drained(): Promise<void>;
  /** How many records it read so far. */
  seen(): number;
  stop(): Promise<void>;
}

export interface ReaderOptions {
  readonly source: StreamSource;
  readonly runner: Runner;
  /** Called when everything up to these positions was worked off: from here a restart reads on. */
  readonly settled: (positions: Positions) => void;
}

const IDLE_FIRST_MS = 5;
const IDLE_MAX_MS = 250;

export function createReader({ source, runner, settled }: ReaderOptions): StreamReader {
  const nap = createNap();
  const intake = createIntake(runner);
  const questions = createQuestions();
  let stopped = false;

  async function run(): Promise<void> {
    let idle = IDLE_FIRST_MS;
    while (!stopped) {
      const busy = await questions.during(async () => {
        const stretches = await source.read();
        for (const stretch of stretches) await intake.take(stretch);
        return stretches.length > 0;
      });
      if (!busy) intake.save(settled);
      const awake = busy || questions.open() || (await nap.sleep(idle));
      idle = awake ? IDLE_FIRST_MS : Math.min(idle * 2, IDLE_MAX_MS);
    }
  }

  let running: Promise<void> | undefined;
  return {
    start() {
      running ??= run();
    },
    poke: nap.wake,
    drained() {
      const answer = questions.ask();
      nap.wake();
      return answer;
    },
    seen: intake.seen,
    async stop() {
      stopped = true;
      nap.wake();
      await running;
    },
  };
}

/** Who waits to hear that nothing is left. Only a read that begins after the question can answer it. */
function createQuestions() {
  let waiting: (() => void)[] = [];
  return {
    open: () => waiting.length > 0,
    ask: () => new Promise<void>((resolve) => waiting.push(resolve)),
    async during(read: () => Promise<boolean>): Promise<boolean> {
      const asked = waiting;
      waiting = [];
      const busy = await read().catch(() => systemClock.sleep(IDLE_MAX_MS));
      if (busy === false) for (const answer of asked) answer();
      else waiting.push(...asked);
      return busy === true;
    },
  };
}

/** Hands stretches on, and knows how far it came. */
function createIntake(runner: Runner) {
  const rows = rowsOf("stream");
  const positions: Record<string, string> = {};
  let seen = 0;
  let saved = 0;
  return {
    seen: () => seen,
    async take({ shard, records }: Stretch): Promise<void> {
      seen += records.length;
      const batch = records.map(lambdaRecord);
      for (const row of rows) {
        const wanted = batch.filter((record) => row.trigger.filters.some((filter) => matches(filter, record)));
        await deliver(runner, row, wanted);
      }
      const last = batch.at(-1)?.dynamodb?.SequenceNumber;
      if (last !== undefined) positions[shard] = last;
    },
    /** Only while nothing runs: what the relay put on the bus is lost with this process. */
    save(settled: ReaderOptions["settled"]): void {
      if (saved === seen || !runner.isIdle()) return;
      saved = seen;
      settled({ ...positions });
    },
  };
}

/** A sleep that can be cut short, also just before it begins. Resolves with whether it was. */
function createNap() {
  let woken = false;
  let wakeUp = () => {};
  return {
    wake: () => {
      woken = true;
      wakeUp();
    },
    async sleep(ms: number): Promise<boolean> {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const early = woken;
      woken = false;
      return early;
    },
  };
}
