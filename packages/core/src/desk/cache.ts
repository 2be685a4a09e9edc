import type { Cache, Clock } from "../kernel/index.ts";

/** A cache that can be told to forget. */
interface OwnCache extends Cache {
  drop(key: string): void;
}

/** Remembers immutable values, the least lately used go first. A failed read is not remembered. */
export function createCache(max = 200): OwnCache {
  const entries = new Map<string, Promise<unknown>>();
  return {
    through<T>(key: string, read: () => Promise<T>): Promise<T> {
      const known = entries.get(key) as Promise<T> | undefined;
      entries.delete(key);
      const value = known ?? read();
      entries.set(key, value);
      if (!known) value.catch(() => entries.delete(key));
      const [oldest] = entries.keys();
      if (entries.size > max && oldest !== undefined) entries.delete(oldest);
      return value;
    },
    drop: (key) => entries.delete(key),
  };
}

/** Remembers values for a while. What `keep` does not want kept is read anew each time. */
export interface TimedCache extends Cache {
  through<T>(key: string, read: () => Promise<T>, keep?: (value: T) => boolean): Promise<T>;
}

/** Remembers values for a while: what may be late by `ttl` ms and no more. */
export function createTimedCache(clock: Clock, ttl: number): TimedCache {
  const cache = createCache(1_000);
  return {
    async through(key, read, keep = () => true) {
      const slot = `${key}@${Math.floor(clock.now() / ttl)}`;
      const value = await cache.through(slot, read);
      if (!keep(value)) cache.drop(slot);
      return value;
    },
  };
}
