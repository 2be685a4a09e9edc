import { decodeWords } from "postal-mime";
import { readAddresses } from "./address.ts";
import { MAX_VALUE_CHARS } from "./limits.ts";
import { clip, headerText } from "./text.ts";
import type { LoopHeaders, MailAddress } from "./types.ts";

/** The header fields of a message, looked up by name. */
export type Headers = {
  has(name: string): boolean;
  /** The first field of that name as one line of text, or null; encoded words are decoded. */
  text(name: string): string | null;
  /** The first field of that name as it came, or null. */
  raw(name: string): string | null;
  /** The mailboxes of every field of these names, each address once. */
  addresses(...names: string[]): MailAddress[];
};

/**
 * Makes header fields answer by name.
 *
 * @param fields in the order of the message; names in lower case
 * @example
 * headersOf([{ name: "subject", value: "Hi" }]).text("subject"); // "Hi"
 */
export function headersOf(fields: readonly { name: string; value: string }[]): Headers {
  const byName = new Map<string, string[]>();
  for (const { name, value } of fields) {
    const values = byName.get(name);
    if (values === undefined) byName.set(name, [value]);
    else if (values.length < 50) values.push(value);
  }
  const raw = (name: string) => byName.get(name)?.[0] ?? null;
  return {
    has: (name) => byName.has(name),
    raw,
    text: (name) => {
      const value = raw(name);
      return value === null ? null : headerText(decodeWords(clip(value, 16_384)), MAX_VALUE_CHARS * 4);
    },
    addresses: (...names) => {
      const all = names.flatMap((name) => byName.get(name) ?? []).flatMap(readAddresses);
      return [...new Map(all.map((mailbox) => [mailbox.address, mailbox])).values()];
    },
  };
}

/** `<>` is the null path: mail that must never be answered. */
function readReturnPath(headers: Headers): string | null {
  const value = headers.raw("return-path");
  if (value === null || value.trim() === "") return null;
  return headers.addresses("return-path")[0]?.address ?? (/<\s{0,9}>/.test(value) ? "" : null);
}

/**
 * The header values that decide about automatic answers.
 *
 * @example
 * readLoopHeaders(headers).precedence; // "bulk"
 */
export function readLoopHeaders(headers: Headers): LoopHeaders {
  return {
    returnPath: readReturnPath(headers),
    autoSubmitted: headers.text("auto-submitted"),
    precedence: headers.text("precedence"),
    listId: headers.text("list-id"),
    autoResponseSuppress: headers.text("x-auto-response-suppress"),
  };
}
