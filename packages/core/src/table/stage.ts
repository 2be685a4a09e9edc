import { type AnyAggregate, type Ctx, limit, type StoredEvent } from "../kernel/index.ts";
import type { Key, Row, Write } from "../port/index.ts";
import { type AnyDraft, type AnyLoaded, append } from "./history.ts";
import { type Effect, type Remembered, remember } from "./idempotency.ts";
import { aggregatePartition } from "./key.ts";
import { ABSENT, type RecordWrite } from "./record.ts";
import { encodeEvent, encodeState } from "./row.ts";
import { type Bound, tallied } from "./tally.ts";

/** What shall happen to one aggregate. `before` is null when it begins to exist. */
export interface Change {
  readonly agg: AnyAggregate;
  readonly id: string;
  readonly before: AnyLoaded | null;
  readonly drafts: readonly AnyDraft[];
  /** Set by a wake: the due index takes exactly what the state says, also a later time. */
  readonly woken?: boolean;
}

/** Everything one commit does: one aggregate or several, and the records that move with them. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly records?: readonly RecordWrite[];
  /** What sums may be at most after it. */
  readonly bounds?: readonly Bound[];
}

/** One aggregate after a commit. */
export interface Committed {
  readonly id: string;
  readonly after: AnyLoaded;
  readonly events: readonly StoredEvent[];
}

export interface Staged {
  readonly writes: readonly Write[];
  /** Who stands behind each write, so that a refused one can be understood. */
  readonly owners: readonly Owner[];
  readonly committed: readonly Committed[];
}

export type Owner =
  | { readonly kind: "state" }
  | { readonly kind: "event" }
  | { readonly kind: "idempotency" }
  | { readonly kind: "record"; readonly refused: RecordWrite["refused"] };

const MAX_ITEMS = 100;

/** Turns a plan into the writes of one transaction. @throws LIMIT before anything is sent when it is too large. */
export function stage(ctx: Ctx, plan: Plan, mark: Remembered | null): Staged {
  const writes: Write[] = [];
  const owners: Owner[] = [];
  const push = (write: Write, owner: Owner) => {
    writes.push(write);
    owners.push(owner);
  };
  const changes = coalesce(plan.changes);
  const committed = changes.map((change) => stageChange(ctx, change, push));
  const moved = changes.map(({ agg, before }, i) => ({
    agg,
    before: before?.state ?? null,
    after: committed[i]?.after.state,
  }));
  for (const write of tallied(ctx, moved, plan.bounds ?? [])) push(write, { kind: "record", refused: undefined });
  if (mark) push(remember(ctx, mark, effectOf(committed)).write, { kind: "idempotency" });
  for (const record of plan.records ?? []) push(record.write, { kind: "record", refused: record.refused });
  if (writes.length > MAX_ITEMS) {
    throw limit(`This changes ${writes.length} rows at once; do it in smaller parts.`, MAX_ITEMS);
  }
  assertDistinct(writes);
  return { writes, owners, committed };
}

function stageChange(ctx: Ctx, change: Change, push: (write: Write, owner: Owner) => void): Committed {
  const { agg, id, before } = change;
  const { events, after } = append(ctx, change);
  if (events.length === 0 && !change.woken) return { id, after: before ?? after, events };
  const row = encodeState(ctx, agg, after, change.woken ? undefined : before?.indexedDue);
  const unchanged = before
    ? { expression: "#q = :q", names: { "#q": "q" }, values: { ":q": before.head.sequence } }
    : ABSENT;
  push({ kind: "put", row, condition: unchanged }, { kind: "state" });
  for (const write of pointing(ctx, change, after)) push(write, { kind: "record", refused: undefined });
  for (const event of events) {
    push({ kind: "put", row: encodeEvent(ctx, event), condition: ABSENT }, { kind: "event" });
  }
  return { id, after, events };
}

/** The pointers of a state that come and go with this change. */
function pointing(ctx: Ctx, { agg, before }: Change, after: AnyLoaded): readonly Write[] {
  const keysOf = (state: unknown) =>
    (agg.pointers?.(state) ?? []).map(({ at, row }): Key => ({ pk: aggregatePartition(ctx, at), sk: row }));
  const [old, next] = [before ? keysOf(before.state) : [], keysOf(after.state)];
  const without = (some: readonly Key[], others: readonly Key[]) =>
    some.filter(({ pk, sk }) => !others.some((other) => other.pk === pk && other.sk === sk));
  return [
    ...without(next, old).map((key): Write => ({ kind: "put", row: { ...key, _v: 1 } })),
    ...without(old, next).map((key): Write => ({ kind: "delete", key })),
  ];
}

/** Two changes of one aggregate become one: a transaction may touch each row once. */
function coalesce(changes: readonly Change[]): readonly Change[] {
  const byId = new Map<string, Change>();
  for (const change of changes) {
    const first = byId.get(change.id);
    byId.set(change.id, first ? { ...first, drafts: [...first.drafts, ...change.drafts] } : change);
  }
  return [...byId.values()];
}

const effectOf = (committed: readonly Committed[]): Effect =>
  committed.map(({ id, after, events }) => ({
    id,
    first: events[0]?.sequence ?? after.head.sequence,
    count: events.length,
  }));

function assertDistinct(writes: readonly Write[]): void {
  const seen = new Set<string>();
  for (const write of writes) {
    const key = keyOf(write);
    if (seen.has(key)) throw new RangeError(`two writes to one row in a commit: ${key}`);
    seen.add(key);
  }
}

function keyOf(write: Write): string {
  const key: Row | Key = write.kind === "put" ? write.row : write.key;
  return `${(key as Key).pk} ${(key as Key).sk}`;
}
