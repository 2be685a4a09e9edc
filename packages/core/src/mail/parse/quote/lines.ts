import { isMarkLine, MARKS } from "../marks.ts";

/** One line of a body, and what can be said of it by itself. */
export type Line = {
  /** As it came. */
  text: string;
  /** Without quote marks, outer blanks and invisible characters; at most 500 characters. */
  bare: string;
  /** How many `>` stand before it. */
  depth: number;
  /** In a quote of the HTML part. */
  quoted: boolean;
  /** In a signature of the HTML part. */
  signature: boolean;
  /** A mark of the HTML part that says all below, or maybe all below, is quote. */
  mark: "cut" | "rule" | null;
};

const MAX_BARE = 500;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const SPECIAL = /[\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
const QUOTE_PREFIX = /^[ \t\u00a0]{0,3}((?:[>＞›][ \t]?){1,50})/;

/** Marks open regions; a region ends with its own mark even when inner ones were left open. */
type Regions = { quotes: number; signatures: number };

function markOf(text: string, regions: Regions): Line["mark"] | "region" {
  if (!isMarkLine(text)) return null;
  const mark = text.replace(/^[\s>]{1,60}/, "").trimEnd();
  if (mark === MARKS.quoteOpen) regions.quotes += 1;
  else if (mark === MARKS.quoteClose) regions.quotes = Math.max(0, regions.quotes - 1);
  else if (mark === MARKS.signatureOpen) regions.signatures += 1;
  else if (mark === MARKS.signatureClose) regions.signatures = Math.max(0, regions.signatures - 1);
  else if (mark === MARKS.cut) return regions.quotes > 0 ? "region" : "cut";
  else if (mark === MARKS.rule) return regions.quotes > 0 ? "region" : "rule";
  else return null;
  return "region";
}

function bareOf(text: string): string {
  const line = text.length > MAX_BARE ? text.slice(0, MAX_BARE) : text;
  return (SPECIAL.test(line) ? line.replaceAll(INVISIBLE, "").replaceAll("\u00a0", " ") : line).trim();
}

const GLUED = /^[ \t]{0,9}(-{3,12} ?[^-\n]{5,60}-{3,12})[ \t]{0,5}(\p{L}{2,20}:.*)$/u;

/** Yahoo prints a forwarded header on one line: `--- Forwarded Message --- From: a@b.exampleTo: ...`. */
function unglue(source: string): string[] {
  const match = source.length <= 2_000 && source.includes("---") ? GLUED.exec(source) : null;
  if (match === null) return [source];
  return [match[1] ?? "", ...(match[2] ?? "").split(/(?<=\S)(?=\p{Lu}\p{Ll}{1,20}: )/u)];
}

/**
 * Splits a body into lines.
 *
 * @param text with LF line ends; marks of the HTML reader are taken out and remembered
 * @example
 * readLines("> hi")[0]; // { text: "> hi", bare: "hi", depth: 1, ... }
 */
export function readLines(text: string): Line[] {
  const regions: Regions = { quotes: 0, signatures: 0 };
  const lines: Line[] = [];
  for (const source of text.split("\n").flatMap(unglue)) {
    const mark = markOf(source, regions);
    if (mark === "region") continue;
    const prefix = mark === null ? QUOTE_PREFIX.exec(source.slice(0, MAX_BARE))?.[1] : undefined;
    const depth = prefix === undefined || source.startsWith(">From ") ? 0 : prefix.replaceAll(/[ \t]/g, "").length;
    const rest = depth > 0 ? source.slice(source.indexOf(prefix ?? "") + (prefix ?? "").length) : source;
    const shared = { quoted: regions.quotes > 0, signature: regions.signatures > 0, mark };
    lines.push(
      mark === null
        ? { text: source, bare: bareOf(rest), depth, ...shared }
        : { text: "", bare: "", depth: 0, ...shared },
    );
  }
  return lines;
}

/** Whether a line is somebody else's by its own marks. */
export function isQuoted(line: Line | undefined): boolean {
  return line !== undefined && (line.depth > 0 || line.quoted);
}

/** Index of the next line that is not blank, from `start` on; the length when there is none. */
export function nextFilled(lines: readonly Line[], start: number): number {
  let at = start;
  while (at < lines.length && lines[at]?.bare === "") at += 1;
  return at;
}
