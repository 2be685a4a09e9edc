import { MAX_QUOTE_LINES } from "../limits.ts";
import { attributionStart } from "./attribution.ts";
import { readHeaderBlock } from "./headerBlock.ts";
import type { LabelKind } from "./labels.ts";
import { type Line, nextFilled, readLines } from "./lines.ts";
import { isForwardLine, isOriginalLine, isRuleLine } from "./separators.ts";

/** A forwarded message as printed; the fields are still text. */
export type ForwardedText = { fields: Partial<Record<LabelKind, string>>; body: string };

const FORWARD_PREFIX =
  /^\s{0,5}[[(]?(?:fwd?|wg|tr|trs|rv|enc|vs|vb|vl|pd|i|fs|doorst|továbbítás|ilt|iletilen|edasi|πρθ|转发|轉寄|轉發|전달|転送|إعادة توجيه|הועבר)\s{0,2}[:：\]]/iu;

/** Whether a subject says that the message is a forward. */
export function isForwardSubject(subject: string): boolean {
  return FORWARD_PREFIX.test(subject);
}

/**
 * A subject without its forward prefixes.
 *
 * @example
 * originalSubject("FW: WG: Order 7"); // "Order 7"
 */
export function originalSubject(subject: string): string {
  let rest = subject.trim();
  for (let tries = 0; tries < 10 && FORWARD_PREFIX.test(rest); tries += 1)
    rest = rest.replace(FORWARD_PREFIX, "").trim();
  return rest.endsWith("]") && !rest.includes("[") ? rest.slice(0, -1).trim() : rest;
}

function stripLevel(text: string, depth: number): string {
  let rest = text;
  for (let level = 0; level < depth; level += 1) rest = rest.replace(/^[ \t]{0,3}>[ \t]?/, "");
  return rest.trimEnd();
}

/** Blanks before every line, as some programs indent what they forward. */
function commonIndent(lines: readonly string[]): number {
  const filled = lines.filter((line) => line.trim() !== "");
  return filled.length === 0
    ? 0
    : filled.reduce((least, line) => Math.min(least, /^ {0,20}/.exec(line)?.[0].length ?? 0), 20);
}

function bodyFrom(lines: readonly Line[], start: number, depth: number): string {
  const plain = lines.slice(nextFilled(lines, start)).map((line) => stripLevel(line.text, depth));
  const indent = commonIndent(plain);
  return plain
    .map((line) => line.slice(indent))
    .join("\n")
    .trim();
}

function headerBelow(lines: readonly Line[], at: number): ForwardedText | null {
  let start = nextFilled(lines, at);
  while (start < lines.length && isRuleLine(lines[start]?.bare ?? "")) start = nextFilled(lines, start + 1);
  const header = readHeaderBlock(lines, start, "belowRule");
  if (header === null) return null;
  return { fields: header.fields, body: bodyFrom(lines, header.end, lines[start]?.depth ?? 0) };
}

const WHEN =
  /\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?(?:.{1,12}\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?)?|\d{1,2}\.? \p{L}{3,12}\.? \d{4}(?:.{1,12}\d{1,2}[:.h]\d{2})?/iu;
/** A quoted name, or up to five capitalised words, right before the address. */
const WHO =
  /(?:["«„“]\s?([^"«»„“”]{1,80}?)\s?["»“”]|((?:\p{Lu}[\p{L}\p{M}.'’-]{0,30}\s?){1,5}))\s?[<([]{0,2}(?:mailto:)?([^\s<>()[\]]{1,64}@[^\s<>()[\]]{1,255})/u;

/** Outlook for Mac prints "On 28 October, Ada <a@b.example> wrote:" above what it forwards. */
function attributed(lines: readonly Line[], start: number, end: number): ForwardedText {
  const sentence = lines
    .slice(start, end)
    .map((line) => line.bare)
    .join(" ");
  const who = WHO.exec(sentence);
  const date = WHEN.exec(sentence)?.[0];
  return {
    fields: {
      from: who === null ? sentence : `${who[1] ?? who[2] ?? ""} <${who[3] ?? ""}>`,
      ...(date === undefined ? {} : { date }),
    },
    body: bodyFrom(lines, end, lines[nextFilled(lines, end)]?.depth ?? 0),
  };
}

function announced(lines: readonly Line[], isForwarded: boolean): ForwardedText | null {
  for (let at = 0; at < Math.min(lines.length, MAX_QUOTE_LINES); at += 1) {
    const bare = lines[at]?.bare ?? "";
    const isSeparator = isForwardLine(bare) || (isForwarded && isOriginalLine(bare));
    if (!isSeparator) continue;
    const found = headerBelow(lines, at + 1);
    if (found !== null) return found;
  }
  return null;
}

function unannounced(lines: readonly Line[]): ForwardedText | null {
  for (let at = 0; at < Math.min(lines.length, MAX_QUOTE_LINES); at += 1) {
    const header = readHeaderBlock(lines, at, isRuleLine(lines[at - 1]?.bare ?? "") ? "belowRule" : "inText");
    if (header !== null) return { fields: header.fields, body: bodyFrom(lines, header.end, lines[at]?.depth ?? 0) };
    const start = attributionStart(lines, at);
    if (start >= 0) return attributed(lines, start, at + 1);
  }
  return null;
}

/**
 * Finds a message forwarded within a text body: below a line that says so, or, when the
 * subject says FW, below the first printed header or "Ada wrote:".
 *
 * @param text with LF line ends
 * @param subject of the forwarding mail
 * @returns null when nothing is forwarded
 * @example
 * findForward("Begin forwarded message:\n\nFrom: Ada <ada@a.example>\nSubject: Hi\n\nHello", "Fwd: Hi")?.body; // "Hello"
 */
export function findForward(text: string, subject: string): ForwardedText | null {
  const lines = readLines(text);
  const isForwarded = isForwardSubject(subject);
  return announced(lines, isForwarded) ?? (isForwarded ? unannounced(lines) : null);
}
