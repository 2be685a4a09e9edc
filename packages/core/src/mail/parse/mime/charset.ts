import iconv from "iconv-lite";
import { decodeShifted, isShiftedCharset } from "./shiftedCharset.ts";

const MAX_LABEL = 40;

/** Labels that say nothing about the bytes; senders write them when they do not know. */
const EMPTY_LABELS = new Set([
  "",
  "unknown",
  "unknown-8bit",
  "x-unknown",
  "default",
  "_autodetect",
  "8bit",
  "binary",
  "none",
]);

/**
 * Lower-cases a charset label and removes quotes and blanks.
 *
 * @example
 * charsetLabel(' "UTF-8" '); // "utf-8"
 */
export function charsetLabel(label: string | undefined): string {
  const plain = (label ?? "")
    .replaceAll(/["'\s]/g, "")
    .toLowerCase()
    .slice(0, MAX_LABEL);
  if (EMPTY_LABELS.has(plain)) return "";
  // `x-` means nothing but that a program made its label up: what stands behind it is mostly known.
  return plain.startsWith("x-") && isUnknownCharset(plain) ? plain.slice(2) : plain;
}

/**
 * Whether the platform decodes a label by itself (the WHATWG list).
 *
 * @example
 * isNativeCharset("utf-7"); // false
 */
export function isNativeCharset(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

const WESTERN = "windows-1252";

/** Every label of Latin-1 means windows-1252 (WHATWG), and Node's own decoder leaves its 0x80 to 0x9F undecoded. */
function isWestern(label: string): boolean {
  return isNativeCharset(label) && new TextDecoder(label).encoding === WESTERN;
}

/**
 * Whether the bytes are valid UTF-8.
 *
 * @example
 * isUtf8(new Uint8Array([0xe9])); // false
 */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Whether the bytes hold an ISO-2022-JP escape to a two-byte set. */
export function hasJapaneseEscape(bytes: Uint8Array): boolean {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf("\x1b$");
  return at >= 0 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40);
}

/**
 * Whether the bytes read as UTF-8 with a few spoiled places rather than as something else:
 * a mail cut in the middle of a character is still UTF-8.
 */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  let spoiled = 0;
  let good = 0;
  for (const character of text) {
    if (character === "\ufffd") spoiled += 1;
    else if (character > "\u007f") good += 1;
  }
  return good > spoiled * 2;
}

/**
 * Guesses the charset of bytes that carry no usable label.
 *
 * @returns a label the platform knows: ISO-2022-JP by its escapes, UTF-8 where valid, what
 *   an HTML `meta` says, else windows-1252.
 * @example
 * guessCharset(new Uint8Array([0x63, 0xe9])); // "windows-1252"
 */
export function guessCharset(bytes: Uint8Array): string {
  if (hasJapaneseEscape(bytes)) return "iso-2022-jp";
  if (isUtf8(bytes) || isMostlyUtf8(bytes)) return "utf-8";
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString("latin1");
  const meta = charsetLabel(/<meta[^>]{0,200}charset=["']?([\w.:-]{2,40})/i.exec(head)?.[1]);
  return meta !== "" && meta !== "utf-8" && isNativeCharset(meta) ? meta : "windows-1252";
}

/**
 * Decodes bytes by a charset label, whoever knows it: the platform, iconv-lite (UTF-7,
 * old DOS code pages), or our reader of the shifted sets. An unknown label is guessed.
 *
 * @example
 * decodeBytes(bytes, "utf-7"); // "Grüße"
 */
export function decodeBytes(bytes: Uint8Array, label: string): string {
  if (isShiftedCharset(label)) return decodeShifted(bytes, label);
  if (isWestern(label)) return iconv.decode(Buffer.from(bytes), WESTERN);
  if (label !== "" && isNativeCharset(label)) return new TextDecoder(label).decode(bytes);
  if (label !== "" && iconv.encodingExists(label)) return iconv.decode(Buffer.from(bytes), label);
  return decodeBytes(bytes, guessCharset(bytes));
}

/** Whether the label says nothing that anybody could decode by. */
export const isUnknownCharset = (label: string): boolean =>
  !isNativeCharset(label) && !isShiftedCharset(label) && !iconv.encodingExists(label);

/** Whether only we decode this label right: the MIME reader would take it for Latin-1. */
export function needsOurDecoder(label: string): boolean {
  if (label === "" || isWestern(label)) return label !== "";
  return !isNativeCharset(label) && (isShiftedCharset(label) || iconv.encodingExists(label));
}
