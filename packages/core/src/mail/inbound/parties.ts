import { type Ctx, email, emailKey } from "../../kernel/index.ts";
import type * as Ticket from "../../ticket/index.ts";
import { configInForce } from "../../workspace/index.ts";
import type { ParsedMail } from "../parse/index.ts";
import { isOwn } from "../token.ts";

/** Of a mail to many, the first so many are kept: nobody answers more. */
const MOST = 50;

/**
 * Whom else a mail speaks to: To and Cc without this desk and its sender, and where it wants the answer to go if that
 * is somewhere else. What a reply is made of, should an agent or a rule want them in it.
 */
export async function partiesOf(ctx: Ctx, mail: ParsedMail, sender: string): Promise<Ticket.Words["named"]> {
  const { config } = await configInForce(ctx);
  const isElse = (address: string) => emailKey(address) !== emailKey(sender) && !isOwn(config, address);
  const cc = distinct([...mail.to, ...mail.cc]).filter(isElse);
  const [replyTo] = distinct(mail.replyTo).filter(isElse);
  if (cc.length === 0 && replyTo === undefined) return undefined;
  return { cc: cc.slice(0, MOST), ...(replyTo === undefined ? {} : { replyTo }) };
}

/** Addresses that mail could reach, each once, as they were written first. */
function distinct(mailboxes: ParsedMail["to"]): readonly string[] {
  const byKey = new Map<string, string>();
  for (const { address } of mailboxes) {
    const key = emailKey(address);
    if (!byKey.has(key) && email.safeParse(address).success) byKey.set(key, address.toWellFormed());
  }
  return [...byKey.values()];
}
