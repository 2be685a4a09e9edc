import type { Ctx, Loaded, StoredEvent } from "../../kernel/index.ts";
import { history, load } from "../../table/index.ts";
import { type LinkKind, MAX_LINKS } from "../link/kinds.ts";
import { linksIn, spanOf } from "../link/rows.ts";
import { hasParts, sequencesOf } from "../merge/parts.ts";
import { partsUnder } from "../merge/view.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import type { Home } from "./commit.ts";

/** Where entries lie that show in a conversation: everything of a ticket, or some entries of another. */
export interface Place {
  readonly id: string;
  /** Only these, where not everything shows. */
  readonly only?: (event: StoredEvent) => boolean;
}

/** The ticket itself, everything merged into it, what was split into any of these, and what they left elsewhere. */
export async function placesOf(ctx: Ctx, state: Ticket): Promise<readonly Place[]> {
  const { parts, ids } = await partsUnder(ctx, state);
  const some = new Map<string, Set<number>>();
  for (const { ticketId, ...entries } of [...parts.values()].flatMap(({ taken }) => taken)) {
    if (ids.includes(ticketId)) continue;
    const sequences = sequencesOf({ ticketId, ...entries });
    some.set(ticketId, new Set([...(some.get(ticketId) ?? []), ...sequences]));
  }
  const shown = [...some].map(([id, sequences]) => ({
    id,
    only: (event: StoredEvent) => sequences.has(event.sequence),
  }));
  // Nothing was split off one without parts, and nothing follows one that was never resolved.
  const mayHaveHeirs = hasParts(state) || state.firstResolvedAt !== undefined;
  const copies = mayHaveHeirs ? await copiesOf(ctx, ids) : [];
  return [...ids.map((id) => ({ id })), ...shown, ...copies];
}

/** What took subject and fields along when it began: what follows a ticket, and what was split off it. */
const HEIRS: readonly LinkKind[] = ["FOLLOWED_BY", "SPLIT_INTO"];
/** Where what was taken along lies; words are never copied. */
const isCopy = ({ type }: StoredEvent): boolean => type === "ticket.opened" || type === "ticket.fields_changed";

async function copiesOf(ctx: Ctx, ids: readonly string[]): Promise<readonly Place[]> {
  const seen = new Set(ids);
  let nearest = ids;
  while (nearest.length > 0) {
    const heirs = (await Promise.all(nearest.map((id) => heirsOf(ctx, id)))).flat();
    nearest = [...new Set(heirs)].filter((id) => !seen.has(id));
    for (const id of nearest) seen.add(id);
  }
  return [...seen].filter((id) => !ids.includes(id)).map((id) => ({ id, only: isCopy }));
}

async function heirsOf(ctx: Ctx, id: string): Promise<readonly string[]> {
  const links = await Promise.all(HEIRS.map((kind) => linksIn(ctx, id, MAX_LINKS, spanOf(kind))));
  return links.flat().map(({ ticketId }) => ticketId);
}

/** A place with its history. The state first: what is written behind it makes the commit fail, and is seen next time. */
export async function homeAt(ctx: Ctx, seen: Loaded<Ticket>, id: string): Promise<Home | null> {
  const loaded = id === seen.state.id ? seen : await load(ctx, ticket, id);
  return loaded && { loaded, events: await history(ctx, id) };
}
