import type { Ctx } from "../../kernel/index.ts";
import type { RecordWrite } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import { newCcId, watchersAfter, watchersOf, watchersOfAll } from "../people/watchers.ts";
import type { Ticket } from "../schema/index.ts";

/**
 * Rows of one commit, less what a merge needs besides its sources: state, event and sleep of the target, two sides,
 * the event of the followers, the key.
 */
const ROOM = 100 - 7;

interface Joined {
  readonly drafts: decide.Drafts;
  readonly records: readonly RecordWrite[];
}

/**
 * Those who watch the sources watch the target: followers of all of them, CCs of those of the same customer, as what
 * is answered to one customer is no other's. Without any it reads nothing.
 */
export async function watchersJoined(ctx: Ctx, target: Ticket, sources: readonly Ticket[]): Promise<Joined> {
  const isOurs = ({ customerId }: Ticket) => customerId === target.customerId;
  const [ours, others] = await Promise.all([
    watchersOfAll(ctx, sources.filter(isOurs)),
    watchersOfAll(
      ctx,
      sources.filter((one) => !isOurs(one)),
    ),
  ]);
  const all = [...ours, ...others.map((one) => ({ ...one, ccs: [] }))];
  if (all.length === 0) return { drafts: [], records: [] };
  const own = await watchersOf(ctx, target);
  // A source takes two rows, and one more where it sleeps for another's end.
  const asleep = sources.filter(({ waitsFor }) => waitsFor !== undefined).length;
  const drafts = decide.joined(own, all, () => newCcId(ctx), ROOM - 2 * sources.length - asleep);
  return { drafts, records: watchersAfter(ctx, target.id, own, drafts) };
}
