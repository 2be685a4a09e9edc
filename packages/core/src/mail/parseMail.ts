import type { ParsedMail } from "./parse/index.ts";

/** Asking for a module that is there already takes longer than reading many a message. */
let reader: ReturnType<typeof load> | undefined;
const load = async () => import("./parse/index.ts");

/**
 * Reads a message. It never throws and never rejects: what cannot be read is left empty and named in `problems`.
 * The reader is loaded with the first message, so that whoever imports this module for something else does not pay for it.
 *
 * @param raw the RFC 5322 message as received, mbox line allowed
 * @returns the message, every text well-formed Unicode
 * @example
 * const mail = await parseMail(Buffer.from("From: ada@a.example\r\nSubject: Hi\r\n\r\nHello"));
 * mail.from?.address; // "ada@a.example"
 */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  reader ??= load();
  return (await reader).parseMail(raw);
}
