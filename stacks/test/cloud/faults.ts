/** When a process of a function dies: before it begins, when it has answered, or once a service did what it asked. */
export type Moment = "before" | "after" | { readonly once: string };

interface Crash {
  readonly fn: string;
  readonly when: Moment;
  left: number;
  readonly of: string;
}

/** What goes wrong in AWS, on command. */
export class Faults {
  /** Every event arrives twice. */
  duplicate = false;
  /** Events arrive in any order; the same for the same seed. */
  shuffle = false;
  #bus = true;
  #crashes: Crash[] = [];
  #throttled = new Map<string, number>();
  #seed = 1;

  /**
   * The next runs of a function die; `once` is a permission, such as `ses:SendRawEmail`, whose call was done. With `of`
   * only those whose event speaks of it, as of one of many reactions.
   */
  crash(fn: string, when: Moment, { times = 1, of = "" } = {}): void {
    this.#crashes.push({ fn, when, left: times, of });
  }

  /** The bus refuses every event, until `busUp`. */
  busDown(): void {
    this.#bus = false;
  }

  busUp(): void {
    this.#bus = true;
  }

  get busIsUp(): boolean {
    return this.#bus;
  }

  /** What rules deliver to this ARN is turned away so many times. */
  throttle(arn: string, times: number): void {
    this.#throttled.set(arn, times);
  }

  isThrottled(arn: string): boolean {
    const left = this.#throttled.get(arn) ?? 0;
    this.#throttled.set(arn, left - 1);
    return left > 0;
  }

  crashes(fn: string, when: "before" | "after", event: unknown): boolean {
    const fits = (crash: Crash) => crash.fn === fn && crash.when === when;
    return this.#spend((crash) => fits(crash) && (crash.of === "" || JSON.stringify(event).includes(crash.of)));
  }

  crashesOnce(fn: string, actions: readonly string[]): boolean {
    return this.#spend(({ fn: name, when }) => name === fn && typeof when === "object" && actions.includes(when.once));
  }

  /** Between 0 and 1, the same row of numbers in every run. */
  chance(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }

  #spend(fits: (crash: Crash) => boolean): boolean {
    const crash = this.#crashes.find((one) => one.left > 0 && fits(one));
    if (crash) crash.left--;
    return crash !== undefined;
  }
}
