import { type Ctx, everyPage, type Loaded, notFound, openEntryId, type StoredEvent } from "../../kernel/index.ts";
import { eventAt, load } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import type { Entries } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { type Parts, sequencesOf } from "./parts.ts";
import { wholeConversation } from "./view.ts";

/** An entry of a conversation, and the ticket in whose parts it is at home. */
export interface Picked {
  readonly event: StoredEvent;
  /** The ticket that shows it: its own, or the one it was split into. */
  readonly holder: string;
}

type PartsById = ReadonlyMap<string, Parts>;

/** @throws NOT_FOUND for an entry that does not show there, VALIDATION for one without words */
export async function pick(ctx: Ctx, parts: PartsById, entryIds: readonly string[]): Promise<readonly Picked[]> {
  const { entry: key } = await ctx.keyring();
  return Promise.all(
    [...new Set(entryIds)].map(async (entryId) => {
      const path = ["entryIds", entryIds.indexOf(entryId)];
      const place = openEntryId(key, entryId);
      const holder = place && holderOf(parts, place.aggregateId, place.sequence);
      const event = holder ? await eventAt(ctx, place.aggregateId, place.sequence) : null;
      if (!event || !holder) throw notFound(entryId, path);
      decide.assertSpeaking(event.type, path);
      return { event, holder };
    }),
  );
}

function holderOf(parts: PartsById, home: string, sequence: number): string | null {
  for (const [id, { out, taken }] of parts) {
    if (id === home && !out.includes(sequence)) return id;
    if (taken.some((one) => one.ticketId === home && sequencesOf(one).includes(sequence))) return id;
  }
  return null;
}

/** Entries by the ticket they lie in, as events and parts hold them. */
export function grouped(picked: readonly Picked[]): readonly Entries[] {
  const homes = [...new Set(picked.map(({ event }) => event.aggregateId))];
  return homes.map((ticketId) => {
    const own = picked.filter(({ event }) => event.aggregateId === ticketId).map(({ event }) => event);
    const of = (notes: boolean) =>
      own.filter(({ visibility }) => (visibility === "note") === notes).map(({ sequence }) => sequence);
    return { ticketId, messages: of(false), notes: of(true) };
  });
}

/** The same of those that show in one ticket. */
export const groupedOf = (id: string, picked: readonly Picked[]): readonly Entries[] =>
  grouped(picked.filter(({ holder }) => holder === id));

/** Whether somebody's words stay when these go. */
export async function leavesWords(ctx: Ctx, state: Ticket, entryIds: readonly string[]): Promise<boolean> {
  const gone = new Set(entryIds);
  const shown = { visible: ["public", "note"] } as const;
  for await (const { edges } of everyPage((page) => wholeConversation(ctx, state, shown, page))) {
    if (edges.some(({ node }) => decide.SPEAKING.has(node.type) && !gone.has(node.id))) return true;
  }
  return false;
}

/** The one customer all of it belongs to, or whoever the ticket belongs to. */
export async function customerOf(ctx: Ctx, from: Loaded<Ticket>, picked: readonly Picked[]): Promise<string> {
  const homes = await Promise.all(
    [...new Set(picked.map(({ event }) => event.aggregateId))].map((id) => load(ctx, ticket, id)),
  );
  const owners = new Map(homes.flatMap((home) => (home ? [[home.state.id, home.state.customerId]] : [])));
  const speakers = picked.map(
    ({ event }) => (event.payload as { speakerId?: string }).speakerId ?? owners.get(event.aggregateId),
  );
  const [first] = speakers;
  return first !== undefined && speakers.every((one) => one === first) ? first : from.state.customerId;
}
