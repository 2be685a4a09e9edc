import { type ActorRef, actorCode, actorFromCode, type Ctx, DAY, whoActs } from "../../kernel/index.ts";
import type { Key, Row } from "../../port/index.ts";
import { ABSENT, type RecordWrite, recordKey, TTL_ATTRIBUTE } from "../../table/index.ts";
import { DRAFT_KINDS, type DraftKind } from "../schema/index.ts";

/** A text on its way: shared by all who work on a ticket, one of each kind. A record, not an aggregate (DESIGN 2). */
export interface TicketDraft {
  readonly ticketId: string;
  readonly kind: DraftKind;
  readonly text: string;
  /** Rises with every change: give it as `expectedRevision`. */
  readonly revision: number;
  readonly savedBy: ActorRef;
  readonly savedAt: number;
  /** When it goes by itself, ms: 30 days after it was saved last. */
  readonly expiresAt: number;
}

/** A draft with whether its time is over: TTL deletes late, and until then its row stands where the next one will. */
export interface Found {
  readonly draft: TicketDraft;
  readonly expired: boolean;
}

const KEPT_FOR = 30 * DAY;

const draftKey = (ctx: Ctx, ticketId: string, kind: DraftKind): Key => recordKey(ctx, "draft", ticketId, kind);

/** Access pattern: the drafts of a ticket. */
export async function draftsOf(
  ctx: Ctx,
  ticketId: string,
  kinds: readonly DraftKind[] = DRAFT_KINDS,
): Promise<readonly Found[]> {
  const rows = await ctx.table.batchGet(
    kinds.map((kind) => draftKey(ctx, ticketId, kind)),
    { consistent: true },
  );
  const found = rows.map((row) => decode(ticketId, row)).sort((a, b) => (a.kind < b.kind ? 1 : -1));
  return found.map((draft) => ({ draft, expired: draft.expiresAt <= ctx.clock.now() }));
}

const decode = (ticketId: string, row: Row): TicketDraft => ({
  ticketId,
  kind: String(row["dk"]) as DraftKind,
  text: String(row["tx"]),
  revision: Number(row["rv"]),
  savedBy: actorFromCode(String(row["ac"])),
  savedAt: Number(row["at"]),
  expiresAt: Number(row[TTL_ATTRIBUTE]) * 1000,
});

/** Numbers begin anywhere: a draft that was discarded is never taken for the one that came behind it. */
const START = 2 ** 30;

/** The draft that takes the place of another, or of none. */
export function next(ctx: Ctx, before: TicketDraft | undefined, said: Pick<TicketDraft, "ticketId" | "kind" | "text">) {
  const now = ctx.clock.now();
  const revision = before ? before.revision + 1 : 1 + Math.floor(ctx.ids.random() * START);
  const expiresAt = Math.ceil((now + KEPT_FOR) / 1000) * 1000;
  return { ...said, revision, savedBy: whoActs(ctx), savedAt: now, expiresAt } satisfies TicketDraft;
}

/** Puts a draft where `before` stands; a race that was lost is run again. */
export const saved = (ctx: Ctx, before: TicketDraft | undefined, draft: TicketDraft): RecordWrite => ({
  write: {
    kind: "put",
    row: {
      ...draftKey(ctx, draft.ticketId, draft.kind),
      _v: 1,
      dk: draft.kind,
      tx: draft.text,
      rv: draft.revision,
      ac: actorCode(draft.savedBy),
      at: draft.savedAt,
      [TTL_ATTRIBUTE]: draft.expiresAt / 1000,
    },
    condition: before
      ? { expression: "#rv = :rv", names: { "#rv": "rv" }, values: { ":rv": before.revision } }
      : ABSENT,
  },
  refused: () => "retry",
});

/** Takes a draft away, whoever saved it last. */
export const discarded = (ctx: Ctx, ticketId: string, kind: DraftKind): RecordWrite => ({
  write: { kind: "delete", key: draftKey(ctx, ticketId, kind) },
});
