/**
 * The cloud's own time: the real one, and what was skipped. Whoever waits in it waits for nothing: when all work is
 * done, it jumps to the next thing that is due. A night of retries takes as long as the retries themselves.
 */
export class Timeline {
  #skipped = 0;
  #active = 0;
  #timers: { readonly at: number; readonly wake: () => void }[] = [];
  readonly #failures: unknown[] = [];
  readonly #quiet: (() => void)[] = [];

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#skipped;
  }

  /** Work that the cloud is not settled without. What it throws, `idle` throws. */
  run(work: () => Promise<unknown>): void {
    this.#active++;
    work()
      .catch((error: unknown) => this.#failures.push(error))
      .finally(() => this.#rest())
      .catch(() => undefined);
  }

  /** Only for work that was given to `run`: it does not count as running meanwhile. */
  async sleep(ms: number): Promise<void> {
    if (ms <= 0) return;
    await new Promise<void>((resolve) => {
      this.#timers.push({ at: this.now() + ms, wake: resolve });
      this.#rest();
    });
  }

  /** Resolves when nothing runs; what sleeps may still be there. */
  async idle(): Promise<void> {
    if (this.#active > 0) await new Promise<void>((resolve) => this.#quiet.push(resolve));
    const failures = this.#failures.splice(0);
    if (failures.length > 0) throw new AggregateError(failures, String(failures[0]));
  }

  /** Jumps to what is due next, and wakes it. False when nothing is before `until`. */
  next(until: number): boolean {
    const due = this.#timers.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY);
    if (due > until || due === Number.POSITIVE_INFINITY) return false;
    this.#skipped += Math.max(0, due - this.now());
    const woken = this.#timers.filter(({ at }) => at <= due);
    this.#timers = this.#timers.filter(({ at }) => at > due);
    for (const { wake } of woken) {
      this.#active++;
      wake();
    }
    return true;
  }

  /** To where nothing happened on the way, or everything that did is done. */
  skipTo(time: number): void {
    this.#skipped += Math.max(0, time - this.now());
  }

  #rest(): void {
    this.#active--;
    if (this.#active === 0) for (const resolve of this.#quiet.splice(0)) resolve();
  }
}
