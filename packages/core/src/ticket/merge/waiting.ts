import type { Ctx, Loaded } from "../../kernel/index.ts";
import { load } from "../../table/index.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { NO_PARTS, type Parts } from "./parts.ts";

type PartsById = ReadonlyMap<string, Parts>;

const earliest = (times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

/** Since when a customer of some tickets waits; nobody is waited for where it is spam. */
export const waitingAmong = (tickets: readonly Ticket[]): number | undefined =>
  earliest(tickets.filter(({ spam }) => !spam).map(({ unansweredSince }) => unansweredSince));

/** Since when the customer of the ticket itself waits, apart from those of what was merged into it. */
export const ownWait = ({ sourcesWait, unansweredSince }: Ticket): number | undefined =>
  sourcesWait ? sourcesWait.own : unansweredSince;

/** Since when somebody waits on a ticket: its own customer, or that of a source merged since it was last answered. */
export function waitOf({ sourcesWait }: Ticket, own: number | undefined, sources: readonly Ticket[]) {
  if (!sourcesWait) return own;
  const since = sourcesWait.at;
  return earliest([own, waitingAmong(sources.filter(({ merged }) => merged !== undefined && merged.at >= since))]);
}

/**
 * Since when somebody waits on the tickets above some that are taken out of them, null for nobody; nearest first, as
 * each counts for the next. Those that no source waits in are not among them: what they say stays.
 */
export async function waitsWithout(
  ctx: Ctx,
  above: readonly Loaded<Ticket>[],
  parts: PartsById,
  gone: readonly string[],
): Promise<ReadonlyMap<string, number | null>> {
  const waits = new Map<string, number | null>();
  for (const { state } of above) {
    if (!state.sourcesWait) continue;
    const { merged } = parts.get(state.id) ?? NO_PARTS;
    const direct = merged.filter(({ id, into }) => into === state.id && !gone.includes(id));
    const found = await Promise.all(direct.map(({ id }) => load(ctx, ticket, id)));
    const sources = found.flatMap((one) => (one ? [withWait(one.state, waits.get(one.state.id))] : []));
    waits.set(state.id, waitOf(state, ownWait(state), sources) ?? null);
  }
  return waits;
}

/** A ticket as it will be once its own wait is known anew. */
export function withWait(state: Ticket, since: number | null | undefined): Ticket {
  if (since === undefined) return state;
  const { unansweredSince: _, ...rest } = state;
  return since === null ? rest : { ...rest, unansweredSince: since };
}
