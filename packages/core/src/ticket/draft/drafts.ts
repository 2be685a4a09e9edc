import {
  authorize,
  type Ctx,
  conflict,
  id,
  type Permission,
  parse,
  type Versioned,
  versioned,
} from "../../kernel/index.ts";
import { execute, need } from "../../table/index.ts";
import { DraftInput, type DraftKind, SaveDraftInput, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { discarded, draftsOf, next, saved, type TicketDraft } from "./rows.ts";

/** Whoever may say it may prepare it. */
const PERMISSIONS: Readonly<Record<DraftKind, Permission>> = { REPLY: "ticket:reply", NOTE: "ticket:note" };

/**
 * Saves the shared draft of an answer or a note. With `expectedRevision` only over that one: two who write at once
 * learn of each other. The same text again changes nothing. It goes 30 days after it was saved last; sending it is
 * {@link reply} or {@link note} with `discardDraft`. Customers never see it. Null when the same call saved it
 * before and it is gone by now.
 *
 * @throws CONFLICT with the current revision when somebody was faster, NOT_FOUND, VALIDATION, FORBIDDEN
 * @example const draft = await Ticket.saveDraft(ctx, { ticketId, kind: "REPLY", text: "Dear", expectedRevision: 0 });
 */
export async function saveDraft(ctx: Ctx, raw: SaveDraftInput): Promise<TicketDraft | null> {
  const input = parse(SaveDraftInput, raw);
  const { ticketId, kind, text, expectedRevision } = input;
  const what = { permission: PERMISSIONS[kind], path: ["ticketId"] };
  await authorize(ctx, what.permission);
  let draft: TicketDraft | undefined;
  const { replayed } = await execute(ctx, { name: "ticket.saveDraft", input }, async () => {
    await need(ctx, ticket, ticketId, what);
    const [found] = await draftsOf(ctx, ticketId, [kind]);
    const current = found?.expired ? undefined : found?.draft;
    draft = current;
    if (current?.text === text) return { changes: [] };
    if (expectedRevision !== undefined && expectedRevision !== (current?.revision ?? 0)) throw overtaken(current);
    draft = next(ctx, found?.draft, { ticketId, kind, text });
    return { changes: [], records: [saved(ctx, found?.draft, draft)] };
  });
  if (!replayed && draft) return draft;
  await need(ctx, ticket, ticketId, what);
  return (await alive(ctx, ticketId, [kind]))[0] ?? null;
}

const overtaken = (current: TicketDraft | undefined) =>
  conflict(
    current ? "Somebody saved another text; read it and decide anew." : "The draft is gone; save it with revision 0.",
    current?.revision ?? 0,
    ["expectedRevision"],
  );

/**
 * Throws a draft away. One that is not there changes nothing.
 *
 * @throws NOT_FOUND, FORBIDDEN
 * @example await Ticket.discardDraft(ctx, { ticketId, kind: "REPLY" });
 */
export async function discardDraft(ctx: Ctx, raw: DraftInput): Promise<Versioned<Ticket>> {
  const input = parse(DraftInput, raw);
  const what = { permission: PERMISSIONS[input.kind], path: ["ticketId"] };
  await authorize(ctx, what.permission);
  await execute(ctx, { name: "ticket.discardDraft", input }, async () => {
    await need(ctx, ticket, input.ticketId, what);
    return { changes: [], records: [discarded(ctx, input.ticketId, input.kind)] };
  });
  return versioned(await need(ctx, ticket, input.ticketId, what));
}

/**
 * What is being prepared on a ticket: at most one answer and one note. For staff.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 * @example const reply = (await Ticket.drafts(ctx, ticketId)).find(({ kind }) => kind === "REPLY");
 */
export async function drafts(ctx: Ctx, ticketId: string): Promise<readonly TicketDraft[]> {
  const known = parse(id("tkt"), ticketId);
  await need(ctx, ticket, known, { permission: "ticket:read_notes", path: ["ticketId"], hidden: true });
  return alive(ctx, known);
}

const alive = async (ctx: Ctx, ticketId: string, kinds?: readonly DraftKind[]): Promise<readonly TicketDraft[]> =>
  (await draftsOf(ctx, ticketId, kinds)).filter(({ expired }) => !expired).map(({ draft }) => draft);
