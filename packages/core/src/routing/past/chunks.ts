/** So many reads are under way at once. */
export const TOGETHER = 50;

/** Does something with things so many at a time, one lot after the other. */
export async function inChunks<T, R>(
  things: readonly T[],
  size: number,
  work: (some: readonly T[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const done: R[] = [];
  for (let i = 0; i < things.length; i += size) done.push(...(await work(things.slice(i, i + size))));
  return done;
}
