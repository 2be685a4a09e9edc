import * as Customer from "../../customer/index.ts";
import { authorize, type Ctx, id, type Page, type PageInput, parse, type Versioned } from "../../kernel/index.ts";
import { aggregatePartition, list, need } from "../../table/index.ts";
import { STATUSES, type Status } from "../../workspace/index.ts";
import { MAX_INCIDENTS } from "../link/kinds.ts";
import { linkOf, linksIn, prefixOf, spanOf } from "../link/rows.ts";
import { getMany } from "../read.ts";
import type { Ticket } from "../schema/index.ts";
import { isCounted } from "../status.ts";
import { ticket } from "../store.ts";

type Tier = Customer.Customer["tier"];

/** How far a problem reaches. */
export interface Incidents {
  readonly total: number;
  readonly byTier: Readonly<Record<Tier, number>>;
  readonly byStatus: Readonly<Record<Status, number>>;
}

const seeable = { permission: "ticket:read_notes", path: ["problemId"], hidden: true } as const;

/**
 * The incidents that a problem causes, counted by how their customers are served and by status: those the caller may
 * see, without spam and what is deleted.
 *
 * @throws NOT_FOUND, FORBIDDEN also for those who may read no customers, BAD_USER_INPUT
 * @example const { byTier } = await Ticket.incidentsOf(ctx, problem.id);
 */
export async function incidentsOf(ctx: Ctx, problemId: string): Promise<Incidents> {
  const known = parse(id("tkt"), problemId);
  await authorize(ctx, "customer:read");
  const { state } = await need(ctx, ticket, known, seeable);
  const found = (await getMany(ctx, await incidentIds(ctx, state))).filter(
    (one): one is Versioned<Ticket> => one !== null && isCounted(one),
  );
  const customers = await Customer.getMany(ctx, [...new Set(found.map(({ customerId }) => customerId))]);
  const seen = customers.filter((one) => one !== null);
  const served = await Customer.effectiveTiers(ctx, seen);
  const tiers = new Map(seen.map(({ id: customerId }, i) => [customerId, served[i]]));
  const byTier: Record<Tier, number> = { STANDARD: 0, PRIORITY: 0, VIP: 0 };
  const byStatus = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const { customerId, status } of found) {
    byTier[tiers.get(customerId) ?? "STANDARD"]++;
    byStatus[status]++;
  }
  return { total: found.length, byTier, byStatus };
}

/** The ids of all incidents of a problem, up to 1,000. */
export async function incidentIds(ctx: Ctx, problem: Ticket): Promise<readonly string[]> {
  if (problem.linkCount === undefined) return [];
  const links = await linksIn(ctx, problem.id, MAX_INCIDENTS, spanOf("CAUSES"));
  return links.map(({ ticketId }) => ticketId);
}

/**
 * The incidents that a problem causes, oldest first: those the caller may see, without spam and what is deleted.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 * @example const { edges } = await Ticket.incidents(ctx, problem.id, { first: 50 });
 */
export async function incidents(ctx: Ctx, problemId: string, page: PageInput = {}): Promise<Page<Versioned<Ticket>>> {
  const known = parse(id("tkt"), problemId);
  await need(ctx, ticket, known, seeable);
  // Access pattern: the incidents of a problem, by id and so by age.
  const links = await list(
    ctx,
    {
      name: "incidents",
      sources: [{ partition: aggregatePartition(ctx, known), prefix: prefixOf("CAUSES") }],
      descending: false,
      filter: known,
      decode: (row) => linkOf(row).ticketId,
    },
    page,
  );
  const found = await getMany(
    ctx,
    links.edges.map(({ node }) => node),
  );
  const edges = links.edges.flatMap(({ cursor }, i) => {
    const node = found[i];
    return node && isCounted(node) ? [{ node, cursor }] : [];
  });
  return { edges, pageInfo: links.pageInfo };
}
