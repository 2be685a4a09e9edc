import { createHmac, timingSafeEqual } from "node:crypto";
import { type Ctx, domainOf, headOf, idOfHead } from "../kernel/index.ts";
import { isHonoured, loadReplyKeys } from "../table/index.ts";
import { addressIn, type Config } from "../workspace/index.ts";

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

/** 16 letters of 5 bits: 80 bits of the signature. */
function sign(ctx: Ctx, key: Uint8Array, ticketId: string): string {
  const mac = createHmac("sha256", key).update(`reply:${ctx.workspaceId}:${ticketId}`).digest();
  return Array.from(mac.subarray(0, 16), (byte) => ALPHABET.charAt(byte & 31)).join("");
}

/** What leads from a mail back to its ticket. */
export interface WayBack {
  /** The address an answer should go to. */
  readonly replyTo: string;
  /** The id that every message of a ticket names first in References: it threads whatever carriers rewrite. */
  readonly root: string;
}

/** The ways back to a ticket from a mail of a support address, signed with the key in use. */
export async function wayBack(ctx: Ctx, address: string, ticketId: string): Promise<WayBack> {
  const [current] = await loadReplyKeys(ctx);
  if (!current) throw new RangeError("a keyring without a token key");
  const token = headOf(ticketId) + sign(ctx, current.key, ticketId);
  const at = address.lastIndexOf("@");
  const signed = `${address.slice(0, at)}+${token}`;
  const replyTo = signed.length > LOCAL_PART_MAX ? address : signed + address.slice(at);
  return { replyTo, root: `t.${token}@${domainOf(address)}` };
}

/** Whether an address has the form of a signed one, whoever signed it. */
export const isSigned = (address: string): boolean => PLUS.test(address.toLowerCase());

/** The tickets that reply addresses stand for; none for those that this workspace did not sign. */
export const ticketsOfAddresses = (ctx: Ctx, addresses: readonly string[]) => verified(ctx, PLUS, addresses);

/** The tickets that root message ids of ours stand for. */
export const ticketsOfRootIds = (ctx: Ctx, messageIds: readonly string[]) => verified(ctx, ROOT, messageIds);

/** The keys are read once for all, and not at all where nothing has the form of a token. */
async function verified(ctx: Ctx, form: RegExp, words: readonly string[]): Promise<readonly string[]> {
  const tokens = [...new Set(words)].flatMap((word) => {
    const [, head = "", signature = ""] = form.exec(word.toLowerCase()) ?? [];
    const ticketId = head === "" ? null : idOfHead("tkt", head);
    return ticketId === null ? [] : [{ ticketId, given: Buffer.from(signature) }];
  });
  if (tokens.length === 0) return [];
  // As they are by now: one may be newer than what this process knows, or out of use since.
  const honoured = (await loadReplyKeys(ctx)).filter((token) => isHonoured(token, ctx.clock.now()));
  const isOurs = ({ ticketId, given }: (typeof tokens)[number]) =>
    honoured.some(({ key }) => timingSafeEqual(Buffer.from(sign(ctx, key, ticketId)), given));
  return tokens.filter(isOurs).map(({ ticketId }) => ticketId);
}

/** The support address behind a recipient: what stands after a plus sign is ours to read, not part of it. */
export function addressOf(recipient: string): string {
  const at = recipient.lastIndexOf("@");
  const plus = recipient.indexOf("+");
  return plus > 0 && plus < at ? recipient.slice(0, plus) + recipient.slice(at) : recipient;
}

/** Whether an address is one of the desk's own, also with a reply token in it. */
export const isOwn = (config: Pick<Config, "addresses">, address: string): boolean =>
  addressIn(config, addressOf(address)) !== undefined;
