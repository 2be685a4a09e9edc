/** A commit has room for a hundred rows; some are the ticket's own. */
const ROWS = 85;

/** Things in their order, as many at once as a commit has room for. Each fits by itself. */
export function inBatches<T>(things: readonly T[], rowsOf: (thing: T) => number): readonly (readonly T[])[] {
  const batches: T[][] = [];
  let room = 0;
  for (const thing of things) {
    const rows = rowsOf(thing);
    if (rows > room) {
      batches.push([]);
      room = ROWS;
    }
    batches.at(-1)?.push(thing);
    room -= rows;
  }
  return batches;
}
