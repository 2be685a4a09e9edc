import { type LabelKind, readLabel } from "./labels.ts";
import { type Line, nextFilled } from "./lines.ts";

/** The printed header of a quoted or forwarded message. */
export type HeaderBlock = {
  /** Index of the first line below it. */
  end: number;
  fields: Partial<Record<LabelKind, string>>;
};

/** How sure the place is: below a drawn line less is enough than in the middle of a text. */
export type Trust = "inText" | "belowRule";

const MAX_LINES = 25;

const ADDRESS_KINDS = new Set<LabelKind>(["from", "to", "cc", "other"]);

/** A value may stand below its label, and a long To line goes on in the next line. */
function continues(kind: LabelKind, previous: string, line: string): boolean {
  if (previous === "") return true;
  if (!ADDRESS_KINDS.has(kind)) return false;
  return /[,;]$/.test(previous) || /^["'<]?[^:]{0,200}@[^:]{0,200}[>;,]?$/.test(line);
}

type Reading = { fields: Partial<Record<LabelKind, string>>; last: LabelKind | null; unknown: number };

function takeLine(reading: Reading, bare: string): boolean {
  const label = readLabel(bare);
  if (label?.kind != null) {
    if (reading.fields[label.kind] === undefined) reading.fields[label.kind] = label.value;
    // A second From begins the header of the next message in the chain.
    else if (label.kind === "from") return false;
    reading.last = label.kind;
    return true;
  }
  const known = Object.keys(reading.fields).length;
  if (reading.last !== null && continues(reading.last, reading.fields[reading.last] ?? "", bare)) {
    reading.fields[reading.last] = `${reading.fields[reading.last] ?? ""} ${bare}`.trim();
    return true;
  }
  if (label === null || known < 2) return false;
  reading.unknown += 1;
  return reading.unknown <= 3;
}

function isHeader({ fields }: Reading, trust: Trust): boolean {
  const kinds = Object.keys(fields).filter((kind) => kind !== "other").length;
  const values = Object.values(fields).join(" ");
  // Hotmail of old prints Date and To alone; a time and an address make that sure enough.
  if (fields.from === undefined) return kinds >= 2 && /\d:\d{2}/.test(fields.date ?? "") && values.includes("@");
  if (trust === "belowRule") return kinds >= 2;
  // A customer's own list ("From: Paris, To: Rome, Date: May") has neither subject nor address.
  return kinds >= 3 && (fields.subject !== undefined || values.includes("@"));
}

/**
 * Reads the printed header of a quoted message: From, Sent, To, Subject in any order and
 * in many languages.
 *
 * @param start index of its first line
 * @returns null when there is no such header
 * @example
 * readHeaderBlock(lines, 4, "inText")?.fields.subject; // "Your order"
 */
export function readHeaderBlock(lines: readonly Line[], start: number, trust: Trust): HeaderBlock | null {
  const reading: Reading = { fields: {}, last: null, unknown: 0 };
  if (readLabel(lines[start]?.bare ?? "")?.kind == null) return null;
  let at = start;
  let end = start;
  while (at < lines.length && at - start < MAX_LINES) {
    const bare = lines[at]?.bare ?? "";
    if (bare === "") {
      // One blank line between fields comes from HTML paragraphs; more ends the header.
      const next = nextFilled(lines, at);
      const isGap =
        next - at <= 1 && readLabel(lines[next]?.bare ?? "")?.kind != null && reading.fields.subject === undefined;
      if (!isGap) break;
      at = next;
      continue;
    }
    if (!takeLine(reading, bare)) break;
    at += 1;
    end = at;
  }
  return isHeader(reading, trust) ? { end, fields: reading.fields } : null;
}

/**
 * Whether below a drawn line stands a header in a language we do not know: three lines of
 * the form `label: value`, one with an address or a time.
 */
export function looksLikeForeignHeader(lines: readonly Line[], start: number): boolean {
  const first = nextFilled(lines, start);
  const labelled = lines.slice(first, first + 6).filter((line) => /^[^\s:：][^:：]{0,30}[:：]\s?\S/.test(line.bare));
  const values = labelled.map((line) => line.bare).join(" ");
  return labelled.length >= 3 && labelled[0] === lines[first] && /@|\d[:.h]\d{2}/.test(values);
}
