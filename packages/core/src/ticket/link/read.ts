import { type Ctx, id, parse } from "../../kernel/index.ts";
import { need } from "../../table/index.ts";
import { NO_PARTS, partsOf } from "../merge/parts.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { type LinkKind, MAX_LINKS } from "./kinds.ts";
import { besides, EVERY, type Link, linksIn, spanOf } from "./rows.ts";

/** Rows read at most: the 100 that people make, and what follow-ups and splits left. */
const MOST = 200;

/**
 * The links of a ticket, by kind, up to 200, and of a problem its first 100 incidents (`incidents` has all). A linked ticket that the caller may not read shows as an id alone.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 * @example const parents = (await Ticket.links(ctx, ticketId)).filter(({ kind }) => kind === "PARENT");
 */
export async function links(ctx: Ctx, ticketId: string): Promise<readonly Link[]> {
  const known = parse(id("tkt"), ticketId);
  const { state } = await need(ctx, ticket, known, {
    permission: "ticket:read_notes",
    path: ["ticketId"],
    hidden: true,
  });
  const [sources, rows] = await Promise.all([directSources(ctx, state), rowsOf(ctx, state)]);
  return [...ofState(state), ...sources, ...rows];
}

/** An outage must not hide the other links: incidents are read for themselves. */
async function rowsOf(ctx: Ctx, { id: ticketId, incidentCount }: Ticket): Promise<readonly Link[]> {
  if (incidentCount === undefined) return linksIn(ctx, ticketId, MOST, EVERY);
  const spans = [...besides("CAUSES"), spanOf("CAUSES")];
  return (await Promise.all(spans.map((span) => linksIn(ctx, ticketId, MAX_LINKS, span)))).flat();
}

async function directSources(ctx: Ctx, state: Ticket): Promise<readonly Link[]> {
  if (state.sourceCount === undefined) return [];
  const { merged } = (await partsOf(ctx, [state.id])).get(state.id) ?? NO_PARTS;
  const direct = merged.filter(({ into }) => into === state.id);
  return direct.map(({ id: ticketId }) => ({ kind: "MERGED_FROM", ticketId, at: null }));
}

/** What the state says by itself needs no row. */
function ofState(state: Ticket): readonly Link[] {
  const origins: readonly [LinkKind, string | undefined, number][] = [
    ["FOLLOW_UP_OF", state.followUpOf, state.createdAt],
    ["SPLIT_FROM", state.splitFrom, state.createdAt],
    ["MERGED_INTO", state.merged?.into, state.merged?.at ?? 0],
  ];
  return origins.flatMap(([kind, ticketId, at]) => (ticketId === undefined ? [] : [{ kind, ticketId, at }]));
}
