import { clip, headerText } from "./text.ts";

const MAX_NAME = 240;
const EXTENSIONS: Record<string, string> = {
  "message/rfc822": "eml",
  "message/delivery-status": "txt",
  "message/feedback-report": "txt",
  "text/rfc822-headers": "txt",
  "text/calendar": "ics",
  "text/plain": "txt",
  "text/html": "html",
  "text/csv": "csv",
  "application/pdf": "pdf",
  "application/zip": "zip",
  "application/ms-tnef": "dat",
  "image/jpeg": "jpg",
  "image/jpg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/svg+xml": "svg",
};

/** Marks that reorder text hide the real ending of a name: `exe.txt` shown for `txt.exe`. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Device names that Windows opens instead of a file. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Keeps the ending, which says what the file is, when the name has to be cut. */
function shorten(name: string): string {
  if (name.length <= MAX_NAME) return name;
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : "";
  return clip(name, MAX_NAME - ending.length) + ending;
}

/**
 * Makes a name that is safe to show, to store and to put into a header.
 *
 * @param sent the name as the message gave it, or null
 * @param contentType decides the ending of an invented name
 * @param index counts the files of the message from 0
 * @returns a name without path, control characters or leading dots; never empty, at most 240 characters
 * @example
 * safeName("../../etc/passwd", "text/plain", 0); // "passwd"
 */
export function safeName(sent: string | null, contentType: string, index: number): string {
  const line = headerText(sent ?? "", 4_000).replaceAll(INVISIBLE, "");
  const base =
    line
      .split(/[\\/]/)
      .filter((piece) => piece.replaceAll(/[.\s]/g, "") !== "")
      .at(-1) ?? "";
  const name = base
    .replaceAll(/[<>:"|?*]/g, "_")
    .replace(/^[.\s]{1,200}/, "")
    .replace(/[.\s]{1,200}$/, "");
  if (name === "") return `attachment-${index + 1}.${EXTENSIONS[contentType] ?? "bin"}`;
  return shorten(DEVICE.test(name) ? `_${name}` : name);
}
