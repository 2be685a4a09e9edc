import { type Ctx, type Loaded, limit } from "../../kernel/index.ts";
import { load, type RecordWrite } from "../../table/index.ts";
import { wouldCycle } from "../decide/links.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket, unchanged } from "../store.ts";
import { MAX_LINKS, type Upward } from "./kinds.ts";
import { linksIn, spanOf } from "./rows.ts";

/** Tickets looked at on the way up. Each is checked again in the commit, which takes 100 rows. */
const MAX_VISITED = 50;

/**
 * Walks up from `from` and refuses when `goal` lies on the way. What was passed is checked again in the commit,
 * so two links made at the same time close no circle between them.
 *
 * @throws VALIDATION for a cycle, LIMIT when too much hangs together to tell
 */
export async function assertNoCycle(ctx: Ctx, kind: Upward, from: string, goal: string): Promise<RecordWrite[]> {
  const seen = new Map<string, Loaded<Ticket> | null>();
  let level: readonly string[] = [from];
  while (level.length > 0) {
    const found = await Promise.all(level.map((id) => passed(ctx, kind, id, seen)));
    const next = [...new Set(found.flat())];
    if (next.includes(goal)) throw wouldCycle(kind);
    level = next.filter((id) => !seen.has(id));
    if (seen.size + level.length > MAX_VISITED) {
      throw limit(
        `More than ${MAX_VISITED} tickets hang together by ${kind}; link to one nearer the top.`,
        MAX_VISITED,
      );
    }
  }
  seen.delete(from);
  return [...seen.values()].flatMap((one) => (one ? [unchanged(ctx, one)] : []));
}

/** The state before the links: a link made in between moves the state, and the commit fails. */
async function passed(ctx: Ctx, kind: Upward, id: string, seen: Map<string, Loaded<Ticket> | null>) {
  seen.set(id, null);
  seen.set(id, await load(ctx, ticket, id));
  return (await linksIn(ctx, id, MAX_LINKS, spanOf(kind))).map((link) => link.ticketId);
}
