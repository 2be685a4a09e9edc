import { type Ctx, headOf, idOfHead } from "../../kernel/index.ts";
import type { Key, Row } from "../../port/index.ts";
import { aggregatePartition, claim, type RecordWrite } from "../../table/index.ts";
import type { Ticket } from "../schema/index.ts";
import type { LinkKind } from "./kinds.ts";

/** A connection with another ticket: `kind` says what the other is to this one. */
export interface Link {
  readonly kind: LinkKind;
  readonly ticketId: string;
  /** When it was made, ms; null where only the fact was kept. */
  readonly at: number | null;
}

const PREFIX = "L#";

const linkKey = (ctx: Ctx, ticketId: string, kind: LinkKind, otherId: string): Key => ({
  pk: aggregatePartition(ctx, ticketId),
  sk: `${PREFIX}${kind}#${headOf(otherId)}`,
});

/** One side of a link: its row moves in the commit of the event that says so. */
export const linked = (ctx: Ctx, ticketId: string, kind: LinkKind, otherId: string): RecordWrite =>
  claim(linkKey(ctx, ticketId, kind, otherId), { at: ctx.clock.now() });

export const unlinked = (ctx: Ctx, ticketId: string, kind: LinkKind, otherId: string): RecordWrite => ({
  write: {
    kind: "delete",
    key: linkKey(ctx, ticketId, kind, otherId),
    condition: { expression: "attribute_exists(pk)" },
  },
});

export async function isLinked(ctx: Ctx, ticketId: string, kind: LinkKind, otherId: string): Promise<boolean> {
  return (await ctx.table.get(linkKey(ctx, ticketId, kind, otherId), { consistent: true })) !== null;
}

/** Whether a ticket is connected in this way with any of up to a hundred others. */
export async function linkedAmong(
  ctx: Ctx,
  ticketId: string,
  kind: LinkKind,
  others: readonly string[],
): Promise<boolean> {
  if (others.length === 0) return false;
  return (await ctx.table.batchGet(others.map((other) => linkKey(ctx, ticketId, kind, other)))).length > 0;
}

/** A stretch of the links of a ticket, which lie by kind. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export const prefixOf = (kind: LinkKind): string => `${PREFIX}${kind}#`;
const LAST = "~";

export const EVERY: Span = { from: PREFIX, to: PREFIX + LAST };
export const spanOf = (kind: LinkKind): Span => ({ from: prefixOf(kind), to: prefixOf(kind) + LAST });
/** Everything but one kind, which may be much. */
export const besides = (kind: LinkKind): readonly Span[] => [
  { from: EVERY.from, to: prefixOf(kind) },
  { from: prefixOf(kind) + LAST, to: EVERY.to },
];

/** More than any ticket has; few have more than one page of a single unit. */
const ALL = 1_000;

/** Whether two tickets are connected, however they are: by a row, or by what the state says itself. */
export async function isLinkedAnyhow(ctx: Ctx, state: Ticket, otherId: string): Promise<boolean> {
  if ([state.followUpOf, state.splitFrom].includes(otherId)) return true;
  return (await linksIn(ctx, state.id, ALL, EVERY)).some(({ ticketId }) => ticketId === otherId);
}

/** Access pattern: the links of a ticket, by kind; all of them or those of one kind. */
export async function linksIn(ctx: Ctx, ticketId: string, limit: number, span: Span): Promise<readonly Link[]> {
  const page = await ctx.table.query({
    partition: aggregatePartition(ctx, ticketId),
    ...span,
    limit,
    consistent: true,
  });
  return page.rows.map(linkOf);
}

export function linkOf(row: Row): Link {
  const [, found, head] = String(row["sk"]).split("#");
  return { kind: found as LinkKind, ticketId: idOfHead("tkt", head ?? "") ?? "", at: Number(row["at"]) };
}
