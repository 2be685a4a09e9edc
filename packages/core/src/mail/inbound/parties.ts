import { type Ctx, email, emailKey } from "../../kernel/index.ts";
import type * as Ticket from "../../ticket/index.ts";
import { configInForce } from "../../workspace/index.ts";
import type { ParsedMail } from "../parse/index.ts";
import { addressOf } from "../token.ts";

/** Of a mail to many, the first so many are kept: nobody answers more. */
const MOST = 50;

/**
 * Whom else a mail speaks to: To and Cc without this desk and its sender, and where it wants the answer to go if that
 * is somewhere else. What a reply is made of, should an agent or a rule want them in it.
 */
export async function partiesOf(ctx: Ctx, mail: ParsedMail, sender: string): Promise<Ticket.Words["named"]> {
  const { config } = await configInForce(ctx);
  const not = new Set([sender, ...config.addresses.map(({ address }) => address)].map(emailKey));
  const cc = distinct([...mail.to, ...mail.cc]).filter((address) => !isOne(not, address));
  const [replyTo] = distinct(mail.replyTo).filter((address) => !isOne(not, address));
  if (cc.length === 0 && replyTo === undefined) return undefined;
  return { cc: cc.slice(0, MOST), ...(replyTo === undefined ? {} : { replyTo }) };
}

/** Also with a reply token in it. */
const isOne = (some: ReadonlySet<string>, address: string): boolean =>
  some.has(emailKey(address)) || some.has(emailKey(addressOf(address)));

/** Addresses that mail could reach, each once, as they were written first. */
function distinct(mailboxes: ParsedMail["to"]): readonly string[] {
  const byKey = new Map<string, string>();
  for (const { address } of mailboxes) {
    const key = emailKey(address);
    if (!byKey.has(key) && email.safeParse(address).success) byKey.set(key, address.toWellFormed());
  }
  return [...byKey.values()];
}
