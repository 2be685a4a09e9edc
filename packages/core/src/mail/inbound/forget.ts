import { authorize, BLANK, type Ctx, keyless, type StoredEvent } from "../../kernel/index.ts";
import { eventAt, execute, history, load, reword } from "../../table/index.ts";
import type { MailFacts, Words } from "../../ticket/index.ts";
import { forgetContent } from "../messageId.ts";
import type { Blankable } from "./schema.ts";
import { inbound } from "./store.ts";

/**
 * After words of a ticket were blanked, or all of them for good: its mails forget them too. The fingerprint by which
 * a copy would be known goes, as guesses could be tested against it, and so do subject and, where it was blanked,
 * sender of the receipt. Called by the reaction to `ticket.redacted` and `ticket.purged`; safe to repeat. What SES
 * stored of a mail is out of reach until its lifecycle ends.
 *
 * @throws FORBIDDEN
 */
export async function forget(ctx: Ctx, input: { readonly ticketId: string; readonly sequence: number }): Promise<void> {
  await authorize(ctx, "mail:process");
  const cause = await eventAt(ctx, input.ticketId, input.sequence);
  if (cause?.type === "ticket.purged") return forgetMails(ctx, await history(ctx, input.ticketId), true);
  if (cause?.type !== "ticket.redacted") return;
  const { sequence, attachmentId } = cause.payload as { sequence: number; attachmentId?: string };
  const entry = await eventAt(ctx, input.ticketId, sequence);
  if (!entry) return;
  if (attachmentId !== undefined) return forgetCopies(ctx, entry);
  // Every mail of a conversation carries its subject on.
  const entries = SUBJECTS.has(entry.type) ? await history(ctx, input.ticketId) : [entry];
  await forgetMails(ctx, entries, false);
}

const SUBJECTS: ReadonlySet<string> = new Set(["ticket.opened", "ticket.subject_changed"]);

async function forgetMails(ctx: Ctx, entries: readonly StoredEvent[], purged: boolean): Promise<void> {
  for (const entry of entries) {
    await forgetCopies(ctx, entry);
    const receiptId = mailOf(entry)?.receiptId;
    if (receiptId) await blank(ctx, receiptId, purged || senderIsGone(entry));
  }
}

/** The fingerprint goes, also where it was of more than what was blanked. */
async function forgetCopies(ctx: Ctx, entry: StoredEvent): Promise<void> {
  const mail = mailOf(entry);
  if (!mail?.messageId || !mail.address) return;
  await forgetContent(ctx, { messageId: mail.messageId, address: mail.address }, entry.aggregateId);
}

const mailOf = ({ payload }: StoredEvent) => (payload as { mail?: MailFacts } | null)?.mail;

/** Whether the entry names its sender no more. */
function senderIsGone({ content }: StoredEvent): boolean {
  if (content === null) return true;
  return (content as Words).from?.address.includes(BLANK) ?? false;
}

/** The receipt is event 1 of its mail. */
const RECEIPT = 1;

async function blank(ctx: Ctx, id: string, sender: boolean): Promise<void> {
  await execute(keyless(ctx), { name: "mail.forget", input: {} }, async () => {
    const [before, receipt] = await Promise.all([load(ctx, inbound, id), eventAt(ctx, id, RECEIPT)]);
    if (!before || !receipt?.content) return { changes: [] };
    const wanted: readonly Blankable[] = sender ? ["subject", "from"] : ["subject"];
    const blanked = wanted.filter((field) => before.state[field] !== BLANK);
    if (blanked.length === 0) return { changes: [] };
    const blanks = Object.fromEntries(blanked.map((field) => [field, BLANK]));
    // Who sent it stands in its envelope too.
    const { envelope: _, ...kept } = receipt.content as { readonly envelope?: unknown };
    const { record, commitment } = reword(ctx, receipt, { ...kept, ...blanks });
    const drafts = [{ type: "mail.redacted", payload: { sequence: RECEIPT, blanked, commitment } }];
    return { changes: [{ agg: inbound, id, before, drafts }], records: [record] };
  });
}
