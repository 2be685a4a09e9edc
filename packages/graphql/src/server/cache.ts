/** What Yoga asks of a cache of documents. */
interface DocumentCache<T> {
  get(query: string): T | undefined;
  set(query: string, value: T): void;
}

const ENTRIES = 500;
const LONGEST = 8 * 1024;

/**
 * Documents that were parsed and found valid, the least lately used go first. An app sends the same few short
 * ones over and over; long ones are not kept, so that nobody fills the memory of a process with them.
 */
export function documentCache<T>(entries = ENTRIES, longest = LONGEST): DocumentCache<T> {
  const known = new Map<string, T>();
  return {
    get(query) {
      const value = known.get(query);
      if (value === undefined) return undefined;
      known.delete(query);
      known.set(query, value);
      return value;
    },
    set(query, value) {
      if (query.length > longest) return;
      known.set(query, value);
      const [oldest] = known.keys();
      if (known.size > entries && oldest !== undefined) known.delete(oldest);
    },
  };
}
