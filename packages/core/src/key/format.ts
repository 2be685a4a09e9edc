import { createHash, createHmac } from "node:crypto";
import { crc32 } from "node:zlib";

/** What a key is for: to claim a fresh desk once, to accept an invitation once, or to act as an agent or as an app. */
export const KINDS = ["claim", "invite", "agent", "app"] as const;
export type Kind = (typeof KINDS)[number];

/** A key as its bearer holds it. Nothing stores it: the table has its hash alone. */
export type KeyText<K extends Kind = Kind> = `swb_${K}_${string}`;

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE = BigInt(ALPHABET.length);
const SECRET_LETTERS = 30;
const CHECK_LETTERS = 6;
/** 256 bits for the 178 that a secret has: what is cut off leaves no letter likelier than another. */
const CHANCE_BYTES = 32;

const SHAPE = new RegExp(`^swb_(${KINDS.join("|")})_[0-9A-Za-z]{${SECRET_LETTERS}}(?=[0-9A-Za-z]{${CHECK_LETTERS}}$)`);
const LONGEST = Math.max(...KINDS.map((kind) => kind.length)) + SECRET_LETTERS + CHECK_LETTERS + 5;

/** A key of 32 bytes of chance, with the check that catches a slip of the hand before anything is read. */
export function keyText<K extends Kind>(kind: K, chance: Uint8Array): KeyText<K> {
  const body = `swb_${kind}_${toBase62(BigInt(`0x${Buffer.from(chance).toString("hex")}`), SECRET_LETTERS)}` as const;
  return `${body}${checkOf(body)}`;
}

export const freshKey = <K extends Kind>(kind: K, ids: { bytes(length: number): Uint8Array }): KeyText<K> =>
  keyText(kind, ids.bytes(CHANCE_BYTES));

/** The kind of a well-formed key, or null. Says nothing about whether it exists. */
export function kindOf(text: string): Kind | null {
  const found = text.length > LONGEST ? null : SHAPE.exec(text);
  if (!found) return null;
  const [body, kind] = found;
  return text === body + checkOf(body) ? (kind as Kind) : null;
}

/** What the table knows of a key. 178 bits of chance need no slow hash: there is nothing to guess. */
export const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** 32 bytes that follow from a key and a caller's own word; without the key nobody finds them. */
export const derive = (text: KeyText, salt: Uint8Array, word: string): Uint8Array =>
  createHmac("sha256", text).update(salt).update(word).digest();

const checkOf = (body: string): string => toBase62(BigInt(crc32(body)), CHECK_LETTERS);

/** The last `length` digits of a number in base 62. */
function toBase62(value: bigint, length: number): string {
  let rest = value;
  let out = "";
  for (let i = 0; i < length; i++) {
    out = ALPHABET.charAt(Number(rest % BASE)) + out;
    rest /= BASE;
  }
  return out;
}
