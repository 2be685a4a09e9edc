import { type Ctx, internal, type Loaded } from "../../kernel/index.ts";
import { load } from "../../table/index.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";

/** The tickets that one was merged into, nearest first; none for most. */
export async function mergedInto(ctx: Ctx, from: Loaded<Ticket>): Promise<readonly Loaded<Ticket>[]> {
  const above: Loaded<Ticket>[] = [];
  for (let at = from; at.state.merged; ) {
    const next = await load(ctx, ticket, at.state.merged.into);
    if (!next) throw internal(`${at.state.id} was merged into a ticket that is not there.`);
    above.push(next);
    at = next;
  }
  return above;
}

/** Where a ticket's conversation goes on: itself, or what it was merged into in the end. */
export const rootOf = async (ctx: Ctx, from: Loaded<Ticket>): Promise<Loaded<Ticket>> =>
  (await mergedInto(ctx, from)).at(-1) ?? from;
