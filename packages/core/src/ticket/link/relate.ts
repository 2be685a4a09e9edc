import type { Ctx } from "../../kernel/index.ts";
import { type Change, load, type RecordWrite } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import { ticket } from "../store.ts";
import { MAX_LINKS } from "./kinds.ts";
import { linked } from "./rows.ts";

/** What moves in the commit that opens a ticket beside it. */
export interface Beside {
  /** Of the ticket itself. */
  readonly drafts: decide.Drafts;
  readonly changes: readonly Change[];
  readonly records: readonly RecordWrite[];
}

export const NOTHING_BESIDE: Beside = { drafts: [], changes: [], records: [] };

/** A ticket that is being opened relates to another: nothing where that one is out of sight, or full of links. */
export async function related(ctx: Ctx, newId: string, otherId: string): Promise<Beside> {
  const found = await load(ctx, ticket, otherId);
  if (!found || found.state.deleted || found.state.internal) return NOTHING_BESIDE;
  const { linkCount = 0, incidentCount = 0 } = found.state;
  if (linkCount - incidentCount >= MAX_LINKS) return NOTHING_BESIDE;
  const other: Change = { agg: ticket, id: otherId, before: found, drafts: decide.linked("RELATES", newId) };
  return {
    drafts: decide.linked("RELATES", otherId),
    changes: [other],
    records: [linked(ctx, newId, "RELATES", otherId), linked(ctx, otherId, "RELATES", newId)],
  };
}
