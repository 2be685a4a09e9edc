import { type Draft, invalid, limit } from "../../kernel/index.ts";
import type { Entries, Events } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";
import { assertNotClosed } from "../status.ts";
import { type Opening, opened, sortedAs } from "./opening.ts";
import type { Drafts } from "./spoken.ts";

/** Entries moved by one split. */
export const MAX_SPLIT = 50;

/** What people said: only this moves. */
export const SPEAKING: ReadonlySet<string> = new Set([
  "ticket.message_received",
  "ticket.replied",
  "ticket.noted",
] satisfies Draft<Events>["type"][]);

/** @throws TRANSITION for a closed ticket, LIMIT over 50 entries */
export function assertSplittable(ticket: Ticket, entryIds: readonly string[]): void {
  assertNotClosed(ticket.status);
  if (entryIds.length > MAX_SPLIT) {
    throw limit(`Split off at most ${MAX_SPLIT} entries at once; do it in parts.`, MAX_SPLIT, ["entryIds"]);
  }
}

export function assertSpeaking(type: string, path: readonly (string | number)[]): void {
  if (!SPEAKING.has(type)) throw invalid("Only messages and notes can be split off.", path);
}

export const nothingLeft = () =>
  invalid("Something must stay: a ticket's only entry is not split off. Change its subject instead.", ["entryIds"]);

/** A ticket that begins with what was said in another: fields are copied, entries are not. */
export const splitOff = (from: Ticket, what: Pick<Opening, "number" | "configVersion" | "customerId" | "subject">) =>
  opened({
    ...what,
    channel: from.channel,
    kind: from.kind,
    ...sortedAs(from),
    tags: from.tags,
    address: from.address,
    splitFrom: from.id,
    internal: from.internal,
  });

export const entriesTaken = (entries: readonly Entries[], unansweredSince: number | undefined): Drafts => [
  {
    type: "ticket.entries_taken",
    payload: { entries: [...entries], ...(unansweredSince === undefined ? {} : { unansweredSince }) },
  },
];

/** Since when somebody waits on a ticket after entries left it; null for nobody. */
export interface Waits {
  readonly unansweredSince: number | null;
  /** Its own customer alone, apart from those of what was merged into it. */
  readonly ownUnansweredSince: number | null;
}

/** `waits` where it changes with them. */
export const entriesMoved = (newTicketId: string, entries: readonly Entries[], waits?: Waits): Drafts => [
  { type: "ticket.entries_moved", payload: { newTicketId, entries: [...entries], ...waits } },
];
