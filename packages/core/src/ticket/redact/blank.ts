import { BLANK, prefixOf } from "../../kernel/index.ts";
import { plainPattern } from "./pattern.ts";

/** A text with every occurrence of another blanked, whatever its length. */
export const blanked = (value: string, text: string): string => value.replace(plainPattern(text), BLANK);

export const holdsText = (value: string, text: string): boolean => value.search(plainPattern(text)) >= 0;

/** What says what a file is, and not what somebody wrote. */
const FIXED: ReadonlySet<string> = new Set(["contentType"]);

/** Everything somebody wrote inside a content, blanked alike; ids and types stay, so that nothing dangles. */
export function blankedIn(content: unknown, text: string): unknown {
  if (typeof content === "string") return prefixOf(content) === null ? blanked(content, text) : content;
  if (Array.isArray(content)) return content.map((item) => blankedIn(item, text));
  if (content === null || typeof content !== "object") return content;
  return Object.fromEntries(
    Object.entries(content).map(([key, item]) => [key, FIXED.has(key) ? item : blankedIn(item, text)]),
  );
}
