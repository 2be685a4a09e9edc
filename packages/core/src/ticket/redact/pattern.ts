const NAMED: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };

/** What may stand where a text has a blank. */
const SPACE = String.raw`\s|&nbsp;|&#160;|&#[xX][aA]0;`;

/** Finds a text in plain words, also where its lines were wrapped anew or quoted. */
export const plainPattern = (text: string): RegExp =>
  new RegExp(piecesOf(text, String.raw`(?:\r?\n[> ]*|\s)+`, literal).join(""), "gu");

/** Finds a text inside HTML text in whatever way it is escaped, where no tag runs through it. */
export const escapedPattern = (text: string): RegExp => new RegExp(spelled(text, `(?:${SPACE})+`), "gu");

/** One that begins inside another never ends: so looking for them takes no longer than the text is long. */
const TAG = "<[^<>]*>";

/**
 * Tells whether a text is there however it reads the same: escaped, with tags in between, wrapped anew, or quoted line
 * by line.
 */
export function readerFor(text: string): (value: string) => boolean {
  const pattern = new RegExp(spelled(text, `(?:${SPACE}|>|&gt;|${TAG})+`), "u");
  return (value) => pattern.test(value) || (value.includes("<") && pattern.test(value.replace(TAGS, "")));
}

const TAGS = new RegExp(TAG, "g");

const spelled = (text: string, blank: string): string => piecesOf(text, blank, escapedAs).join("");

/** A text as what it is spelled by: each character, and each run of blanks. */
const piecesOf = (text: string, blank: string, spell: (character: string) => string): readonly string[] =>
  text
    .split(/(\s+)/)
    .flatMap((piece) => (/^\s/.test(piece) ? [blank] : Array.from(piece, (character) => spell(character))));

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, String.raw`\$&`);

function escapedAs(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const named = NAMED[character] === undefined ? "" : `|&${NAMED[character]};`;
  const hex = code.toString(16).replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return `(?:${literal(character)}|&#0{0,4}${code};|&#[xX]0{0,4}${hex};${named})`;
}
