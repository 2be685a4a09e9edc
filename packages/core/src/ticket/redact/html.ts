import { BLANK } from "../../kernel/index.ts";
import { escapedPattern } from "./pattern.ts";

/**
 * Sanitised HTML with every occurrence of a text blanked, in whatever way it is escaped. In a tag its attributes go
 * with it, so that nothing is left half a tag. Null when it cannot be blanked in its place, as tags run through it.
 */
export function blankedHtml(html: string, text: string): string | null {
  const inText = escapedPattern(text);
  const next = html
    .split(/(<[^<>]*>)/)
    .map((piece) => (piece.startsWith("<") ? blankedTag(piece, inText) : piece.replace(inText, BLANK)))
    .join("");
  return shows(next, inText) ? null : next;
}

/** Whether it still reads, with its tags away, or as breaks. */
const shows = (html: string, wanted: RegExp): boolean =>
  ["", " "].some((instead) => html.replace(/<[^<>]*>/g, instead).search(wanted) >= 0);

function blankedTag(tag: string, wanted: RegExp): string {
  const [, open = "<", attributes = ""] = /^(<\/?[a-z0-9]*)(.*)>$/is.exec(tag) ?? [];
  // `search` knows no place where it stopped.
  return [attributes, percentDecoded(attributes)].some((one) => one.search(wanted) >= 0) ? `${open}>` : tag;
}

/** As an address may spell it. */
const percentDecoded = (value: string): string =>
  value.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString());
