import { type Ctx, id, parse } from "../../kernel/index.ts";
import { need } from "../../table/index.ts";
import type { Ticket } from "../schema.ts";
import { ticket } from "../store.ts";
import type { LinkKind } from "./kinds.ts";
import { type Link, linksIn } from "./rows.ts";

/** Rows read at most: the 100 that people make, and what follow-ups and splits left. */
const MOST = 200;

/**
 * The links of a ticket, by kind, up to 200. A linked ticket that the caller may not read shows as an id alone.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 * @example const parents = (await Ticket.links(ctx, ticketId)).filter(({ kind }) => kind === "PARENT");
 */
export async function links(ctx: Ctx, ticketId: string): Promise<readonly Link[]> {
  const known = parse(id("tkt"), ticketId);
  const { state } = await need(ctx, ticket, known, { permission: "ticket:read_notes", path: ["ticketId"] });
  return [...ofState(state), ...(await linksIn(ctx, known, MOST))];
}

/** What the state says by itself needs no row. */
function ofState(state: Ticket): readonly Link[] {
  const origins: readonly [LinkKind, string | undefined][] = [["FOLLOW_UP_OF", state.followUpOf]];
  return origins.flatMap(([kind, of]) => (of === undefined ? [] : [{ kind, ticketId: of, at: state.createdAt }]));
}
