/**
 * Marks that the HTML reader leaves in the text for the quote reader. They are Unicode
 * noncharacters, which no message may send; each stands on a line of its own.
 */
export const MARKS = {
  /** A quote begins, ends. */
  quoteOpen: "\ufdd0",
  quoteClose: "\ufdd1",
  /** Everything below is quote. */
  cut: "\ufdd2",
  /** A drawn line: below may be the header of a quoted message. */
  rule: "\ufdd3",
  /** A signature begins, ends. */
  signatureOpen: "\ufdd4",
  signatureClose: "\ufdd5",
} as const;

const ANY_MARK = /[\ufdd0-\ufdd5]/;

/** Whether a line holds a mark and nothing a person should read. */
export function isMarkLine(line: string): boolean {
  return ANY_MARK.test(line);
}

/**
 * Takes the marks out again.
 *
 * @example
 * withoutMarks("a\n\ufdd0\nb"); // "a\nb"
 */
export function withoutMarks(text: string): string {
  return text
    .split("\n")
    .filter((line) => !isMarkLine(line))
    .join("\n");
}
