import PostalMime, { type Attachment, type Email } from "postal-mime";
import { MAX_DEPTH, MAX_HEADER_BYTES } from "../limits.ts";
import type { Problems } from "../problems.ts";
import { repairMessage } from "./repair.ts";

/** A message taken apart: header fields in order, bodies and files decoded. */
export type MimeMessage = {
  /** Lower-case name, unfolded value, encoded words still encoded. */
  fields: { name: string; value: string }[];
  text: string;
  html: string | null;
  files: Attachment[];
};

function toMessage(email: Email): MimeMessage {
  return {
    fields: email.headers.map(({ key, value }) => ({ name: key, value })),
    text: email.text ?? "",
    html: email.html ?? null,
    files: email.attachments,
  };
}

/**
 * Takes a raw message apart.
 *
 * @param raw the message as received
 * @param problems gets a name for everything that was cut, guessed or lost
 * @returns an empty message when nothing can be read; never rejects
 * @example
 * const { fields, text } = await readMime(raw, collectProblems());
 */
export async function readMime(raw: Uint8Array, problems: Problems): Promise<MimeMessage> {
  try {
    const email = await PostalMime.parse(repairMessage(raw, problems), {
      forceRfc822Attachments: true,
      // Room for what the repair adds; it keeps the real limits itself and goes on reading.
      maxNestingDepth: MAX_DEPTH + 4,
      maxHeadersSize: MAX_HEADER_BYTES * 4,
    });
    return toMessage(email);
  } catch {
    problems.add("message: not readable");
    return { fields: [], text: "", html: null, files: [] };
  }
}
