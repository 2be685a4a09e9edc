import type { MailAddress } from "../../packages/core/src/mail/parse/index.ts";
import type { Mailbox } from "./sample.ts";

/** Whitespace counts as one blank: what it is made of is nobody's assertion. */
export const squash = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

export const strings = (value: string | readonly string[]): readonly string[] => [value].flat() as string[];

/** Whether a text holds each of these, whitespace apart. */
export const holds = (text: string, wanted: string | readonly string[]): boolean =>
  strings(wanted).every((one) => squash(text).includes(squash(one)));

export function sameMailbox(found: MailAddress | null | undefined, wanted: Mailbox): boolean {
  const sameName = (wanted.name ?? null) === null || squash(wanted.name ?? "") === (found?.name ?? "");
  return sameName && ((wanted.address ?? null) === null || (wanted.address ?? "") === (found?.address ?? ""));
}

export const sameMailboxes = (found: readonly MailAddress[], wanted: readonly Mailbox[]): boolean =>
  wanted.every((one, at) => sameMailbox(found[at], one));
