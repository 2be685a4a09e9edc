import type * as z from "zod";
import { authorize, type Ctx, keyless, type Loaded, parse } from "../kernel/index.ts";
import { type Change, execute, load, type Plan, type RecordWrite } from "../table/index.ts";
import * as decide from "./decide/index.ts";
import type { Identity } from "./identity.ts";
import { knownByHowMany, rootOfId } from "./root.ts";
import { type Customer, MAX_IDENTITIES, SignInInput, VisitInput } from "./schema/index.ts";
import { customer, holdersOf, holdIdentity } from "./store.ts";
import { holdVisitor, spendVisitor, visitorOf } from "./visitorStore.ts";

const permission = "customer:sign_in";

/**
 * Finds the customer whom a system of the company vouches for, or makes one: by our id, else by the external id,
 * else by the verified address. When the last two are different customers' the external id counts and nothing is
 * merged. What a visitor began becomes theirs, and the visitor's id is good for nothing from then on. The same again
 * changes nothing, and two at once end with one customer.
 *
 * @returns who stands for them; null for an id of ours that is nobody's
 * @throws FORBIDDEN for everybody but the platform, VALIDATION, BAD_USER_INPUT
 * @example const id = await Customer.signIn(ctx, { externalId: "4711", email: "eve@example.com", name: "Eve" });
 */
export async function signIn(ctx: Ctx, raw: SignInInput): Promise<string | null> {
  const input = parse(SignInInput, raw);
  await authorize(ctx, permission);
  const freshId = ctx.ids.next("cus");
  let who: string | null = null;
  await execute(keyless(ctx), { name: "customer.signIn", input: {} }, async (): Promise<Plan> => {
    const found = await findOrMake(ctx, input, freshId);
    who = found?.change.id ?? null;
    return found ? withVisitor(ctx, found, input.visitorId) : { changes: [] };
  });
  return who;
}

interface Found {
  readonly change: Change & { readonly before: Loaded<Customer> | null };
  readonly records: readonly RecordWrite[];
}

type Input = z.output<typeof SignInInput>;

async function findOrMake(ctx: Ctx, input: Input, freshId: string): Promise<Found | null> {
  if (input.customerId !== undefined) {
    const before = await rootOfId(ctx, input.customerId);
    return before && { change: { agg: customer, id: before.state.id, before, drafts: [] }, records: [] };
  }
  const identities = identitiesIn(input);
  const holders = await holdersOf(ctx, identities);
  const holder = holders.find((one) => one !== null);
  const fresh = identities.filter((_, i) => holders[i] === null);
  const before = holder === undefined || holder === null ? null : await rootOfId(ctx, holder);
  const { name, locale } = input;
  const profile = decide.together({ name, locale });
  const added = before ? await whatFits(ctx, before.state, fresh) : fresh;
  const id = before?.state.id ?? freshId;
  const drafts = before ? decide.identitiesAdded(added) : decide.created(added, profile);
  return {
    change: { agg: customer, id, before, drafts },
    records: added.map((one) => holdIdentity(ctx, one, id)),
  };
}

/** In the order in which they count. */
const identitiesIn = ({ external, email }: Input): readonly Identity[] => [
  ...(external ? [external] : []),
  ...(email === undefined ? [] : [{ kind: "EMAIL", value: email } as const]),
];

/** Somebody who is known by as much as there is room for still gets in. */
async function whatFits(ctx: Ctx, known: Customer, fresh: readonly Identity[]): Promise<readonly Identity[]> {
  if (fresh.length === 0) return fresh;
  const room = MAX_IDENTITIES - (await knownByHowMany(ctx, [known]));
  return fresh.slice(0, Math.max(0, room));
}

async function withVisitor(ctx: Ctx, { change, records }: Found, visitorId: string | undefined): Promise<Plan> {
  const held = visitorId === undefined ? null : await visitorOf(ctx, visitorId);
  if (visitorId === undefined || held?.spent) return { changes: [change], records };
  const spent = [...records, spendVisitor(ctx, visitorId, held, change.id)];
  const visitor = held && (await load(ctx, customer, held.id));
  if (!visitor || visitor.state.id === change.id || !decide.mayTakeOver(change.before?.state ?? {}, visitor.state))
    return { changes: [change], records: spent };
  const merged = decide.merged({ id: change.id });
  return {
    changes: [
      { ...change, drafts: [...change.drafts, ...decide.sourcesMerged([visitor.state])] },
      { agg: customer, id: visitor.state.id, before: visitor, drafts: merged },
    ],
    records: spent,
  };
}

/**
 * Finds the customer behind a visitor's id, or makes one who is known by nothing else. Two at once make one.
 *
 * @returns null when there is somebody known behind it by now: a visitor's id never opens what is theirs
 * @throws FORBIDDEN for everybody but the platform, VALIDATION
 * @example const id = await Customer.visit(ctx, { visitorId: "5f0c9a52-7d0e-4c1d-9f3b-2f6a0f3f7a11" });
 */
export async function visit(ctx: Ctx, raw: VisitInput): Promise<string | null> {
  const { visitorId } = parse(VisitInput, raw);
  await authorize(ctx, permission);
  const freshId = ctx.ids.next("cus");
  let who: string | null = null;
  await execute(keyless(ctx), { name: "customer.visit", input: {} }, async (): Promise<Plan> => {
    const held = await visitorOf(ctx, visitorId);
    who = held ? await stillUnknown(ctx, held) : freshId;
    if (held) return { changes: [] };
    const drafts = decide.visitorCame(visitorId);
    return {
      changes: [{ agg: customer, id: freshId, before: null, drafts }],
      records: [holdVisitor(ctx, visitorId, freshId)],
    };
  });
  return who;
}

async function stillUnknown(ctx: Ctx, { id, spent }: { id: string; spent: boolean }): Promise<string | null> {
  const found = spent ? null : await load(ctx, customer, id);
  return found && decide.isUnknown(found.state) ? id : null;
}
