import * as z from "zod";
import { type ActorRef, type Envelope, prefixOf, type Via } from "../kernel/index.ts";
import type { FieldChange } from "../table/index.ts";

/** One line of the audit log: who did what to what, when, from where, on whose behalf. */
export interface AuditLine {
  readonly id: string;
  readonly type: string;
  /** What happened, in one sentence of the event catalogue; null for an event that this release does not know. */
  readonly says: string | null;
  readonly aggregateId: string;
  readonly actor: ActorRef;
  readonly onBehalfOf: ActorRef | null;
  /** When it was written, and when it happened, ms. */
  readonly at: number;
  readonly occurredAt: number;
  /** From where; known of what agents and apps did. */
  readonly via: Via | null;
  readonly origin: Envelope["origin"];
  readonly visibility: Envelope["visibility"];
  readonly causationId: string | null;
  readonly correlationId: string | null;
  /** The facts of the event; never what people wrote. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Its place in the history of what it happened to. Not shown outside: it tells how much there is. */
  readonly sequence: number;
}

/** What costs a read of the whole history of what a line is about. */
export interface AuditDetail {
  /** What became different, field by field; null for what the caller may not read. Personal data may be masked. */
  readonly changes: readonly FieldChange[] | null;
  /** Whether the history up to this line is what was written: every link of its chain recomputed. */
  readonly verified: boolean;
}

const KINDS = ["agent", "customer", "visitor", "app", "system"] as const;

const Who = z.object({ kind: z.enum(KINDS), id: z.string().min(1).max(100) });

/** The last moment that a date can name. */
const LAST = 8_640_000_000_000_000;
const Time = z.number().int().max(LAST, "There is no such time.");

/** Which lines. The range is required: nothing reads a log from its beginning. */
export const AuditFilter = z.object({
  /** From and to this time, both included, ms. */
  from: Time,
  to: Time,
  /** Who did it. */
  actor: Who.optional(),
  /** For whom it was done by somebody else. */
  onBehalfOf: Who.optional(),
  /** What it happened to. */
  aggregateId: z
    .string()
    .refine((id) => prefixOf(id) !== null, "This is no id.")
    .optional(),
  /** Types of events, whole (`ticket.assigned`) or all of a kind (`ticket.*`). */
  types: z
    .array(z.string().regex(/^[a-z_]+\.(?:[a-z_]+|\*)$/, "A type is like `ticket.assigned`, or `ticket.*` for all."))
    .min(1, "Name at least one type, or leave this out.")
    .max(50)
    .optional(),
  origins: z
    .array(z.enum(["live", "import", "seed", "repair"]))
    .min(1)
    .optional(),
});
export type AuditFilter = z.input<typeof AuditFilter>;
