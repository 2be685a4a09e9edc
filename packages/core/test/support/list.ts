import type { Page, PageInput } from "../../src/kernel/index.ts";

/** Walks a whole list in one direction. */
export async function wholeList<T>(
  read: (page: PageInput) => Promise<Page<T>>,
  size: number,
  backward = false,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 200; pages++) {
    const at: PageInput = backward
      ? { last: size, ...(cursor ? { before: cursor } : {}) }
      : { first: size, ...(cursor ? { after: cursor } : {}) };
    const page = await read(at);
    const nodes = page.edges.map(({ node }) => node);
    if (backward) all.unshift(...nodes);
    else all.push(...nodes);
    const more = backward ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage;
    if (!more) return all;
    cursor = backward ? page.pageInfo.startCursor : page.pageInfo.endCursor;
  }
  throw new Error("the list does not end");
}
