import { type Ctx, everyPage, type Loaded } from "../../kernel/index.ts";
import { load } from "../../table/index.ts";
import type { Waits } from "../decide/index.ts";
import { isQuestion } from "../question.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { NO_PARTS, type Parts, parts as side } from "./parts.ts";
import { groupedOf, type Picked } from "./pick.ts";
import { ownConversation } from "./view.ts";
import { ownWait, waitOf, withWait } from "./waiting.ts";

type PartsById = ReadonlyMap<string, Parts>;

/**
 * Since when somebody waits on the tickets of a conversation after entries left it: those for which that changes,
 * what they were merged into included. Most splits take no open question along, and read nothing for it.
 */
export async function waitsLeft(
  ctx: Ctx,
  from: Loaded<Ticket>,
  parts: PartsById,
  picked: readonly Picked[],
): Promise<ReadonlyMap<string, Waits>> {
  const into = new Map((parts.get(from.state.id) ?? NO_PARTS).merged.map((source) => [source.id, source.into]));
  const stateOf = async (id: string) => (id === from.state.id ? from : await load(ctx, ticket, id))?.state;
  const asked = picked.filter(({ event }) => isQuestion(event));
  const waits = new Map<string, Waits>();
  for (const id of upwards(into, new Set(asked.map(({ holder }) => holder)))) {
    const state = await stateOf(id);
    if (!state) continue;
    const before = ownWait(state);
    const open = asked.some(({ holder, event }) => holder === id && before !== undefined && event.occurredAt >= before);
    const own = open ? await questionLeft(ctx, id, parts.get(id) ?? NO_PARTS, picked) : before;
    const direct = state.sourcesWait ? [...into].filter(([, target]) => target === id) : [];
    const sources = await Promise.all(direct.map(([source]) => stateOf(source)));
    const known = sources.flatMap((one) => (one ? [withWait(one, waits.get(one.id)?.unansweredSince)] : []));
    const since = waitOf(state, own, known);
    if (own === before && since === state.unansweredSince) continue;
    waits.set(id, { unansweredSince: since ?? null, ownUnansweredSince: own ?? null });
  }
  return waits;
}

/** Some tickets with all that they were merged into, the deepest first. */
function upwards(into: ReadonlyMap<string, string>, ids: ReadonlySet<string>): readonly string[] {
  const pathOf = (id: string): readonly string[] => {
    const next = into.get(id);
    return next === undefined ? [id] : [id, ...pathOf(next)];
  };
  const all = [...new Set([...ids].flatMap(pathOf))];
  return all.sort((a, b) => pathOf(b).length - pathOf(a).length);
}

/** Since when the ticket's own customer waits once the picked have left. */
async function questionLeft(ctx: Ctx, id: string, own: Parts, picked: readonly Picked[]): Promise<number | undefined> {
  const left = side.evolve(id, own, { type: "ticket.entries_moved", payload: { entries: groupedOf(id, picked) } });
  let since: number | undefined;
  for await (const { edges } of everyPage((page) => ownConversation(ctx, id, left, page))) {
    for (const { node } of edges) {
      if (node.type === "ticket.replied") return since;
      if (isQuestion({ type: node.type, payload: node })) since = Math.min(since ?? node.occurredAt, node.occurredAt);
    }
  }
  return since;
}
