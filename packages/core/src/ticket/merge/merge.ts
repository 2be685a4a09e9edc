import { authorize, type Ctx, type Loaded, type Path, parse } from "../../kernel/index.ts";
import {
  admit,
  type Change,
  execute,
  expectVersion,
  need,
  type Plan,
  type Result,
  resultOf,
} from "../../table/index.ts";
import { configInForce } from "../../workspace/index.ts";
import * as decide from "../decide/index.ts";
import type { Source } from "../events/index.ts";
import { resumed } from "../life/snooze.ts";
import { MergeInput, type Ticket, TicketInput } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { hasParts, NO_PARTS, type Parts, partsAfter, partsOf } from "./parts.ts";
import { mergedInto, rootOf } from "./root.ts";
import { waitingAmong, waitsWithout } from "./waiting.ts";
import { watchersJoined } from "./watching.ts";

const permission = "ticket:merge";

/**
 * Merges up to 20 tickets into one, all or none. The sources close; what was said in them shows in the target's
 * conversation at its own time, and what is still said to them lands in the target, which their followers follow. A
 * target that is merged itself stands for the one it was merged into. `expectedVersion` is the target's; merging again
 * changes nothing.
 *
 * @throws NOT_FOUND, TRANSITION for a closed source or target and for a target that is spam, VALIDATION for a circle,
 * LIMIT over 20 sources at once or 50 in all, FORBIDDEN, CONFLICT
 * @example const { object: target } = await Ticket.merge(ctx, { sourceIds: [twin.id], targetId: first.id });
 */
export async function merge(ctx: Ctx, raw: MergeInput): Promise<Result<Ticket>> {
  const input = parse(MergeInput, raw);
  await authorize(ctx, permission);
  const sourceIds = [...new Set(input.sourceIds)];
  decide.assertFew(sourceIds);
  const pathOf = (id: string) => ["sourceIds", input.sourceIds.indexOf(id)];
  const executed = await execute(ctx, { name: "ticket.merge", input }, async () => {
    const named = await need(ctx, ticket, input.targetId, { permission, path: ["targetId"] });
    expectVersion(named, input.expectedVersion);
    const [target, sources] = await Promise.all([
      rootOf(ctx, named),
      Promise.all(sourceIds.map((id) => need(ctx, ticket, id, { permission, path: pathOf(id) }))),
    ]);
    // Where it ends up is for the caller to change as much as what they named.
    await admit(ctx, ticket, target, { permission, path: ["targetId"], id: input.targetId });
    decide.assertTarget(target.state);
    return planned(ctx, target, sources, pathOf);
  });
  return resultOf(ctx, ticket, { permission }, executed);
}

/** Where a source stands in the input. */
type PathOf = (id: string) => Path;

async function planned(
  ctx: Ctx,
  target: Loaded<Ticket>,
  named: readonly Loaded<Ticket>[],
  pathOf: PathOf,
): Promise<Plan> {
  const fresh = named.filter(({ state }) => state.merged?.into !== target.state.id);
  for (const { state } of fresh) decide.assertMergeable(state, target.state, pathOf(state.id));
  const parts = await partsOf(ctx, withSources([target, ...fresh]));
  const own = parts.get(target.state.id) ?? NO_PARTS;
  const drafts = decide.sourcesMerged(target.state, {
    known: own.merged,
    sources: flattened(target, fresh, parts),
    unansweredSince: waitingAmong(fresh.map(stateOf)),
  });
  const joined = await watchersJoined(ctx, target.state, fresh.map(stateOf));
  const changes: Change[] = fresh.map((before) => changeOf(before, decide.merged(before.state, target.state)));
  const records = drafts.length === 0 ? [] : [partsAfter(ctx, target.state.id, own, drafts)];
  return {
    changes: [changeOf(target, [...drafts, ...joined.drafts]), ...changes],
    records: [...records, ...joined.records],
  };
}

const withSources = (tickets: readonly Loaded<Ticket>[]): readonly string[] =>
  tickets.filter(({ state }) => hasParts(state)).map(idOf);

/** The sources and theirs: nobody who reads the target has to climb. */
const flattened = (
  target: Loaded<Ticket>,
  sources: readonly Loaded<Ticket>[],
  parts: ReadonlyMap<string, Parts>,
): readonly Source[] =>
  sources.flatMap(({ state }) => [
    { id: state.id, into: target.state.id },
    ...(parts.get(state.id) ?? NO_PARTS).merged,
  ]);

const stateOf = ({ state }: Loaded<Ticket>): Ticket => state;
const idOf = ({ state }: Loaded<Ticket>): string => state.id;

const changeOf = (before: Loaded<Ticket>, drafts: Change["drafts"]): Change => ({
  agg: ticket,
  id: before.state.id,
  before,
  drafts,
});

/**
 * Takes a merge back: the ticket is again what it was, with its status and assignee. What was said since stays
 * with the target. Possible for as long as a closed ticket may be reopened.
 *
 * @throws TRANSITION for a ticket that is not merged or has been for too long, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example const { object: restored } = await Ticket.unmerge(ctx, { ticketId: twin.id });
 */
export async function unmerge(ctx: Ctx, raw: TicketInput): Promise<Result<Ticket>> {
  const input = parse(TicketInput, raw);
  await authorize(ctx, permission);
  const executed = await execute(ctx, { name: "ticket.unmerge", input }, async () => {
    const source = await need(ctx, ticket, input.ticketId, { permission, path: ["ticketId"] });
    expectVersion(source, input.expectedVersion);
    const { config } = await configInForce(ctx);
    const drafts = decide.unmerged(source.state, decide.followUpRule(config, source.state), ctx.clock.now());
    const above = await mergedInto(ctx, source);
    const what = { permission, path: ["ticketId"], id: input.ticketId } as const;
    await Promise.all(above.map((one) => admit(ctx, ticket, one, what)));
    const parts = await partsOf(ctx, [source, ...above].map(idOf));
    const gone = [source.state.id, ...(parts.get(source.state.id) ?? NO_PARTS).merged.map(({ id }) => id)];
    const waits = await waitsWithout(ctx, above, parts, gone);
    const less = (id: string) => decide.sourcesUnmerged(gone, waits.get(id));
    const back = await resumed(ctx, source.state.merged?.waitsFor, above.map(idOf));
    const fewer = above.map((one) => partsAfter(ctx, idOf(one), parts.get(idOf(one)) ?? NO_PARTS, less(idOf(one))));
    return {
      changes: [changeOf(source, [...drafts, ...back.drafts]), ...above.map((one) => changeOf(one, less(idOf(one))))],
      records: [...fewer, ...back.records],
    };
  });
  return resultOf(ctx, ticket, { permission }, executed);
}
