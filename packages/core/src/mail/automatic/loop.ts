import type { LoopHeaders } from "../parse/index.ts";
import type { AutomaticReason } from "./reason.ts";

/** What of a mail says whether a machine may answer it. */
export interface LoopSigns {
  readonly headers: LoopHeaders;
  readonly auto: { readonly generated: boolean };
  /** Envelope sender; empty for the null path. */
  readonly envelopeFrom: string;
}

/** Why a machine must not answer a mail, as the mail itself says; null when it may (DOMAIN 7, RFC 3834). */
export function loopReasonOf({ headers, auto, envelopeFrom }: LoopSigns): AutomaticReason | null {
  const { returnPath, autoSubmitted, precedence, listId, autoResponseSuppress } = headers;
  if (envelopeFrom.trim().replace(/^<>$/, "") === "" || returnPath === "") return "NULL_RETURN_PATH";
  if (autoSubmitted !== null && !/^\s*no\s*(?:$|[;(])/i.test(autoSubmitted)) return "AUTO_SUBMITTED";
  if (/^\s*(?:bulk|list|junk|auto[_-]?reply|auto[_-]?generated)\b/i.test(precedence ?? "")) return "PRECEDENCE";
  if (listId !== null) return "LIST";
  if (autoResponseSuppress !== null && !/^\s*none\s*$/i.test(autoResponseSuppress)) return "SUPPRESS_HEADER";
  return auto.generated ? "AUTOMATIC" : null;
}
