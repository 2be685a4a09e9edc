import { attributionStart } from "./attribution.ts";
import { looksLikeForeignHeader, readHeaderBlock } from "./headerBlock.ts";
import { isQuoted, type Line, nextFilled } from "./lines.ts";
import { isForwardLine, isOriginalLine, isReplyAboveLine, isRuleLine } from "./separators.ts";

/** Lines that introduce a quote: from `start` up to, not including, `end`. */
export type Introduction = { start: number; end: number };

/** The printed header that a line begins, also below lines drawn above it. */
function headerIntroduction(lines: readonly Line[], at: number): Introduction | null {
  const line = lines[at];
  if (line === undefined) return null;
  const isRule = line.mark === "rule" || isRuleLine(line.bare);
  if (!isRule) {
    const header = readHeaderBlock(lines, at, "inText");
    return header === null ? null : { start: at, end: header.end };
  }
  const first = nextFilled(lines, at + 1);
  const header = readHeaderBlock(lines, first, "belowRule");
  if (header !== null) return { start: at, end: header.end };
  return line.mark === "rule" && looksLikeForeignHeader(lines, first) ? { start: at, end: first + 3 } : null;
}

/** A line that says "original message" or "forwarded message", with the header below it. */
function separatorIntroduction(lines: readonly Line[], at: number): Introduction | null {
  const bare = lines[at]?.bare ?? "";
  if (!isForwardLine(bare) && !isOriginalLine(bare)) return null;
  const header = readHeaderBlock(lines, nextFilled(lines, at + 1), "belowRule");
  // "Original message" alone on its line may be somebody's words; with dashes it is not.
  if (header === null && !/^[-–—_=*#>~]{2}/u.test(bare) && !isForwardLine(bare)) return null;
  return { start: at, end: header?.end ?? at + 1 };
}

/**
 * What introduces a quote at a line: a separator, a printed header, or "Ada wrote:" that
 * ends there.
 *
 * @returns null when the line introduces nothing
 * @example
 * introductionAt(readLines("Hi\n\n-----Original Message-----"), 2); // { start: 2, end: 3 }
 */
export function introductionAt(lines: readonly Line[], at: number): Introduction | null {
  const line = lines[at];
  if (line === undefined || isQuoted(line)) return null;
  if (line.mark === "cut") return { start: at, end: at + 1 };
  const header = separatorIntroduction(lines, at) ?? headerIntroduction(lines, at);
  if (header !== null) return header;
  const start = attributionStart(lines, at);
  return start < 0 ? null : { start, end: at + 1 };
}

/**
 * Finds the line that asks to reply above it, quoted or not.
 *
 * @returns its index, or the number of lines when there is none
 * @example
 * replyAboveAt(readLines("Hi\n> ## Please reply above this line ##")); // 1
 */
export function replyAboveAt(lines: readonly Line[]): number {
  const at = lines.findIndex((line) => isReplyAboveLine(line.bare));
  return at < 0 ? lines.length : at;
}
