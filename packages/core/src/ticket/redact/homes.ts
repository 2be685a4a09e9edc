import type { Ctx, Loaded } from "../../kernel/index.ts";
import { history, load } from "../../table/index.ts";
import { sequencesOf } from "../merge/parts.ts";
import { partsUnder } from "../merge/view.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import type { Home } from "./commit.ts";

/** Where entries lie that show in a conversation: everything of a ticket, or some entries of another. */
export interface Place {
  readonly id: string;
  /** Only these, where not everything shows. */
  readonly only?: ReadonlySet<number>;
}

/** The ticket itself, everything merged into it, and what was split into any of these. */
export async function placesOf(ctx: Ctx, state: Ticket): Promise<readonly Place[]> {
  const { parts, ids } = await partsUnder(ctx, state);
  const some = new Map<string, Set<number>>();
  for (const { ticketId, ...entries } of [...parts.values()].flatMap(({ taken }) => taken)) {
    if (ids.includes(ticketId)) continue;
    const sequences = sequencesOf({ ticketId, ...entries });
    some.set(ticketId, new Set([...(some.get(ticketId) ?? []), ...sequences]));
  }
  return [...ids.map((id) => ({ id })), ...[...some].map(([id, only]) => ({ id, only }))];
}

/** A place with its history. The state first: what is written behind it makes the commit fail, and is seen next time. */
export async function homeAt(ctx: Ctx, seen: Loaded<Ticket>, id: string): Promise<Home | null> {
  const loaded = id === seen.state.id ? seen : await load(ctx, ticket, id);
  return loaded && { loaded, events: await history(ctx, id) };
}
