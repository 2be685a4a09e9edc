import { SEVERAL_SENDERS } from "../parse/index.ts";
import type { Arrived } from "./received.ts";

/**
 * The address that the carrier vouches for as the sender, or null. It checks one of those that a mail names: where
 * there are several, nobody can tell which.
 */
export function vouchedFor({ mail, input }: Arrived): string | null {
  if (input.verdicts.dmarc !== "PASS" || mail.problems.includes(SEVERAL_SENDERS)) return null;
  return mail.from?.address ?? null;
}
