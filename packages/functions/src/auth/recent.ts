import type { Clock } from "@switchboard/core/kernel";

const MOST = 5_000;

/** Remembers what was found for a while, the oldest go first; not that there was nothing, nor a failure. */
export function recent<T>(clock: Clock, ms: number) {
  const entries = new Map<string, { readonly at: number; readonly value: Promise<T | null> }>();

  return {
    through(key: string, read: () => Promise<T | null>): Promise<T | null> {
      const known = entries.get(key);
      if (known && clock.now() - known.at < ms) return known.value;
      const entry = { at: clock.now(), value: read() };
      entries.delete(key);
      entries.set(key, entry);
      const drop = () => void (entries.get(key) === entry && entries.delete(key));
      entry.value.then((found) => found === null && drop(), drop);
      const [oldest] = entries.keys();
      if (entries.size > MOST && oldest !== undefined) entries.delete(oldest);
      return entry.value;
    },
    forget: (key: string): void => void entries.delete(key),
  };
}
