/** Sets that WHATWG gave up, and what their shifted bytes mean once the high bit is set. */
const SHIFTED: Record<string, { base: string; open: RegExp; shut: string }> = {
  "iso-2022-kr": { base: "euc-kr", open: /\x0e/g, shut: "\x0f" },
  csiso2022kr: { base: "euc-kr", open: /\x0e/g, shut: "\x0f" },
  "hz-gb-2312": { base: "gbk", open: /~\{/g, shut: "~}" },
};

/** Whether a label names a seven-bit set that shifts between ASCII and two-byte characters. */
export function isShiftedCharset(label: string): boolean {
  return Object.hasOwn(SHIFTED, label);
}

/**
 * Decodes ISO-2022-KR and HZ-GB-2312: the bytes between the shifts get their high bit and
 * are read as the eight-bit set of the same characters.
 *
 * @returns the text; bytes of an unknown label are read as ASCII.
 * @example
 * decodeShifted(Buffer.from("~{VPND~}"), "hz-gb-2312"); // "中文"
 */
export function decodeShifted(bytes: Uint8Array, label: string): string {
  const source = Buffer.from(bytes).toString("latin1").replaceAll("\x1b$)C", "");
  const set = SHIFTED[label];
  if (set === undefined) return source;
  const decoder = new TextDecoder(set.base);
  const [first = "", ...shifted] = source.split(set.open);
  const rest = shifted.map((piece) => {
    const end = piece.indexOf(set.shut);
    const inside = end < 0 ? piece : piece.slice(0, end);
    const after = end < 0 ? "" : piece.slice(end + set.shut.length);
    const raised = Uint8Array.from(inside, (character) => character.charCodeAt(0) | 0x80);
    return decoder.decode(raised) + after;
  });
  return (first + rest.join("")).replaceAll("~~", "~");
}
