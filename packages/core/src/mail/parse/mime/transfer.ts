const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? -1 : value;
}

/** Length of a soft line break that starts after the `=` at `at`, or 0. */
function softBreakLength(bytes: Uint8Array, at: number): number {
  let next = at + 1;
  while (bytes[next] === 0x20 || bytes[next] === 0x09) next += 1;
  if (bytes[next] === CR) next += 1;
  return bytes[next] === LF ? next + 1 - at : 0;
}

/**
 * Decodes quoted-printable, leaving what is not legal as it stands.
 *
 * @example
 * decodeQuotedPrintable(Buffer.from("caf=C3=A9")); // bytes of "café"
 */
export function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    const soft = byte === EQUALS ? softBreakLength(bytes, at) : 0;
    const high = byte === EQUALS ? hexValue(bytes[at + 1]) : -1;
    const low = high >= 0 ? hexValue(bytes[at + 2]) : -1;
    if (soft > 0) {
      at += soft;
      continue;
    }
    out[length++] = low >= 0 ? high * 16 + low : byte;
    at += low >= 0 ? 3 : 1;
  }
  return out.subarray(0, length);
}

/** Bytes of one uuencoded line; its first character says how many. */
function decodeUuLine(line: string): number[] {
  const size = (line.charCodeAt(0) - 32) & 63;
  const values = Array.from(line.slice(1), (character) => (character.charCodeAt(0) - 32) & 63);
  const bytes: number[] = [];
  for (let at = 0; bytes.length < size && at < values.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = values.slice(at, at + 4);
    bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
  }
  return bytes.slice(0, size);
}

/**
 * Decodes uuencoded content between `begin` and `end`.
 *
 * @example
 * decodeUuencoded("begin 644 a.txt\n#0V%T\n`\nend\n"); // bytes of "Cat"
 */
export function decodeUuencoded(source: string): Uint8Array {
  const lines = source.split(/\r?\n/);
  const start = lines.findIndex((line) => line.startsWith("begin "));
  const pieces: number[][] = [];
  for (const line of lines.slice(start + 1)) {
    if (line === "end" || line === "`") break;
    if (line !== "") pieces.push(decodeUuLine(line));
  }
  return Uint8Array.from(pieces.flat());
}

/**
 * Undoes a Content-Transfer-Encoding; an unknown one is taken as no encoding.
 *
 * @example
 * decodeTransfer(Buffer.from("SGk="), "base64"); // bytes of "Hi"
 */
export function decodeTransfer(bytes: Uint8Array, encoding: string): Uint8Array {
  if (encoding === "base64") return Buffer.from(Buffer.from(bytes).toString("latin1"), "base64");
  if (encoding === "quoted-printable") return decodeQuotedPrintable(bytes);
  if (/^(x-)?uu(e|encode)?$/.test(encoding)) return decodeUuencoded(Buffer.from(bytes).toString("latin1"));
  return bytes;
}
