import {
  type Aggregate,
  authorize,
  type Ctx,
  type Draft,
  type EventCatalogue,
  type Loaded,
  may,
  notFound,
  type Path,
  type Permission,
  sealEntryId,
  type Versioned,
  versioned,
} from "../kernel/index.ts";
import { type Executed, execute } from "./execute.ts";
import type { Operation } from "./idempotency.ts";
import { expectVersion, inSight, load, need } from "./load.ts";
import type { RecordWrite } from "./record.ts";
import type { Change } from "./stage.ts";
import type { Bound } from "./tally.ts";

/** What an operation gives back: the object as it is now, and the entries it made, also when replayed. */
export interface Result<S> {
  readonly object: Versioned<S>;
  readonly entryIds: readonly string[];
  /** True when the same call had its effect before; `object` is the current one. */
  readonly replayed: boolean;
}

/** A decision: events for the aggregate at hand and, where more must move with them, other changes and records. */
export type Decision<C extends EventCatalogue> =
  | readonly Draft<C>[]
  | {
      readonly events: readonly Draft<C>[];
      readonly also?: readonly Change[];
      readonly records?: readonly RecordWrite[];
      readonly bounds?: readonly Bound[];
    };

export interface ChangeOperation extends Operation {
  readonly permission: Permission;
  readonly id: string;
  /** Where the id stands in the input, for the refusal. */
  readonly path?: Path;
  /** Whether it may be done to one that is out of sight. */
  readonly hidden?: boolean;
}

export interface CreateOperation extends Operation {
  readonly permission: Permission;
  readonly id: string;
}

/**
 * Changes an aggregate that exists: load, authorize, compare `expectedVersion`, decide, commit; again when
 * somebody was faster. An empty decision writes nothing.
 */
export async function change<S extends { readonly id: string }, C extends EventCatalogue>(
  ctx: Ctx,
  agg: Aggregate<S, C>,
  op: ChangeOperation,
  decide: (loaded: Loaded<S>) => Decision<C> | Promise<Decision<C>>,
): Promise<Result<S>> {
  await authorize(ctx, op.permission);
  const executed = await execute(ctx, op, async () => {
    const before = await need(ctx, agg, op.id, op);
    expectVersion(before, op.input.expectedVersion);
    return plan(agg, op.id, before, await decide(before));
  });
  return resultOf(ctx, agg, op, executed);
}

/** Brings an aggregate into being. `decide` checks what it needs and refuses or returns the first events. */
export async function create<S extends { readonly id: string }, C extends EventCatalogue>(
  ctx: Ctx,
  agg: Aggregate<S, C>,
  op: CreateOperation,
  decide: () => Decision<C> | Promise<Decision<C>>,
): Promise<Result<S>> {
  await authorize(ctx, op.permission);
  const executed = await execute(ctx, op, async () => plan(agg, op.id, null, await decide()));
  return resultOf(ctx, agg, op, executed);
}

function plan<S extends { readonly id: string }, C extends EventCatalogue>(
  agg: Aggregate<S, C>,
  id: string,
  before: Loaded<S> | null,
  decision: Decision<C>,
) {
  const { events, also = [], records = [], bounds = [] } = isList(decision) ? { events: decision } : decision;
  const own: Change = { agg, id, before, drafts: events };
  return { changes: [own, ...also], records, bounds };
}

const isList = <C extends EventCatalogue>(decision: Decision<C>): decision is readonly Draft<C>[] =>
  Array.isArray(decision);

/** The first aggregate of a run as its caller gets it; after a replay, read again with permission checked again. */
export async function resultOf<S extends { readonly id: string }, C extends EventCatalogue>(
  ctx: Ctx,
  agg: Aggregate<S, C>,
  op: { readonly permission: Permission },
  executed: Executed,
): Promise<Result<S>> {
  const { entry } = await ctx.keyring();
  const seal = (id: string, first: number, count: number) =>
    Array.from({ length: count }, (_, i) => sealEntryId(entry, id, first + i));
  if (!executed.replayed) {
    const [own] = executed.committed;
    if (!own) throw new RangeError("a commit without an aggregate");
    const first = own.events[0]?.sequence ?? 1;
    const entryIds = seal(own.id, first, own.events.length);
    return { object: versioned(own.after as Loaded<S>), entryIds, replayed: false };
  }
  const [own] = executed.effect;
  if (!own) throw new RangeError("an idempotency row without an effect");
  // Who may do it may see what it did, as on the first run, also without the right to read at large.
  const now = await load(ctx, agg, own.id);
  const allowed = now && (await may(ctx, op.permission, agg.target(now.state))) && (await inSight(ctx, agg, now.state));
  if (!allowed) throw notFound(own.id);
  return { object: versioned(now), entryIds: seal(own.id, own.first, own.count), replayed: true };
}
