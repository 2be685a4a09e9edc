import { createHash, createHmac } from "node:crypto";
import type * as z from "zod";
import { type ActorRef, actorCode } from "./actor.ts";
import { canonical } from "./canonical.ts";

/** Who may see an event in a timeline: the customer too, the staff's conversation, or the audit view alone. */
export type Visibility = "public" | "note" | "audit";

/** Where an event comes from. Reactions answer `live` alone, so seeding or importing mails nobody. */
export type Origin = "live" | "import" | "seed" | "repair";

/**
 * How one type of event is made. `payload` holds facts and goes on the bus; `content` holds what people
 * wrote and can be erased: it alone is salted, and it never leaves the table through an event.
 */
export interface EventSpec {
  readonly payload: z.ZodType;
  readonly content?: z.ZodType;
  readonly visibility: Visibility;
  /** What a person or an app meant to change; only these raise the revision that `expectedVersion` compares. */
  readonly editorial: boolean;
  readonly version: number;
  /** Lifts a payload stored by an older release to today's shape. */
  readonly upcast?: (payload: unknown, from: number) => unknown;
  /** One sentence for the event catalogue. */
  readonly says: string;
}

/** Where a call came from. */
export interface Via {
  /** The key, or the issuer of the token, that was presented. */
  readonly credential?: string;
  /** The network address of the caller, as the edge saw it. */
  readonly address?: string;
}

export type EventCatalogue = Readonly<Record<string, EventSpec>>;

type ContentOf<S extends EventSpec> = S["content"] extends z.ZodType
  ? undefined extends z.infer<S["content"]>
    ? { readonly content?: z.infer<S["content"]> }
    : { readonly content: z.infer<S["content"]> }
  : object;

/** What `decide` returns: the facts of what happened, before they have a place in the history. */
export type Draft<C extends EventCatalogue> = {
  [T in keyof C & string]: { readonly type: T; readonly payload: z.infer<C[T]["payload"]> } & ContentOf<C[T]>;
}[keyof C & string];

/** The facts around an event: who, when, why, and its place in the aggregate's history. */
export interface Envelope {
  readonly type: string;
  readonly version: number;
  readonly aggregateId: string;
  /** Place on the one sequence of the aggregate, from 1. */
  readonly sequence: number;
  readonly revision: number;
  readonly actor: ActorRef;
  readonly onBehalfOf?: ActorRef;
  /** When it was written, ms; never before the event in front of it. */
  readonly at: number;
  /** When it happened, ms: clocks and reports use this, order uses the sequence. */
  readonly occurredAt: number;
  readonly causationId?: string;
  readonly correlationId?: string;
  readonly origin: Origin;
  readonly visibility: Visibility;
  /** Where it came from; of what agents and apps did alone, and read by the audit log alone. */
  readonly via?: Via;
}

/** An event as evolve sees it. `content` is null once it was redacted, and where there was none. */
export type Applied<C extends EventCatalogue> = {
  [T in keyof C & string]: { readonly type: T; readonly payload: z.infer<C[T]["payload"]> } & Omit<Envelope, "type"> & {
      readonly content: C[T]["content"] extends z.ZodType ? NonNullable<z.infer<C[T]["content"]>> | null : null;
    };
}[keyof C & string];

/** An event as it was stored, with what the chain needs to be checked. */
export interface StoredEvent extends Envelope {
  readonly payload: unknown;
  readonly content: unknown;
  readonly redacted: boolean;
  /** The exact texts that were hashed. */
  readonly raw: { readonly payload: string; readonly content?: string };
  readonly salt?: Uint8Array;
  readonly commitment?: Uint8Array;
  readonly chain: Uint8Array;
}

const HASH_BYTES = 16;
export const GENESIS: Uint8Array = new Uint8Array(HASH_BYTES);

/** Binds an event to its content without containing it: with content and salt gone, nothing can be guessed back. */
export const commit = (salt: Uint8Array, content: string): Uint8Array =>
  new Uint8Array(createHmac("sha256", salt).update(content).digest().subarray(0, HASH_BYTES));

/** The next link: previous head, envelope, facts, and the commitment to the content if there is any. */
export function link(previous: Uint8Array, envelope: Envelope, payload: string, commitment?: Uint8Array): Uint8Array {
  const hash = createHash("sha256")
    .update(previous)
    .update(canonical(envelopeForHash(envelope)))
    .update("\n")
    .update(payload);
  if (commitment) hash.update("\n").update(commitment);
  return new Uint8Array(hash.digest().subarray(0, HASH_BYTES));
}

const envelopeForHash = (e: Envelope) => [
  e.type,
  e.version,
  e.aggregateId,
  e.sequence,
  e.revision,
  actorCode(e.actor),
  e.onBehalfOf ? actorCode(e.onBehalfOf) : null,
  e.at,
  e.occurredAt,
  e.causationId ?? null,
  e.correlationId ?? null,
  e.origin,
  e.visibility,
  // Behind the others, and only where there is one: what was written before has the hash it had.
  ...(e.via ? [e.via.credential ?? null, e.via.address ?? null] : []),
];

export const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
