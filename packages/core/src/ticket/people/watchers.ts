import type { Ctx, Side, SideEvent } from "../../kernel/index.ts";
import { type RecordWrite, sideAfter, sideOf, sidesOf } from "../../table/index.ts";
import type { Ticket } from "../schema/index.ts";

/** Somebody outside who shall get a copy. */
export interface Cc {
  readonly id: string;
  readonly address: string;
  readonly name?: string;
}

export const newCcId = (ctx: Ctx): string => Buffer.from(ctx.ids.bytes(6)).toString("base64url");

/** Who keeps an eye on a ticket. Seldom many, and never listed: they lie in row `W` (DESIGN 4). */
export interface Watchers {
  /** Agents, the first to follow first. */
  readonly followers: readonly string[];
  readonly ccs: readonly Cc[];
}

const NOBODY: Watchers = { followers: [], ccs: [] };

function evolveWatchers(_id: string, watchers: Watchers, event: SideEvent): Watchers {
  const { agentIds = [], ccId = "" } = event.payload as { agentIds?: readonly string[]; ccId?: string };
  switch (event.type) {
    case "ticket.followed":
      return { ...watchers, followers: [...watchers.followers, ...agentIds] };
    case "ticket.unfollowed":
      return { ...watchers, followers: watchers.followers.filter((one) => !agentIds.includes(one)) };
    case "ticket.cc_added": {
      // Without its words once they were erased: nobody is left to write to.
      const words = event.content as Omit<Cc, "id"> | null;
      return words ? { ...watchers, ccs: [...watchers.ccs, { id: ccId, ...words }] } : watchers;
    }
    case "ticket.cc_removed":
      return { ...watchers, ccs: watchers.ccs.filter(({ id }) => id !== ccId) };
    case "ticket.purged":
      return NOBODY;
    default:
      return watchers;
  }
}

/** Row `W`: followers and CCs. */
export const watchers: Side<Watchers> = { row: "W", empty: NOBODY, evolve: evolveWatchers };

const isWatched = (state: Ticket): boolean => state.followerCount !== undefined || state.ccCount !== undefined;

/** Access pattern: who watches a ticket; costs nothing where nobody does. */
export const watchersOf = async (ctx: Ctx, state: Ticket): Promise<Watchers> =>
  isWatched(state) ? sideOf(ctx, watchers, state.id) : NOBODY;

/** Who gets a copy of what the desk answers. Checks no permission: for mail, which sends it. */
export const ccsOf = async (ctx: Ctx, state: Ticket): Promise<readonly Cc[]> => (await watchersOf(ctx, state)).ccs;

/** The same of several, in one read; without those that nobody watches. */
export async function watchersOfAll(ctx: Ctx, states: readonly Ticket[]): Promise<readonly Watchers[]> {
  const ids = states.filter(isWatched).map(({ id }) => id);
  return [...(await sidesOf(ctx, watchers, ids)).values()];
}

/** The row as the events leave it; none where they leave it as it is. */
export const watchersAfter = (
  ctx: Ctx,
  id: string,
  before: Watchers,
  drafts: readonly SideEvent[],
): readonly RecordWrite[] =>
  drafts.some((draft) => evolveWatchers(id, before, draft) !== before)
    ? [sideAfter(ctx, watchers, { id, before }, drafts)]
    : [];
