type Delimiter = { start: number; end: number; isLast: boolean };

const LF = 0x0a;

/** The delimiter line that starts at `at`, or null when it is not one. */
function delimiterAt(body: Buffer, at: number, marker: Buffer): Delimiter | null {
  if (at > 0 && body[at - 1] !== LF) return null;
  const lineFeed = body.indexOf(LF, at);
  const end = lineFeed < 0 ? body.length : lineFeed + 1;
  const tail = body.subarray(at + marker.length, Math.min(end, at + marker.length + 100)).toString("latin1");
  const isLast = tail.startsWith("--");
  return (isLast ? tail.slice(2) : tail).trim() === "" ? { start: at, end, isLast } : null;
}

function findDelimiters(body: Buffer, boundary: string, max: number): Delimiter[] {
  const marker = Buffer.from(`--${boundary}`, "latin1");
  const found: Delimiter[] = [];
  let at = body.indexOf(marker);
  while (at >= 0 && found.length < max) {
    const delimiter = delimiterAt(body, at, marker);
    if (delimiter !== null) found.push(delimiter);
    if (delimiter?.isLast === true) break;
    at = body.indexOf(marker, delimiter?.end ?? at + 1);
  }
  return found;
}

/** The line break before a delimiter belongs to the delimiter. */
function withoutLastBreak(body: Buffer, start: number, end: number): Buffer {
  let stop = end;
  if (stop > start && body[stop - 1] === LF) stop -= 1;
  if (stop > start && body[stop - 1] === 0x0d) stop -= 1;
  return body.subarray(start, stop);
}

/**
 * Splits a multipart body at its delimiter lines; what stands before and after is no part.
 *
 * @param max the number of delimiters that are looked at
 * @returns null when no line is a delimiter of this boundary
 * @example
 * splitSections(Buffer.from("--b\n\none\n--b--\n"), "b", 10)?.length; // 1
 */
export function splitSections(body: Buffer, boundary: string, max: number): Buffer[] | null {
  const found = boundary === "" ? [] : findDelimiters(body, boundary, max);
  if (found.length === 0) return null;
  const openers = found.filter((delimiter) => !delimiter.isLast);
  return openers.map((delimiter, index) => {
    const next = found[index + 1];
    return next === undefined ? body.subarray(delimiter.end) : withoutLastBreak(body, delimiter.end, next.start);
  });
}

/**
 * Finds the boundary a body really uses when its header names none or a wrong one.
 *
 * @returns the boundary, or "" when no line looks like a delimiter that is followed by a header
 * @example
 * guessBoundary(Buffer.from("--b\nContent-Type: text/plain\n\nhi\n--b--")); // "b"
 */
export function guessBoundary(body: Buffer): string {
  const head = body.subarray(0, 16_384).toString("latin1");
  return /(?:^|\n)--([^\s]{1,200})[ \t]{0,20}\r?\n(?:content-|\r?\n)/i.exec(head)?.[1] ?? "";
}
