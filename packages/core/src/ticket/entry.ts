import {
  type ActorRef,
  addressShown,
  type Ctx,
  type EventCatalogue,
  isCustomer,
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
  /** Why, where somebody had to say so. */
  readonly reason: string | null;
  /** The facts of the event: before and after of a change. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Makes entries of rows: their public ids are derived, so they show no count. */
export async function entryReader(ctx: Ctx): Promise<(row: Row) => Entry> {
  const read = await eventReader(ctx);
  return (row) => read(decodeEvent(row));
}

/** The same of events that were read. */
export async function eventReader(ctx: Ctx): Promise<(stored: StoredEvent) => Entry> {
  const [{ entry: key }, shown] = await Promise.all([ctx.keyring(), addressShown(ctx)]);
  return (stored) => {
    const made = entryOf(ctx, key, stored);
    if (!made.words) return made;
    const { from, named, to, cc, ...said } = made.words;
    const others = isCustomer(ctx.actor) ? {} : { named, to, cc };
    return { ...made, words: { ...said, ...peopleIn({ from, ...others }, shown) } };
  };
}

type People = { readonly [K in "from" | "named" | "to" | "cc"]?: Words[K] | undefined };

/** Who is named beside what was said, as the reader may see them. Whom else a mail went to is the desk's to know. */
function peopleIn({ from, named, to, cc }: People, shown: (address: string) => string) {
  const replyTo = named?.replyTo;
  return {
    ...(to ? { to: to.map(shown) } : {}),
    ...(cc ? { cc: cc.map(shown) } : {}),
    ...(from ? { from: { ...from, address: shown(from.address) } } : {}),
    ...(named ? { named: { cc: named.cc.map(shown), ...(replyTo ? { replyTo: shown(replyTo) } : {}) } } : {}),
  };
}

function entryOf(ctx: Ctx, key: Uint8Array, stored: StoredEvent): Entry {
  const e = lifted(ticket, stored);
  const facts = factsFor(ctx, e.payload as Record<string, unknown>);
  const content = (e.content ?? {}) as { readonly text?: string; readonly reason?: string };
  return {
    id: sealEntryId(key, e.aggregateId, e.sequence),
    ticketId: e.aggregateId,
    type: e.type,
    visibility: e.visibility,
    actor: e.actor,
    onBehalfOf: e.onBehalfOf ?? null,
    at: e.at,
    occurredAt: e.occurredAt,
    words: content.text === undefined ? null : (e.content as Words),
    redacted: e.redacted && speakable(e.type),
    channel: typeof facts["channel"] === "string" ? facts["channel"] : null,
    mail: (facts["mail"] as MailFacts | undefined) ?? null,
    reason: content.reason ?? null,
    facts,
  };
}

/** How the desk sorts its work is no customer's to read, also where the entry itself is. */
const INTERNAL = new Set(["customStatus", "openChildren", "updatedAt", "impact", "urgency", "teamId"]);

const factsFor = ({ actor }: Ctx, facts: Record<string, unknown>): Record<string, unknown> =>
  isCustomer(actor) ? Object.fromEntries(Object.entries(facts).filter(([name]) => !INTERNAL.has(name))) : facts;

const catalogue: EventCatalogue = ticket.events;
const speakable = (type: string): boolean => catalogue[type]?.content !== undefined;
