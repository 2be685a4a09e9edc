import { authorize, type Ctx, everyPage, iso, type Page, type PageInput, reachOf } from "../../kernel/index.ts";
import type { Filter } from "../filter.ts";
import { listByActivity } from "../lists.ts";
import { getMany } from "../read.ts";
import type { TicketSummary } from "../schema/index.ts";
import { ticket } from "../store.ts";

/** A page of tickets as JSON lines, and where to read on. */
export interface ExportPage {
  /** One ticket a line, each ended by a line break; times in RFC 3339. */
  readonly lines: string;
  readonly count: number;
  readonly pageInfo: Page<TicketSummary>["pageInfo"];
}

/**
 * A page of a list as JSON lines, latest activity first: every field of each ticket, as far as the caller may see
 * them. A ticket that moves while somebody reads on may come twice or not at all; its `id` tells.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT, VALIDATION for a filter that is none
 */
export async function exportPage(ctx: Ctx, filter: Filter = {}, page: PageInput = {}): Promise<ExportPage> {
  await authorize(ctx, "ticket:export");
  const { edges, pageInfo } = await listByActivity(ctx, filter, page);
  const reach = await reachOf(ctx, "ticket:export");
  const whole = await getMany(
    ctx,
    edges.map(({ node }) => node.id),
  );
  const found = whole.filter((one) => one !== null && reach.has(ticket.target(one)));
  return { lines: found.map((one) => `${lineOf({ ...one })}\n`).join(""), count: found.length, pageInfo };
}

/**
 * A whole list as JSON lines, page by page as somebody takes them.
 *
 * @throws as {@link exportPage}
 * @example for await (const lines of Ticket.exportLines(ctx, { status: ["RESOLVED"] })) file.write(lines);
 */
export async function* exportLines(ctx: Ctx, filter: Filter = {}): AsyncGenerator<string> {
  for await (const { lines } of everyPage((page) => exportPage(ctx, filter, page))) {
    if (lines !== "") yield lines;
  }
}

const TIME = /(^at|At|Until|Since)$/;

const lineOf = (fields: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(fields, (name, value: unknown) => (TIME.test(name) && typeof value === "number" ? iso(value) : value));
