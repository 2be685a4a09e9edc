import type { Query, Row, TablePort } from "../port/index.ts";

/** The rows of a whole range, a page of the table at a time: as far as somebody takes them. */
export async function* pagesOf(
  table: Pick<TablePort, "query">,
  query: Omit<Query, "after">,
): AsyncGenerator<readonly Row[]> {
  let after: Row | null = null;
  do {
    const page: Awaited<ReturnType<TablePort["query"]>> = await table.query({ ...query, ...(after ? { after } : {}) });
    yield page.rows;
    after = page.next;
  } while (after);
}
