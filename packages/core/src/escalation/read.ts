import {
  authorize,
  type Ctx,
  emptyPage,
  id,
  type Page,
  type PageInput,
  parse,
  type Versioned,
  versioned,
} from "../kernel/index.ts";
import { list, loadMany, need, sees } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import type { Escalation } from "./schema.ts";
import { escalation, ofTicketList, unacknowledgedBy } from "./store.ts";

const readable = { permission: "ticket:read_notes", path: ["escalationId"] } as const;

/** One escalation. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function get(ctx: Ctx, escalationId: string): Promise<Versioned<Escalation>> {
  return versioned(await need(ctx, escalation, parse(id("esc"), escalationId), readable));
}

/**
 * The escalations of a ticket, newest first; also those that wait for an age, and those that are over. For staff.
 *
 * @throws NOT_FOUND for the ticket, FORBIDDEN, BAD_USER_INPUT
 */
export async function ofTicket(ctx: Ctx, ticketId: string, page: PageInput = {}): Promise<Page<Versioned<Escalation>>> {
  const known = parse(id("tkt"), ticketId);
  await need(ctx, Ticket.ticket, known, { permission: "ticket:read_notes", path: ["ticketId"], hidden: true });
  return whole(ctx, await list(ctx, ofTicketList(ctx, known), page), () => true);
}

/**
 * What went to the calling agent, or to a team of theirs, and nobody has acknowledged: latest first.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT
 * @example const { edges } = await Escalation.mine(ctx, { first: 20 });
 */
export async function mine(ctx: Ctx, page: PageInput = {}): Promise<Page<Versioned<Escalation>>> {
  await authorize(ctx, "ticket:read_notes");
  if (ctx.actor.kind !== "agent") return emptyPage(page);
  const teams = [...(await ctx.teams())].sort();
  const found = await list(ctx, unacknowledgedBy(ctx, ctx.actor.agentId, teams), page);
  return whole(ctx, found, ({ status }) => status === "RUNNING");
}

/** The escalations themselves, once each: one can have gone to somebody and to their team. */
async function whole(
  ctx: Ctx,
  { edges, pageInfo }: Page<string>,
  isMeant: (escalation: Escalation) => boolean,
): Promise<Page<Versioned<Escalation>>> {
  const states = await loadMany(
    ctx,
    escalation,
    edges.map(({ node }) => node),
  );
  const seen = await Promise.all(states.map(async (one) => one !== null && (await sees(ctx, escalation, one))));
  const first = (at: number) => edges.findIndex(({ node }) => node === edges[at]?.node) === at;
  return {
    edges: edges.flatMap(({ cursor }, i) => {
      const one = states[i];
      return one && seen[i] && first(i) && isMeant(one.state) ? [{ node: versioned(one), cursor }] : [];
    }),
    pageInfo,
  };
}
