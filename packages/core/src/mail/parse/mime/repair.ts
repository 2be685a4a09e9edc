import { MAX_BYTES, MAX_DEPTH, MAX_HEADER_BYTES, MAX_PARTS } from "../limits.ts";
import type { Problems } from "../problems.ts";
import { charsetLabel } from "./charset.ts";
import { readContentFields, withoutFields } from "./contentFields.ts";
import { repairHeader, type Split, splitHeader } from "./header.ts";
import { closedLeaf, mendLeaf, namedTextAsFile, plainLeaf } from "./leaf.ts";
import { guessBoundary, splitSections } from "./multipart.ts";

type Walk = { out: Buffer[]; problems: Problems; partsLeft: number; headerBytesLeft: number; hint: string };

/** Where a part stands: in a digest parts are messages, later ones of a mixed multipart may be files. */
type Place = { depth: number; inDigest: boolean; isLater: boolean };

const BLANK = Buffer.from("\r\n\r\n");
const LF = Buffer.from("\n");

function boundedHeader(header: Buffer, walk: Walk): Buffer {
  const allowed = Math.max(0, walk.headerBytesLeft);
  walk.headerBytesLeft -= header.length;
  if (header.length <= allowed) return header;
  walk.problems.add("header: too long, cut");
  return header.subarray(0, header.lastIndexOf(0x0a, allowed) + 1);
}

function emit(walk: Walk, header: Buffer, body: Buffer): void {
  const lineEnd = header.length === 0 || header.at(-1) === 0x0a ? BLANK.subarray(2) : BLANK;
  walk.out.push(header, lineEnd, body);
}

function openSections(walk: Walk, { header, body }: Split, boundary: string): Buffer[] | null {
  const sections = splitSections(body, boundary, walk.partsLeft + 1);
  if (sections !== null) return sections;
  const guessed = guessBoundary(body);
  const others = guessed === "" ? null : splitSections(body, guessed, walk.partsLeft + 1);
  // Only a header that can be told the real boundary helps the MIME reader.
  if (others === null || header.length === 0) return null;
  walk.problems.add("multipart: boundary wrong or missing, guessed");
  return others;
}

function emitSections(walk: Walk, split: Split, sections: readonly Buffer[], depth: number): void {
  // A boundary of ours makes nested parts safe from boundaries that are prefixes of each other.
  const boundary = `switchboard-${walk.out.length}-${depth}`;
  const header = split.header.toString("latin1");
  const subtype = /^content-type[ \t]*:\s{0,50}multipart\/([\w.+-]{1,60})/im.exec(header)?.[1] ?? "mixed";
  const type = `Content-Type: multipart/${subtype}; boundary="${boundary}"\r\n`;
  const kept = withoutFields(header, ["content-type", "content-transfer-encoding"]);
  emit(walk, Buffer.from(kept + type, "latin1"), Buffer.alloc(0));
  for (const [index, section] of sections.entries()) {
    if (walk.partsLeft <= 0) {
      walk.problems.add("parts: too many, the rest is left out");
      break;
    }
    walk.partsLeft -= 1;
    walk.out.push(Buffer.from(`\r\n--${boundary}\r\n`));
    const isLater = index > 0 && subtype.toLowerCase() === "mixed";
    repairPart(walk, section, { depth: depth + 1, inDigest: subtype.toLowerCase() === "digest", isLater });
  }
  walk.out.push(Buffer.from(`\r\n--${boundary}--\r\n`));
}

function repairPart(walk: Walk, part: Buffer, { depth, inDigest, isLater }: Place): void {
  const raw = splitHeader(part);
  const whole = boundedHeader(raw.header, walk);
  const bounded = isLater ? namedTextAsFile(whole) : whole;
  const fields = readContentFields(bounded.toString("latin1"));
  const header = repairHeader(bounded, fields.charset || walk.hint);
  const split = { header, body: raw.body };
  if (inDigest && !/^content-type[ \t]*:/im.test(bounded.toString("latin1"))) fields.type = "message/rfc822";
  if (!fields.type.startsWith("multipart/")) {
    const mended = mendLeaf(split, fields) ?? split;
    emit(walk, mended.header, mended.body);
    return;
  }
  const sections = openSections(walk, split, fields.boundary);
  if (sections !== null && depth < MAX_DEPTH) {
    emitSections(walk, split, sections, depth);
    return;
  }
  walk.problems.add(sections === null ? "multipart: no parts found" : "parts: nested too deep");
  const leaf = sections === null ? plainLeaf(split) : closedLeaf(split);
  emit(walk, leaf.header, leaf.body);
}

/** Blank lines before the header would make it body text; old Macs ended lines with CR alone. */
function normalStart(raw: Buffer): Buffer {
  const lines = raw.includes(LF) ? raw : Buffer.from(raw.toString("latin1").replaceAll("\r", "\n"), "latin1");
  const start = lines.subarray(0, 1_024).toString("latin1");
  const junk = /^(?:\xef\xbb\xbf)?[\r\n \t]*(?=[!-9;-~]{1,100}:)/.exec(start)?.[0].length ?? 0;
  return lines.subarray(junk);
}

/**
 * Rewrites a message so that the MIME reader reads all of it: headers in UTF-8, texts in a
 * charset it knows, files byte for byte, nesting and number of parts within our limits.
 *
 * @param raw the message as received
 * @param problems gets a name for everything that was cut or guessed
 * @returns a message with the same content; it never throws for size or nesting
 * @example
 * const email = await PostalMime.parse(repairMessage(raw, problems));
 */
export function repairMessage(raw: Uint8Array, problems: Problems): Buffer {
  if (raw.length > MAX_BYTES) problems.add("message: too long, cut");
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, MAX_BYTES));
  const head = bytes.subarray(0, 65_536).toString("latin1");
  const hint = charsetLabel(/charset\s{0,9}=\s{0,9}"?([\w.:-]{2,40})/i.exec(head)?.[1]);
  const walk: Walk = { out: [], problems, partsLeft: MAX_PARTS, headerBytesLeft: MAX_HEADER_BYTES, hint };
  repairPart(walk, normalStart(bytes), { depth: 0, inDigest: false, isLater: false });
  return Buffer.concat(walk.out);
}
