import {
  type ActorRef,
  type Ctx,
  type EventCatalogue,
  type StoredEvent,
  sealEntryId,
  type Visibility,
} from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { decodeEvent, lifted } from "../table/index.ts";
import type { MailFacts, Words } from "./events/index.ts";
import { ticket } from "./store.ts";

/** One line of a ticket's history, as its readers see it. */
export interface Entry {
  readonly id: string;
  readonly ticketId: string;
  /** The event behind it, for example `ticket.replied`. */
  readonly type: string;
  readonly visibility: Visibility;
  readonly actor: ActorRef;
  readonly onBehalfOf: ActorRef | null;
  readonly at: number;
  readonly occurredAt: number;
  /** What somebody wrote; null for entries without words and for redacted ones. */
  readonly words: Words | null;
  readonly redacted: boolean;
  readonly channel: string | null;
  readonly mail: MailFacts | null;
  /** The facts of the event: before and after of a change. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Makes entries of rows: their public ids are derived, so they show no count. */
export async function entryReader(ctx: Ctx): Promise<(row: Row) => Entry> {
  const { entry: key } = await ctx.keyring();
  return (row) => entryOf(key, decodeEvent(row));
}

export function entryOf(key: Uint8Array, stored: StoredEvent): Entry {
  const e = lifted(ticket, stored);
  const facts = e.payload as Record<string, unknown>;
  const speaks = e.content !== null && typeof e.content === "object" && "text" in e.content;
  return {
    id: sealEntryId(key, e.aggregateId, e.sequence),
    ticketId: e.aggregateId,
    type: e.type,
    visibility: e.visibility,
    actor: e.actor,
    onBehalfOf: e.onBehalfOf ?? null,
    at: e.at,
    occurredAt: e.occurredAt,
    words: speaks ? (e.content as Words) : null,
    redacted: e.redacted && speakable(e.type),
    channel: typeof facts["channel"] === "string" ? facts["channel"] : null,
    mail: (facts["mail"] as MailFacts | undefined) ?? null,
    facts,
  };
}

const catalogue: EventCatalogue = ticket.events;
const speakable = (type: string): boolean => catalogue[type]?.content !== undefined;
