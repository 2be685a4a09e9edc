import { findAddress } from "./address.ts";
import { MAX_VALUE_CHARS } from "./limits.ts";
import { findForward, originalSubject } from "./quote/forward.ts";
import { headerText } from "./text.ts";
import type { Forward, MailAddress } from "./types.ts";

/** `Ada Lovelace <ada@a.example>`, `Ada [mailto:ada@a.example]`, `"Ada" ada@a.example`, ... */
function readPrinted(value: string): MailAddress | null {
  const plain = headerText(value, MAX_VALUE_CHARS).replaceAll("*", "");
  const address = findAddress(plain);
  if (address === null) return null;
  const before = plain.slice(0, plain.indexOf(address)).replace(/(?:mailto:|[<([])[^\p{L}\p{N}]{0,10}$/u, "");
  const name = before
    .replaceAll(/mailto:|[<>[\]()]/g, "")
    .replace(/^[\s"'«»“”]{1,5}/, "")
    .replace(/[\s"'«»“”,;]{1,5}$/, "");
  return { name: name.includes("@") ? "" : name.trim(), address };
}

function readPrintedList(value: string): MailAddress[] {
  const pieces = headerText(value, MAX_VALUE_CHARS * 4).split(/[;,](?=[^"]{0,200}@)/);
  return pieces.slice(0, 100).flatMap((piece) => readPrinted(piece) ?? []);
}

function orNull(value: string | undefined): string | null {
  const plain = headerText(value ?? "", MAX_VALUE_CHARS);
  return plain === "" ? null : plain;
}

/**
 * Reads what a mail forwards.
 *
 * @param text the whole text of the mail
 * @param subject of the mail; gives the original subject when the forward prints none
 * @returns null when the mail forwards nothing
 * @example
 * readForward(text, "Fwd: Broken chain")?.from?.address; // "ada@a.example"
 */
export function readForward(text: string, subject: string): Forward | null {
  const found = findForward(text, subject);
  if (found === null) return null;
  const { fields, body } = found;
  return {
    from: readPrinted(fields.from ?? ""),
    to: readPrintedList(fields.to ?? ""),
    subject: orNull(fields.subject) ?? orNull(originalSubject(subject)),
    date: orNull(fields.date),
    body,
  };
}
