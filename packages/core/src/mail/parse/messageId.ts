import { decodeWords } from "postal-mime";
import { MAX_REFERENCES, MAX_VALUE_CHARS } from "./limits.ts";
import { clip, wellFormed } from "./text.ts";

const MAX_FIELD = 64 * 1024;

/**
 * Reads the message ids of a field. Ids never carry their angle brackets, whatever field
 * they come from, so that they can be compared as strings.
 *
 * @param value of Message-ID, In-Reply-To or References
 * @returns ids in order, each once; of a long list the newest are kept
 * @example
 * readIds("<1@a.example>, <2@b.example>"); // ["1@a.example", "2@b.example"]
 */
export function readIds(value: string): string[] {
  const text = clip(value.includes("=?") ? decodeWords(value) : value, MAX_FIELD);
  const bracketed = Array.from(text.matchAll(/<([^<>]{1,2000})>/g), (match) => (match[1] ?? "").replaceAll(/\s/g, ""));
  // Old mailers write free text with the id somewhere in it; without brackets every word counts.
  const words = bracketed.length > 0 ? bracketed : text.split(/[\s,]+/).map((word) => word.replaceAll(/[<>]/g, ""));
  const ids = words.filter((id) => id !== "" && id.length <= MAX_VALUE_CHARS).map(wellFormed);
  return [...new Set(ids)].slice(-MAX_REFERENCES);
}
