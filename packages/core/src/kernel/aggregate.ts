import type { Scalar } from "../port/index.ts";
import type { Ctx } from "./context.ts";
import type { Applied, Draft, EventCatalogue } from "./event.ts";
import type { Prefix } from "./id.ts";
import type { Permission, Target } from "./permission.ts";

/** Keys on the sparse indexes; an absent one leaves the index. Parts are joined behind the workspace. */
export interface IndexKeys {
  readonly work?: IndexKey;
  readonly activity?: IndexKey;
  readonly relation?: IndexKey;
}
export interface IndexKey {
  readonly partition: readonly string[];
  readonly sort: string;
}

/**
 * How a state lies in its row. `attributes` gives the fields that lists show an attribute of their own;
 * everything else is one JSON attribute.
 */
export interface StateStore<S> {
  readonly attributes: Readonly<Partial<Record<keyof S & string, string>>>;
  /** What indexes carry for filters besides fields: attributes that follow from the state. */
  readonly derived?: Readonly<Record<string, (state: S) => Scalar | undefined>>;
  indexes(state: S): IndexKeys;
  /** When the state next wants to be woken, ms; undefined when never. */
  dueAt?(state: S): number | undefined;
  /** Lifts a row stored by an older release. */
  upcast?(state: Record<string, unknown>, from: number): Record<string, unknown>;
}

/**
 * A part of a state that is bulky, rarely there and never listed: it lies in a row of its own beside the state
 * (DESIGN 4), is folded from the same events, and moves with them in one commit, which the state's version guards.
 */
export interface Side<T> {
  /** Sort key of its row in the aggregate's partition. */
  readonly row: string;
  readonly empty: T;
  /** The part after an event of the aggregate `id`; most events leave it as it is. */
  evolve(id: string, value: T, event: SideEvent): T;
}
/** What a side sees of an event, stored or about to be. */
export interface SideEvent {
  readonly type: string;
  readonly payload: unknown;
  readonly content?: unknown;
}

/**
 * A row in the partition of another aggregate by which this one is found from there: it is there exactly while
 * the state says so, as the machine writes and deletes it with the state.
 */
export interface Pointer {
  /** In whose partition it lies. */
  readonly at: string;
  readonly row: string;
}

/**
 * What a state adds to sums that lie in a record, such as the load of an agent: the machine moves the sums by the
 * difference in the very commit that moves the state, so that they never drift apart.
 */
export interface Tally {
  /** The record: its noun, and which one. */
  readonly of: readonly [noun: string, ...which: string[]];
  readonly amounts: Readonly<Record<string, number>>;
}

/** Out of sight: to whom it does not look as if it never existed, and what a change of it is told. */
export interface Hidden {
  readonly permission: Permission;
  readonly says: string;
}

/** Everything the machine must know to load, decide and commit one kind of aggregate. */
export interface Aggregate<S extends { readonly id: string }, C extends EventCatalogue> {
  readonly name: string;
  readonly prefix: Prefix;
  /** Row version; rises only for changes the release before would misread (DESIGN 4). */
  readonly rowVersion: number;
  readonly events: C;
  evolve(state: S | undefined, event: Applied<C>): S;
  /**
   * The event that says that words of another were blanked: its payload names that one's `sequence` and, where other
   * words took their place, the `commitment` to those (base64).
   */
  readonly redaction?: string;
  readonly store: StateStore<S>;
  // biome-ignore lint/suspicious/noExplicitAny: each side has a shape of its own.
  readonly sides?: readonly Side<any>[];
  /** Where it can be found besides; never more than a few. */
  pointers?(state: S): readonly Pointer[];
  /** What it adds to sums; one a record. */
  tallies?(state: S): readonly Tally[];
  /** The permission without which an aggregate is as good as unknown. */
  readonly readable: Permission;
  /** Whose it is, where no scope of a permission can tell: to everybody else it is as good as unknown. */
  visible?(ctx: Ctx, state: S): Promise<boolean>;
  /** Set while a state is out of sight, although it is there: deleted, and not yet gone. */
  hidden?(state: S): Hidden | undefined;
  target(state: S): Target;
}

// biome-ignore lint/suspicious/noExplicitAny: the machine handles every kind of aggregate alike; their types meet again at its callers.
export type AnyAggregate = Aggregate<any, any>;
export type DraftOf<A> = A extends Aggregate<infer _S, infer C> ? Draft<C> : never;

/** Where an aggregate stands: moves with every event, never part of the state. */
export interface Head {
  readonly sequence: number;
  readonly revision: number;
  readonly at: number;
  readonly chain: Uint8Array;
}

/** An aggregate as read: its state, where its history stands, and what must be carried through a write. */
export interface Loaded<S> {
  readonly state: S;
  readonly head: Head;
  /** Attributes a newer release wrote and this one does not know. */
  readonly unknown: Readonly<Record<string, Scalar>>;
  /** The due time on the index, ms: a lower bound of the real one. */
  readonly indexedDue?: number;
}

/** A state as callers get it: with the revision that `expectedVersion` takes. */
export type Versioned<S> = S & { readonly version: number };

export const versioned = <S>(loaded: { readonly state: S; readonly head: Head }): Versioned<S> => ({
  ...loaded.state,
  version: loaded.head.revision,
});
