import { authorize, type Ctx, type Loaded, type Path, parse } from "../kernel/index.ts";
import { admit, type Change, execute, expectVersion, need, type Plan, type Result, resultOf } from "../table/index.ts";
import * as decide from "./decide/index.ts";
import { resultShown } from "./personal.ts";
import { knownByHowMany, mergedInto, rootOf } from "./root.ts";
import { type Customer, CustomerInput, MergeInput } from "./schema/index.ts";
import { customer } from "./store.ts";

const permission = "customer:merge";

/**
 * Makes several customers one person: the target stands for all of them. Nothing is moved; who is looked up by
 * anything of a source is found as the target, who shows the tickets of all. A target that is merged itself stands
 * for the one it was merged into. `expectedVersion` is the target's; merging again changes nothing.
 *
 * @throws NOT_FOUND, TRANSITION for a source that is merged elsewhere, VALIDATION for a circle, LIMIT over 20
 * identities in all, FORBIDDEN, CONFLICT
 * @example const { object: eve } = await Customer.merge(ctx, { sourceIds: [twin.id], targetId: first.id });
 */
export async function merge(ctx: Ctx, raw: MergeInput): Promise<Result<Customer>> {
  const input = parse(MergeInput, raw);
  await authorize(ctx, permission);
  const sourceIds = [...new Set(input.sourceIds)];
  decide.assertFew(sourceIds);
  const pathOf = (id: string) => ["sourceIds", input.sourceIds.indexOf(id)];
  const executed = await execute(ctx, { name: "customer.merge", input }, async () => {
    const named = await need(ctx, customer, input.targetId, { permission, path: ["targetId"] });
    expectVersion(named, input.expectedVersion);
    const [target, sources] = await Promise.all([
      rootOf(ctx, named),
      Promise.all(sourceIds.map((id) => need(ctx, customer, id, { permission, path: pathOf(id) }))),
    ]);
    await admit(ctx, customer, target, { permission, path: ["targetId"], id: input.targetId });
    return planned(ctx, target, sources, pathOf);
  });
  return resultShown(ctx, resultOf(ctx, customer, { permission }, executed));
}

/** Where a source stands in the input. */
type PathOf = (id: string) => Path;

async function planned(
  ctx: Ctx,
  target: Loaded<Customer>,
  named: readonly Loaded<Customer>[],
  pathOf: PathOf,
): Promise<Plan> {
  for (const { state } of named) {
    if (!isMergedInto(state, target.state)) decide.assertMergeable(state, target.state, pathOf(state.id));
  }
  const fresh = named.filter(({ state }) => !isMergedInto(state, target.state));
  if (fresh.length > 0) {
    decide.assertRoom(await knownByHowMany(ctx, [target, ...fresh].map(stateOf)), ["sourceIds"]);
  }
  const merged = fresh.map((before) => changeOf(before, decide.merged(target.state)));
  return { changes: [changeOf(target, decide.sourcesMerged(fresh.map(stateOf))), ...merged] };
}

const isMergedInto = (source: Customer, target: Customer): boolean => source.merged?.into === target.id;

/**
 * Takes a merge back, whenever: the customer is again what they were, with those who were merged into them. What
 * the one they were merged into got since stays there.
 *
 * @throws TRANSITION for somebody who is not merged, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example const { object: restored } = await Customer.unmerge(ctx, { customerId: twin.id });
 */
export async function unmerge(ctx: Ctx, raw: CustomerInput): Promise<Result<Customer>> {
  const input = parse(CustomerInput, raw);
  await authorize(ctx, permission);
  const executed = await execute(ctx, { name: "customer.unmerge", input }, async () => {
    const source = await need(ctx, customer, input.customerId, { permission, path: ["customerId"] });
    expectVersion(source, input.expectedVersion);
    const drafts = decide.unmerged(source.state);
    const less = decide.sourcesUnmerged([source.state.id, ...(source.state.sources ?? [])]);
    const above = await mergedInto(ctx, source);
    const what = { permission, path: ["customerId"], id: input.customerId } as const;
    await Promise.all(above.map((one) => admit(ctx, customer, one, what)));
    return { changes: [changeOf(source, drafts), ...above.map((one) => changeOf(one, less))] };
  });
  return resultShown(ctx, resultOf(ctx, customer, { permission }, executed));
}

const stateOf = ({ state }: Loaded<Customer>): Customer => state;

const changeOf = (before: Loaded<Customer>, drafts: Change["drafts"]): Change => ({
  agg: customer,
  id: before.state.id,
  before,
  drafts,
});
