import { readerFor } from "./pattern.ts";

/** Messages inside messages that are looked into. */
const DEPTH = 3;

/**
 * Whether the original of a mail holds a text, however it was packed: in its words, in what they quote, in a header
 * or a file. One in a character set that nobody can read holds everything: it is better gone.
 */
export function originalHolds(raw: Uint8Array, text: string): boolean {
  const packed = Buffer.from(raw).toString("latin1");
  const readers = readersOf(packed);
  return readers === null || holds(packed, { finds: readerFor(text), readers }, DEPTH);
}

interface Looking {
  readonly finds: (value: string) => boolean;
  readonly readers: readonly InstanceType<typeof TextDecoder>[];
}

function holds(packed: string, looking: Looking, depth: number): boolean {
  const unpacked = new Set([packed, quotedPrintable(packed), encodedWords(packed), percents(packed)]);
  if ([...unpacked].some((bytes) => reads(bytes, looking))) return true;
  return depth > 0 && base64Parts(packed).some((part) => holds(part, looking, depth - 1));
}

const reads = (bytes: string, { finds, readers }: Looking): boolean =>
  readers.some((reader) => finds(reader.decode(Buffer.from(bytes, "latin1"))));

/** One for each character set that the message names; null when there is one that nobody can read. */
function readersOf(packed: string): readonly InstanceType<typeof TextDecoder>[] | null {
  const named = [
    ...packed.matchAll(/charset\s{0,5}=\s{0,5}"?([\w.:+-]+)/gi),
    ...packed.matchAll(/=\?([\w.:+-]+)\?[bq]\?/gi),
  ];
  const labels = new Set(["utf-8", "latin1", ...named.map(([, label = ""]) => label.toLowerCase())]);
  try {
    return [...labels].map((label) => new TextDecoder(label));
  } catch {
    return null;
  }
}

const byteOf = (_: string, digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));

const quotedPrintable = (packed: string): string =>
  packed.replace(/=[ \t]{0,80}\r?\n/g, "").replace(/=([0-9a-f]{2})/gi, byteOf);

const percents = (packed: string): string => packed.replace(/%([0-9a-f]{2})/gi, byteOf);

/** Words of headers; two that stand together are one. */
const encodedWords = (packed: string): string =>
  packed
    .replace(/\?=\s{1,80}=\?/g, "?==?")
    .replace(/=\?[\w.:+*-]{1,60}\?([bq])\?([^?\r\n]{0,500})\?=/gi, (_, way: string, word: string) =>
      way.toLowerCase() === "b" ? fromBase64(word) : word.replaceAll("_", " ").replace(/=([0-9a-f]{2})/gi, byteOf),
    );

const fromBase64 = (word: string): string => Buffer.from(word, "base64").toString("latin1");

/** What stands packed behind each header that says so, up to the boundary that ends it. */
function base64Parts(packed: string): readonly string[] {
  const parts: string[] = [];
  const header = /content-transfer-encoding:\s{0,5}base64/gi;
  for (let found = header.exec(packed); found; found = header.exec(packed)) {
    const empty = /\r?\n\r?\n/g;
    empty.lastIndex = header.lastIndex;
    if (!empty.exec(packed)) break;
    const end = packed.indexOf("\n--", empty.lastIndex);
    header.lastIndex = end < 0 ? packed.length : end;
    parts.push(fromBase64(packed.slice(empty.lastIndex, header.lastIndex)));
  }
  return parts;
}
