import { MAX_BODY_CHARS } from "../limits.ts";
import {
  decodeBytes,
  guessCharset,
  hasJapaneseEscape,
  isNativeCharset,
  isUnknownCharset,
  isUtf8,
  needsOurDecoder,
} from "./charset.ts";
import { type ContentFields, readContentFields, withoutFields } from "./contentFields.ts";
import { decodeTransfer } from "./transfer.ts";

/** A part to be put back into the message. */
export type Leaf = { header: Buffer; body: Buffer };

/** The MIME reader keeps every line of an unencoded body apart, which is slow for long ones. */
const MAX_UNENCODED = 32 * 1024;

/** Of a text body, still encoded: quoted-printable of four-byte characters takes twelve for each. */
const MAX_RAW_BYTES = MAX_BODY_CHARS * 6;

/** What the MIME reader puts into the text or HTML of the message, and not among the files. */
export function isBodyText(fields: ContentFields): boolean {
  return (fields.type === "text/plain" || fields.type === "text/html") && fields.disposition !== "attachment";
}

function asBase64(header: Buffer, body: Uint8Array, contentType: string | null): Leaf {
  const dropped = ["content-transfer-encoding", ...(contentType === null ? [] : ["content-type"])];
  const rest = withoutFields(header.toString("latin1"), dropped);
  const type = contentType === null ? "" : `Content-Type: ${contentType}\r\n`;
  const mended = Buffer.from(`${rest}${type}Content-Transfer-Encoding: base64\r\n`, "latin1");
  return { header: mended, body: Buffer.from(Buffer.from(body).toString("base64"), "latin1") };
}

/** The charset a text body is really in, or null when its label does. */
function realCharset(bytes: Uint8Array, label: string): string | null {
  const isSaid =
    label !== "" && label !== "utf-8" && label !== "us-ascii" && label !== "ascii" && !isUnknownCharset(label);
  if (isSaid && !needsOurDecoder(label)) return null;
  const isSevenBit = bytes.every((byte) => byte < 0x80);
  if (isSaid) return isSevenBit && isNativeCharset(label) ? null : label;
  if (isSevenBit && !hasJapaneseEscape(bytes)) return null;
  if ((label === "" || label === "utf-8") && isUtf8(bytes) && !hasJapaneseEscape(bytes)) return null;
  return guessCharset(bytes);
}

function mendText({ header, body }: Leaf, fields: ContentFields): Leaf | null {
  // More than is read of it, so that the reader sees that it is too long; all of it stands in the original.
  const isLong = body.length > MAX_RAW_BYTES;
  const bytes = decodeTransfer(isLong ? body.subarray(0, MAX_RAW_BYTES) : body, fields.encoding);
  const charset = realCharset(bytes, fields.charset);
  if (charset === null && fields.isMalformed) return asBase64(header, bytes, "text/plain; charset=utf-8");
  if (charset === null) {
    const isReadable = fields.encoding === "base64" || fields.encoding === "quoted-printable";
    const isShort = body.length <= MAX_UNENCODED && !fields.encoding.includes("uu");
    return (isReadable || isShort) && !isLong ? null : asBase64(header, bytes, null);
  }
  const text = decodeBytes(bytes, charset);
  return asBase64(header, Buffer.from(text), `${fields.type}; charset=utf-8${fields.flow}`);
}

/**
 * Mends one part that holds no parts.
 *
 * Texts whose charset label is wrong, missing or rare are rewritten in UTF-8. Files that
 * are not base64 are made so: the MIME reader takes them line by line and would hand on
 * their line ends changed and one too many.
 *
 * @returns the part to use instead, or null when it is good as it is
 * @example
 * mendLeaf({ header, body }, readContentFields(header.toString("latin1")));
 */
export function mendLeaf(leaf: Leaf, fields: ContentFields): Leaf | null {
  if (isBodyText(fields)) return mendText(leaf, fields);
  if (fields.encoding === "base64") return null;
  return asBase64(leaf.header, decodeTransfer(leaf.body, fields.encoding), null);
}

/** A multipart that may not or cannot be opened, as one file. */
export function closedLeaf({ header, body }: Leaf): Leaf {
  return asBase64(header, body, "application/octet-stream");
}

/** A multipart without parts: its body is all there is to read. */
export function plainLeaf({ header, body }: Leaf): Leaf {
  const text = decodeBytes(body, "");
  return asBase64(header, Buffer.from(text), "text/plain; charset=utf-8");
}

/**
 * A named text behind the body of a message is a file, even where its sender forgot to say
 * so; the MIME reader would run it into the body.
 *
 * @returns the header with `Content-Disposition: attachment`; untouched for all other parts
 * @example
 * namedTextAsFile(Buffer.from('Content-Type: text/plain; name="log.txt"\r\n'));
 */
export function namedTextAsFile(header: Buffer): Buffer {
  const text = header.toString("latin1");
  const { type, disposition } = readContentFields(text);
  const isText = type === "text/plain" || type === "text/html";
  if (!isText || disposition === "attachment" || !/[;\s](?:file)?name\*?(?:\d{1,2}\*?)?\s{0,9}=/i.test(text))
    return header;
  const mended = /^content-disposition[ \t]*:/im.test(text)
    ? text.replace(/^(content-disposition[ \t]*:\s{0,9})[\w-]*/im, "$1attachment")
    : `${text}${text.endsWith("\n") ? "" : "\r\n"}Content-Disposition: attachment\r\n`;
  return Buffer.from(mended, "latin1");
}
