import type { Cache, Clock } from "../kernel/index.ts";

/** Remembers immutable values, the least lately used go first. A failed read is not remembered. */
export function createCache(max = 200): Cache {
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
  };
}

/** Remembers values for a while: what may be late by `ttl` ms and no more. */
export function createTimedCache(clock: Clock, ttl: number): Cache {
  const cache = createCache(1_000);
  return { through: (key, read) => cache.through(`${key}@${Math.floor(clock.now() / ttl)}`, read) };
}
