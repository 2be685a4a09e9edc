import type * as z from "zod";
import { authorize, type Ctx, forbidden, type Loaded, may, parse } from "../kernel/index.ts";
import { execute, expectVersion, type Plan, type Result, resultOf } from "../table/index.ts";
import * as decide from "./decide/index.ts";
import { distinct, type Identity } from "./identity.ts";
import { resultShown } from "./personal.ts";
import { behind, knownByHowMany } from "./root.ts";
import { type Customer, UpsertInput, type UpsertOutcome } from "./schema/index.ts";
import { customer, holdIdentity } from "./store.ts";

const permission = "customer:write";

/**
 * Finds the customer who is known by any of these or makes one, and takes over what is new about them: profile,
 * and identities nobody had. `onCreate` and `onUpdate` are taken over in one case only. Two calls at once end with
 * one customer; somebody who was merged is found as whom they were merged into.
 *
 * @throws ALREADY_EXISTS with both ids when these belong to different people, LIMIT over 20 identities, VALIDATION,
 * FORBIDDEN, CONFLICT
 * @example const { object, outcome } = await Customer.upsert(ctx, { email: "eve@example.com", name: "Eve" });
 */
export async function upsert(
  ctx: Ctx,
  raw: UpsertInput,
): Promise<Result<Customer> & { readonly outcome: UpsertOutcome }> {
  const input = parse(UpsertInput, raw);
  await authorize(ctx, permission);
  const freshId = ctx.ids.next("cus");
  const identities = distinct([
    ...(input.email === undefined ? [] : [emailOf(input.email)]),
    ...(input.identities ?? []),
  ]);
  let outcome: UpsertOutcome = "NOOP";
  const executed = await execute(ctx, { name: "customer.upsert", input }, async () => {
    const { roots, fresh } = await behind(ctx, identities);
    if (roots.length > 1)
      throw decide.severalPeople(
        roots.map(({ state }) => state.id),
        ["identities"],
      );
    const [known] = roots;
    if (!known) {
      outcome = "CREATED";
      return created(ctx, freshId, identities, input);
    }
    if (!(await may(ctx, permission, customer.target(known.state)))) throw forbidden(permission);
    expectVersion(known, input.expectedVersion);
    const found = await updated(ctx, known, fresh, input);
    outcome = found.changes.some(({ drafts }) => drafts.length > 0) ? "UPDATED" : "NOOP";
    return found;
  });
  const result = await resultShown(ctx, resultOf(ctx, customer, { permission }, executed));
  return { ...result, outcome: result.replayed ? "NOOP" : outcome };
}

type Input = z.output<typeof UpsertInput>;

const emailOf = (value: string): Identity => ({ kind: "EMAIL", value });

function created(ctx: Ctx, id: string, identities: readonly Identity[], input: Input): Plan {
  decide.assertRoom(identities.length, ["identities"]);
  const drafts = decide.created(identities, decide.together(input, input.onCreate));
  return {
    changes: [{ agg: customer, id, before: null, drafts }],
    records: identities.map((one) => holdIdentity(ctx, one, id)),
  };
}

async function updated(ctx: Ctx, before: Loaded<Customer>, fresh: readonly Identity[], input: Input): Promise<Plan> {
  const { id } = before.state;
  if (fresh.length > 0) {
    decide.assertRoom((await knownByHowMany(ctx, [before.state])) + fresh.length, ["identities"]);
  }
  const profile = decide.changed(before.state, decide.together(input, input.onUpdate));
  return {
    changes: [{ agg: customer, id, before, drafts: [...decide.identitiesAdded(fresh), ...profile] }],
    records: fresh.map((one) => holdIdentity(ctx, one, id)),
  };
}
