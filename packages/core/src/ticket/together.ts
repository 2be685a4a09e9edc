/** So many at once: each is two or three round trips, and most of it is waiting. */
const AT_ONCE = 10;

/**
 * Does something with each, ten at once, and answers in their order. When one fails none begins any more; the failure
 * is thrown once those that run have ended, so nothing goes on behind the caller's back.
 */
export async function together<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (let at = next++; at < items.length && failures.length === 0; at = next++) {
      try {
        results[at] = await run(items[at] as T);
      } catch (e) {
        failures.push(e);
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failures.length > 0) throw failures[0];
  return results;
}
