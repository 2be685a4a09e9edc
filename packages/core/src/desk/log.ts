import { authorize, type Ctx, type Envelope, type Page, type PageInput, sealEntryId } from "../kernel/index.ts";
import { readLog, type TimeRange } from "../table/index.ts";

/** One line of the workspace's log: who did what to what, when, on whose behalf. */
export type LogLine = Omit<Envelope, "sequence" | "revision"> & { readonly id: string };

/**
 * The log of the whole workspace within a time range (ms, both ends included), oldest first.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT for a range that is none or over 366 days
 */
export async function log(ctx: Ctx, range: TimeRange, page: PageInput = {}): Promise<Page<LogLine>> {
  await authorize(ctx, "workspace:read_log");
  const [{ entry }, found] = await Promise.all([ctx.keyring(), readLog(ctx, range, page)]);
  const edges = found.edges.map((edge) => {
    const { sequence, revision: _, ...line } = edge.node;
    return { node: { ...line, id: sealEntryId(entry, line.aggregateId, sequence) }, cursor: edge.cursor };
  });
  return { edges, pageInfo: found.pageInfo };
}
