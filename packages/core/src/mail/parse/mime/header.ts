import { charsetLabel, decodeBytes, hasJapaneseEscape, isUtf8, needsOurDecoder } from "./charset.ts";
import { decodeTransfer } from "./transfer.ts";

/** Where a part's header ends and its body begins. */
export type Split = { header: Buffer; body: Buffer };

const LF = 0x0a;
const FIELD = /^[!-9;-~]{1,200}[ \t]*:/;

function isBlank(line: Buffer): boolean {
  return line.length === 0 || (line.length === 1 && line[0] === 0x0d);
}

function looksLikeHeader(line: Buffer): boolean {
  const start = line.subarray(0, 300).toString("latin1");
  return FIELD.test(start) || start.startsWith(" ") || start.startsWith("\t") || /^>?From /.test(start);
}

/**
 * Cuts a part at its first empty line.
 *
 * A message that forgot the empty line is cut before the first line that is no header
 * field, as long as none follows: a stray line amid fields is a broken fold, not a body.
 *
 * @example
 * splitHeader(Buffer.from("A: 1\n\nhi")).body.toString(); // "hi"
 */
export function splitHeader(part: Buffer): Split {
  let at = 0;
  let strayAt = part.length;
  while (at < part.length) {
    const lineFeed = part.indexOf(LF, at);
    const end = lineFeed < 0 ? part.length : lineFeed;
    const line = part.subarray(at, end);
    if (isBlank(line)) return strayAt < at ? cut(part, strayAt, strayAt) : cut(part, at, end + 1);
    strayAt = looksLikeHeader(line) ? part.length : Math.min(strayAt, at);
    at = end + 1;
  }
  return cut(part, strayAt, strayAt);
}

function cut(part: Buffer, headerEnd: number, bodyStart: number): Split {
  return { header: part.subarray(0, headerEnd), body: part.subarray(Math.min(bodyStart, part.length)) };
}

/** Bytes above ASCII inside a Q word become `=XX`, so that the word's own charset reads them. */
function escapeQWords(header: string): string {
  return header.replace(/=\?[^?\s]{1,60}\?[Qq]\?[^?\r\n]{0,2000}\?=/g, (word) =>
    word.replace(/[\x80-\xff]/g, (byte) => `=${byte.charCodeAt(0).toString(16).toUpperCase()}`),
  );
}

/** Two or more encoded words in a row, of one charset or several. */
const WORDS =
  /=\?[^?\s]{1,80}\?[QqBb]\?[^?\r\n]{0,2000}\?=(?:\r?\n?[ \t]{1,20}=\?[^?\s]{1,80}\?[QqBb]\?[^?\r\n]{0,2000}\?=)*/g;
const WORD = /=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([QqBb])\?([^?\r\n]{0,2000})\?=/g;

type Word = { charset: string; bytes: Buffer };

function readWord([, label = "", kind = "", body = ""]: RegExpMatchArray): Word {
  const isQ = kind.toUpperCase() === "Q";
  const source = Buffer.from(isQ ? body.replaceAll("_", " ") : body, "latin1");
  return {
    charset: charsetLabel(label),
    bytes: Buffer.from(decodeTransfer(source, isQ ? "quoted-printable" : "base64")),
  };
}

/**
 * Encoded words in a charset only we can read are written anew in UTF-8, and so are words of one charset in a row:
 * some programs cut them in the middle of a character.
 */
function rewriteWords(header: string): string {
  return header.replace(WORDS, (run) => {
    const words = Array.from(run.matchAll(WORD), readWord);
    const charset = words[0]?.charset ?? "";
    const isOne = words.every((word) => word.charset === charset);
    if (!words.some((word) => needsOurDecoder(word.charset)) && (!isOne || words.length < 2)) return run;
    const pieces = isOne ? [{ charset, bytes: Buffer.concat(words.map(({ bytes }) => bytes)) }] : words;
    return pieces.map((piece) => utf8Word(decodeBytes(piece.bytes, piece.charset))).join(" ");
  });
}

const utf8Word = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;

/** One field in whatever charset it came, as UTF-8. */
function repairField(field: Buffer, hint: string): Buffer {
  const isJapanese = hasJapaneseEscape(field);
  if (!isJapanese && isUtf8(field)) return field;
  const charset = isJapanese ? "iso-2022-jp" : hint;
  return Buffer.from(decodeBytes(field, charset));
}

/**
 * Makes a header block readable for the MIME reader, which takes every byte for UTF-8.
 *
 * @param hint charset of the body, the best guess for a header that names none
 * @returns the block in UTF-8; untouched when there was nothing to mend
 * @example
 * repairHeader(Buffer.from("Subject: caf\xe9\n", "latin1"), ""); // "Subject: café\n"
 */
export function repairHeader(header: Buffer, hint: string): Buffer {
  const text = header.toString("latin1");
  if (!/[\x1b\x80-\xff]|=\?/.test(text)) return header;
  const words = rewriteWords(escapeQWords(text));
  const safeHint = hint === "utf-8" || hint === "us-ascii" ? "windows-1252" : hint;
  const fields = words.split(/(?<=\n)(?![ \t])/);
  return Buffer.concat(fields.map((field) => repairField(Buffer.from(field, "latin1"), safeHint)));
}
