import { createHmac, timingSafeEqual } from "node:crypto";
import { type Ctx, headOf, idOfHead } from "../kernel/index.ts";
import { isHonoured, loadReplyKeys } from "../table/index.ts";

/**
 * A reply address carries its ticket: `support+<20 letters of the ticket><16 letters of signature>@...`.
 * Lower case only, as mail systems lower local parts; 80 bits of HMAC, so it cannot be guessed.
 */
const TOKEN = /([0-9a-hjkmnp-tv-z]{20})([0-9a-hjkmnp-tv-z]{16})/;
const PLUS = new RegExp(`\\+${TOKEN.source}@`);
const ROOT = new RegExp(`^t\\.${TOKEN.source}@`);

/** RFC 5321: a local part has at most 64 characters. */
const LOCAL_PART_MAX = 64;
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

async function tokenOf(ctx: Ctx, ticketId: string): Promise<string> {
  const [current] = await loadReplyKeys(ctx);
  if (!current) throw new RangeError("a keyring without a token key");
  return headOf(ticketId) + sign(ctx, current.key, ticketId);
}

/** 16 letters of 5 bits: 80 bits of the signature. */
function sign(ctx: Ctx, key: Uint8Array, ticketId: string): string {
  const mac = createHmac("sha256", key).update(`reply:${ctx.workspaceId}:${ticketId}`).digest();
  return Array.from(mac.subarray(0, 16), (byte) => ALPHABET.charAt(byte & 31)).join("");
}

/** The address an answer to this ticket should go to. */
export async function replyAddress(ctx: Ctx, address: string, ticketId: string): Promise<string> {
  const at = address.lastIndexOf("@");
  const signed = `${address.slice(0, at)}+${await tokenOf(ctx, ticketId)}`;
  return signed.length > LOCAL_PART_MAX ? address : signed + address.slice(at);
}

/** The id that every message of a ticket names first in References: it threads whatever carriers rewrite. */
export const rootMessageId = async (ctx: Ctx, ticketId: string, domain: string): Promise<string> =>
  `t.${await tokenOf(ctx, ticketId)}@${domain}`;

/** Whether an address has the form of a signed one, whoever signed it. */
export const isSigned = (address: string): boolean => PLUS.test(address.toLowerCase());

/** The ticket that a reply address stands for, or null when it is not signed by this workspace. */
export const ticketOfAddress = (ctx: Ctx, address: string) => verified(ctx, PLUS.exec(address.toLowerCase()));

/** The ticket that a root message id of ours stands for, or null. */
export const ticketOfRootId = (ctx: Ctx, messageId: string) => verified(ctx, ROOT.exec(messageId.toLowerCase()));

async function verified(ctx: Ctx, match: RegExpExecArray | null): Promise<string | null> {
  const [, head, signature] = match ?? [];
  if (head === undefined || signature === undefined) return null;
  const ticketId = idOfHead("tkt", head);
  if (ticketId === null) return null;
  const given = Buffer.from(signature);
  // As they are by now: one may be newer than what this process knows, or out of use since.
  const honoured = (await loadReplyKeys(ctx)).filter((token) => isHonoured(token, ctx.clock.now()));
  return honoured.some(({ key }) => timingSafeEqual(Buffer.from(sign(ctx, key, ticketId)), given)) ? ticketId : null;
}

/** The support address behind a recipient: what stands after a plus sign is ours to read, not part of it. */
export function addressOf(recipient: string): string {
  const at = recipient.lastIndexOf("@");
  const plus = recipient.indexOf("+");
  return plus > 0 && plus < at ? recipient.slice(0, plus) + recipient.slice(at) : recipient;
}
