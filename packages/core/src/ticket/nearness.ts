/** From here on two subjects are likely to be about the same. */
export const NEAR = 0.5;

/** What mail programs put in front of a subject when they answer or forward, in the languages they come in. */
const PREFIXES = /^\s*(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw|odp)\s*(?:\[\d+\])?:\s*)+/i;
/** A ticket's own number, as answers carry it. */
const REFERENCE = /\[#\d+\]/g;

const wordsOf = (subject: string): ReadonlySet<string> =>
  new Set(
    subject
      .normalize("NFKC")
      .replaceAll(REFERENCE, " ")
      .replace(PREFIXES, "")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ""),
  );

/**
 * How near two subjects are, from 0 to 1: the share of their words that both have. Where one of two words or more
 * says nothing that the other does not say too, they are near however much longer that is.
 *
 * @example nearness("Re: Chain slips [#4711]", "chain slips!"); // 1
 */
export function nearness(a: string, b: string): number {
  const [one, other] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.size - y.size) as [
    ReadonlySet<string>,
    ReadonlySet<string>,
  ];
  const shared = [...one].filter((word) => other.has(word)).length;
  if (shared === 0) return 0;
  const share = shared / (one.size + other.size - shared);
  return shared === one.size && shared > 1 ? Math.max(share, NEAR) : share;
}
