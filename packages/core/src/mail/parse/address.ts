import { addressParser, decodeWords } from "postal-mime";
import { MAX_ADDRESSES, MAX_VALUE_CHARS } from "./limits.ts";
import { clip, headerText } from "./text.ts";
import type { MailAddress } from "./types.ts";

const MAX_FIELD = 64 * 1024;
const MAX_ADDRESS = 320;

/** A quoted name may hold encoded words all the same; many senders quote them. */
function displayName(name: string): string {
  const decoded = name.includes("=?") ? decodeWords(name) : name;
  const plain = headerText(decoded, MAX_VALUE_CHARS);
  const quoted = /^(['"])(.+)\1$/.exec(plain);
  return quoted?.[2] ?? plain;
}

function bareAddress(address: string): string {
  const plain = headerText(address, MAX_VALUE_CHARS).replaceAll(/[<>]/g, "").trim();
  // To leave a space out would make it somebody else's address.
  if (/\s/.test(plain)) return "";
  const at = plain.lastIndexOf("@");
  return at > 0 && at < plain.length - 1 && plain.length <= MAX_ADDRESS ? plain : "";
}

/**
 * Reads the mailboxes of an address field; groups are opened, entries without an address
 * ("undisclosed recipients") are left out.
 *
 * @param value the field's value, encoded words still encoded
 * @returns at most 1,000 mailboxes, in order
 * @example
 * readAddresses('"Ada" <ada@a.example>, b@b.example');
 * // [{ name: "Ada", address: "ada@a.example" }, { name: "", address: "b@b.example" }]
 */
export function readAddresses(value: string): MailAddress[] {
  return addressParser(clip(value, MAX_FIELD), { flatten: true })
    .slice(0, MAX_ADDRESSES)
    .map((entry) => ({ name: displayName(entry.name), address: bareAddress(entry.address ?? "") }))
    .filter(({ address }) => address !== "");
}

/**
 * Finds the first e-mail address in free text.
 *
 * @returns the address without brackets or `mailto:`, or null
 * @example
 * findAddress("Ada [mailto:ada@a.example]"); // "ada@a.example"
 */
export function findAddress(text: string): string | null {
  const match = /[^\s<>[\]()"',;:|*]{1,64}@[\w\p{L}-]{1,63}(?:\.[\w\p{L}-]{1,63}){0,8}/u.exec(
    clip(text, MAX_VALUE_CHARS),
  );
  return match === null ? null : match[0];
}
