import { clip, wellFormed } from "../../markup/clip.ts";

export { clip, wellFormed };

const LINE_ENDS = /\r\n?/g;
const DROPPED = /[\u0000\ufeff]/g;

/**
 * Makes every line end a single LF and drops NUL and the byte order mark.
 *
 * @example
 * plainLines("a\r\nb\rc"); // "a\nb\nc"
 */
export function plainLines(text: string): string {
  return wellFormed(text).replaceAll(LINE_ENDS, "\n").replaceAll(DROPPED, "");
}

const CONTROLS = /[\u0000-\u001f\u007f]/g;

/**
 * One line of header text: no control characters, outer blanks gone, bounded.
 *
 * @example
 * headerText("  a\r\n b "); // "a b"
 */
export function headerText(value: string, max: number): string {
  return clip(value, max).replaceAll(CONTROLS, " ").replaceAll(/ {2,}/g, " ").trim();
}
