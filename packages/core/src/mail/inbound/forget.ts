import { authorize, type Ctx } from "../../kernel/index.ts";
import { eventAt } from "../../table/index.ts";
import type { MailFacts } from "../../ticket/index.ts";
import { forgetContent } from "../messageId.ts";

/**
 * After an entry was redacted: drops the fingerprint by which a copy of its mail would be known, as guesses of
 * the text could be tested against it. Called by the reaction to `ticket.redacted`; safe to repeat.
 *
 * @throws FORBIDDEN
 */
export async function forget(ctx: Ctx, input: { readonly ticketId: string; readonly sequence: number }): Promise<void> {
  await authorize(ctx, "mail:process");
  const redaction = await eventAt(ctx, input.ticketId, input.sequence);
  if (redaction?.type !== "ticket.redacted") return;
  const { sequence } = redaction.payload as { sequence: number };
  const entry = await eventAt(ctx, input.ticketId, sequence);
  const mail = (entry?.payload as { mail?: MailFacts } | undefined)?.mail;
  if (!mail?.messageId || !mail.address) return;
  await forgetContent(ctx, { messageId: mail.messageId, address: mail.address }, input.ticketId);
}
