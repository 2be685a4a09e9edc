import { isRefusal } from "@switchboard/core/kernel";

/** An error as a line of the log may show it. */
export interface SafeError {
  readonly name: string;
  readonly code?: string;
  readonly message?: string;
  readonly stack?: string;
  readonly cause?: SafeError;
}

const MAX_CAUSES = 4;
const MAX_FRAMES = 30;

/**
 * Messages quote what they are about: a parser its input, a driver a row, a library whatever it was handed. So:
 *
 * - our own errors and those of AWS keep name, code and message, with everything masked that looks like a secret,
 *   an address, a number to call or a quotation;
 * - of any other error only name, code and stack frames are written. The frames say where it was thrown, and
 *   there the text stands in the source.
 */
export function safeError(error: unknown, causes = MAX_CAUSES): SafeError {
  if (!(error instanceof Error)) return { name: error === null ? "null" : typeof error };
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  return {
    name: wordOf(error.name) ?? "Error",
    ...(wordOf(code) === undefined ? {} : { code: wordOf(code) as string }),
    ...(isRefusal(error) || isOfAws(error) ? { message: masked(error.message) } : {}),
    stack: framesOf(error),
    ...(cause === undefined || causes === 0 ? {} : { cause: safeError(cause, causes - 1) }),
  };
}

const isOfAws = (error: Error): boolean => "$metadata" in error && "$fault" in error;

/** A name or code, where it is one and not a sentence. */
const wordOf = (value: unknown): string | undefined =>
  typeof value === "string" && /^[\w.:-]{1,80}$/.test(value) ? value : undefined;

/** The stack without the message that V8 puts ahead of it, however many lines that has. */
function framesOf({ stack = "", message }: Error): string {
  const frames = stack.replace(message, "").split("\n");
  return frames
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, MAX_FRAMES)
    .join("\n");
}

const MASKS: readonly (readonly [pattern: RegExp, mask: string])[] = [
  [/\bswb_\w+/g, "<key>"],
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, "<token>"],
  [/\bBearer\s+\S+/gi, "<credential>"],
  [/[^\s<>"'`(),;:]+@[^\s<>"'`(),;:]+/g, "<address>"],
  [/\+\d[\d ()/-]{5,}\d/g, "<phone>"],
  [/"[^"]*"|`[^`]*`|(?<!\w)'[^']*'/g, "<quoted>"],
];

/** A text without what must not stand in a log. */
export const masked = (text: string): string =>
  MASKS.reduce((all, [pattern, mask]) => all.replace(pattern, mask), text);
