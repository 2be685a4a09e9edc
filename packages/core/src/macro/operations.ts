import * as z from "zod";
import { authorize, type Ctx, id, Locale, Meta, may, type Permission, parse, text } from "../kernel/index.ts";
import type { Result } from "../table/index.ts";
import type { Rendered } from "../template/index.ts";
import * as Ticket from "../ticket/index.ts";
import type { Macro } from "../workspace/index.ts";
import { prepare, wordsOf } from "./ready.ts";

const Which = z.object({ ticketId: id("tkt"), macro: text(60, 1), locale: Locale.optional() });
const ApplyInput = Meta.extend({
  ...Which.shape,
  attachmentIds: z.array(id("att")).max(20, "Attach at most 20 files.").default([]),
});
export type ApplyInput = z.input<typeof ApplyInput>;
export type PreviewInput = z.input<typeof Which>;

/**
 * Says and does what a macro does, all in one commit or nothing at all: where one action is refused, or is not the
 * caller's to do, no word is said and no mail goes. The words are in the customer's language, or in the one given.
 *
 * @throws NOT_FOUND for the ticket and the macro, whatever its actions and its words refuse, FORBIDDEN, CONFLICT,
 * IDEMPOTENCY_MISMATCH
 * @example await Macro.apply(ctx, { ticketId, macro: "recall" });
 */
export async function apply(ctx: Ctx, raw: ApplyInput): Promise<Result<Ticket.Ticket>> {
  const input = parse(ApplyInput, raw);
  await authorize(ctx, "ticket:read");
  const prepared = await prepare(ctx, input);
  const { key, kind, actions } = prepared.macro;
  return Ticket.applyReady(ctx, input, {
    key,
    version: prepared.version,
    kind,
    ...wordsOf(prepared),
    attachmentIds: input.attachmentIds,
    actions,
  });
}

/** What a macro would say and do. */
export interface MacroPreview {
  readonly macro: Macro;
  readonly version: number;
  readonly rendered: Rendered | null;
  /** What the caller lacks to apply it here; empty when they may. */
  readonly missing: readonly Permission[];
}

/**
 * What applying a macro to a ticket would say, and whether the caller may, without doing it.
 *
 * @throws NOT_FOUND, VALIDATION, FORBIDDEN
 * @example const { rendered, missing } = await Macro.preview(ctx, { ticketId, macro: "recall" });
 */
export async function preview(ctx: Ctx, raw: PreviewInput): Promise<MacroPreview> {
  const input = parse(Which, raw);
  await authorize(ctx, "workspace:read", {});
  const ticket = await Ticket.get(ctx, input.ticketId);
  const { macro, version, rendered } = await prepare(ctx, input);
  const needed = Ticket.permissionsOf({ ...macro, text: rendered?.text ?? null });
  const target = Ticket.ticket.target(ticket);
  const held = await Promise.all(needed.map((permission) => may(ctx, permission, target)));
  return { macro, version, rendered, missing: needed.filter((_, i) => !held[i]) };
}
