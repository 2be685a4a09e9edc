import { type Ctx, isCustomer, type Page, type PageInput, type Visibility } from "../../kernel/index.ts";
import type { Row } from "../../port/index.ts";
import { interleave, loadMany, type Strand } from "../../table/index.ts";
import { type Entry, entryReader } from "../entry.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import type { Showing } from "../timeline.ts";
import { hasParts, NO_PARTS, type Parts, partsOf, pickedOf } from "./parts.ts";

/**
 * The conversation of a ticket that is put together from several: its own entries, those of every ticket merged
 * into it, those split into any of these; without what was split away. Nothing is copied.
 */
export async function wholeConversation(
  ctx: Ctx,
  state: Ticket,
  shown: Pick<Showing, "visible"> & Partial<Showing>,
  page: PageInput,
): Promise<Page<Entry>> {
  const { visible, keep: kept = () => true } = shown;
  const strands = await strandsUnder(ctx, state, visible, shown.asOf);
  const own = await ownIn(ctx, strands);
  const spec = {
    name: `conversation:${visible.length}`,
    strands: strands.map((strand) => {
      const keep = own(strand);
      return { ...strand, keep: (row: Row) => kept(row) && keep(row) };
    }),
    // Another merge makes another list: its cursors start anew.
    filter: [shown.filter, strands.map(({ id, only }) => [id, only?.length ?? -1])],
    decode: await entryReader(ctx),
  };
  return interleave(ctx, spec, page);
}

/** What was said and done in public on one ticket alone, without those merged into it. */
export const ownConversation = async (ctx: Ctx, id: string, own: Parts, page: PageInput): Promise<Page<Entry>> =>
  interleave(
    ctx,
    { name: "own", strands: strandsOf(id, own, "public"), filter: id, decode: await entryReader(ctx) },
    page,
  );

/** A ticket with everything merged into it, and the parts of each; with a time, as all of it was then. */
export async function partsUnder(ctx: Ctx, state: Ticket, at?: number) {
  const own = hasParts(state) ? ((await partsOf(ctx, [state.id], at)).get(state.id) ?? NO_PARTS) : NO_PARTS;
  const sources = own.merged.map(({ id }) => id);
  const parts = new Map([[state.id, own], ...(await partsOf(ctx, sources, at))]);
  return { parts, ids: [state.id, ...sources] };
}

/** What a conversation is read from: the histories of a ticket and of everything merged into it, each where it lies. */
export async function strandsUnder(
  ctx: Ctx,
  state: Ticket,
  visible: readonly Visibility[],
  at?: number,
): Promise<Strand[]> {
  const { parts, ids } = await partsUnder(ctx, state, at);
  return visible.flatMap((visibility) => ids.flatMap((id) => strandsOf(id, parts.get(id), visibility)));
}

function strandsOf(id: string, parts: Parts = NO_PARTS, visibility: Visibility): Strand[] {
  const out = new Set(parts.out);
  const own = { id, visibility, keep: (row: Row) => !out.has(Number(String(row["sk"]).slice(2))) };
  const taken = parts.taken.map((entries) => ({
    id: entries.ticketId,
    visibility,
    only: pickedOf(entries, visibility),
    keep: () => true,
  }));
  return [own, ...taken.filter(({ only }) => only.length > 0)];
}

/** What of each strand the caller may see: a customer nothing of a ticket that is another's. */
async function ownIn(ctx: Ctx, strands: readonly Strand[]): Promise<(strand: Strand) => Strand["keep"]> {
  if (!isCustomer(ctx.actor)) return ({ keep }) => keep;
  const ids = [...new Set(strands.map(({ id }) => id))];
  const [self, found] = await Promise.all([ctx.self(), loadMany(ctx, ticket, ids)]);
  const tickets = found.flatMap((one) => (one ? [one.state as Ticket] : []));
  const owners = new Map(tickets.map(({ id, customerId }) => [id, customerId]));
  return ({ id, keep }) =>
    (row) =>
      keep(row) && self.has(speakerIn(row) ?? owners.get(id) ?? "");
}

/** For the entries of one ticket alone: what somebody else said there after a merge is not the customer's. */
export async function ownWords(ctx: Ctx): Promise<((row: Row) => boolean) | undefined> {
  if (!isCustomer(ctx.actor)) return undefined;
  const self = await ctx.self();
  return (row) => {
    const speaker = speakerIn(row);
    return speaker === undefined || self.has(speaker);
  };
}

/** Who said it, when not the customer of the ticket: somebody whose own ticket was merged into this one. */
function speakerIn(row: Row): string | undefined {
  const payload = String(row["p"]);
  return payload.includes('"speakerId"') ? (JSON.parse(payload) as { speakerId?: string }).speakerId : undefined;
}

/** Whether an entry may be shown to the caller at all, wherever it stands. */
export async function maySeeWords(ctx: Ctx, { facts: { speakerId } }: Entry): Promise<boolean> {
  return !isCustomer(ctx.actor) || typeof speakerId !== "string" || (await ctx.self()).has(speakerId);
}

/** The ids of the tickets merged into one, those merged into them included, up to 50. */
export async function sourcesOf(ctx: Ctx, state: Ticket): Promise<readonly string[]> {
  return state.sourceCount === undefined ? [] : (await partsUnder(ctx, state)).ids.slice(1);
}

/** Whether entries of another ticket show in the conversation of this one. */
export async function showsEntriesOf(ctx: Ctx, state: Ticket, ticketId: string): Promise<boolean> {
  const { parts, ids } = await partsUnder(ctx, state);
  return (
    ids.includes(ticketId) || [...parts.values()].some(({ taken }) => taken.some((one) => one.ticketId === ticketId))
  );
}
