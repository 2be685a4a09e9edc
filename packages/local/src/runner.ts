import { systemClock } from "@switchboard/core/kernel";
import type { WiringRow } from "@switchboard/functions";

/** An event no handler could be brought to take: kept for somebody to look at, as a dead-letter queue would. */
export interface DeadLetter {
  readonly id: string;
  readonly handler: string;
  readonly at: string;
  readonly attempts: number;
  readonly error: string;
  readonly event: unknown;
}

/** Runs handlers as Lambda's asynchronous invocations do: again when they fail, and then set aside. */
export interface Runner {
  /** Resolves when the event was taken or is a dead letter; `delay` in ms. */
  submit(row: WiringRow, event: unknown, delay?: number): Promise<void>;
  /** One attempt whose answer, or failure, is the caller's matter. */
  call(row: WiringRow, event: unknown): Promise<unknown>;
  bury(row: WiringRow, event: unknown, failure: { readonly error: unknown; readonly attempts: number }): void;
  idle(): Promise<void>;
  isIdle(): boolean;
  /** How often a handler ran so far. */
  runs(): number;
  deadLetters(): readonly DeadLetter[];
}

export const RETRIES = 5;
const CONCURRENCY = 16;
const FIRST_DELAY_MS = 20;

type Handler = (event: unknown) => Promise<unknown>;

export function createRunner(load: (row: WiringRow) => Promise<Handler>, now: () => number): Runner {
  const handlers = new Map<string, Promise<Handler>>();
  const dead: DeadLetter[] = [];
  const working = new Set<Promise<void>>();
  const slots = semaphore(CONCURRENCY);
  let runs = 0;

  async function call(row: WiringRow, event: unknown): Promise<unknown> {
    const handler = handlers.get(row.id) ?? load(row);
    handlers.set(row.id, handler);
    runs++;
    return (await handler)(event);
  }

  function bury(row: WiringRow, event: unknown, { error, attempts }: { error: unknown; attempts: number }): void {
    const at = new Date(now()).toISOString();
    dead.push({ id: String(dead.length + 1), handler: row.id, at, attempts, error: String(error), event });
  }

  async function attempt(row: WiringRow, event: unknown): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await slots(() => call(row, event));
        return;
      } catch (error) {
        if (tries > RETRIES) return bury(row, event, { error, attempts: tries });
        await systemClock.sleep(FIRST_DELAY_MS * 2 ** (tries - 1));
      }
    }
  }

  function submit(row: WiringRow, event: unknown, delay = 0): Promise<void> {
    const started = delay === 0 ? attempt(row, event) : systemClock.sleep(delay).then(() => attempt(row, event));
    const work = started.finally(() => working.delete(work));
    working.add(work);
    return work;
  }

  async function idle(): Promise<void> {
    while (working.size > 0) await Promise.all(working);
  }

  return { submit, call, bury, idle, isIdle: () => working.size === 0, runs: () => runs, deadLetters: () => dead };
}

/** At most so many at once; the others wait their turn. */
function semaphore(max: number) {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (taken >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else taken++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else taken--;
    }
  };
}
