import { decodeWords } from "postal-mime";
import { MAX_VALUE_CHARS } from "../limits.ts";
import { readIds } from "../messageId.ts";
import { headerText, wellFormed } from "../text.ts";
import { readGroups } from "./fields.ts";

/** The header of the message that a report returns. */
export type Returned = { messageId: string | null; headers: Record<string, string> };

const MAX_FIELDS = 200;

function messageIdOf(value: string | undefined): string | null {
  return value === undefined ? null : (readIds(value)[0] ?? null);
}

/**
 * Reads the header of a returned message (message/rfc822 or text/rfc822-headers).
 *
 * @param content the decoded part; the body in it is not looked at
 * @example
 * readReturned(content).messageId; // "1@mail.example"
 */
export function readReturned(content: Uint8Array): Returned {
  const headers = new Map<string, string>();
  for (const { name, value } of (readGroups(content)[0] ?? []).slice(0, MAX_FIELDS)) {
    if (!headers.has(name))
      headers.set(name, headerText(decodeWords(wellFormed(value).slice(0, 8_192)), MAX_VALUE_CHARS));
  }
  return { messageId: messageIdOf(headers.get("message-id")), headers: Object.fromEntries(headers) };
}

/**
 * Finds the returned message's id in the text of a bounce that returns no part.
 *
 * @example
 * returnedInText("...\nMessage-ID: <1@mail.example>").messageId; // "1@mail.example"
 */
export function returnedInText(text: string): Returned {
  const line = /^[ \t>|*]{0,20}message-id[ \t]{0,5}:\s{0,5}(\S{1,998})/im.exec(text.slice(0, 500_000));
  return { messageId: messageIdOf(line?.[1]), headers: {} };
}
