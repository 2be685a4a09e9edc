/**
 * Replaces lone surrogates by U+FFFD.
 *
 * The ES2023 library does not know `toWellFormed`, Node 20 does; a lone surrogate in a
 * stored string would break the fold law of the event log.
 *
 * @example
 * wellFormed("a\ud800"); // "a\ufffd"
 */
export function wellFormed(text: string): string {
  return (text as string & { toWellFormed(): string }).toWellFormed();
}

/**
 * Cuts a text to at most `max` UTF-16 units, never inside a surrogate pair.
 *
 * @example
 * clip("abcdef", 3); // "abc"
 */
export function clip(text: string, max: number): string {
  if (text.length <= max) return wellFormed(text);
  const last = text.charCodeAt(max - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return wellFormed(text.slice(0, splitsPair ? max - 1 : max));
}
