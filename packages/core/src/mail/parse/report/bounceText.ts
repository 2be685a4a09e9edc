import { MAX_REPORT_RECIPIENTS } from "../limits.ts";
import { headerText } from "../text.ts";
import type { BouncedRecipient } from "../types.ts";
import { isDeadAddress } from "./permanence.ts";
import { bestStatus } from "./status.ts";

/** Where the returned message begins; what is printed below says nothing about the failure. */
const RETURNED =
  /^[\s\-=*_#>]{0,30}(?:original message|original message headers|message headers? follow|below this line is a copy|this is a copy of|unsent message|returned message|the following (?:message )?headers|message header|begin message|message text follows|included is a copy|content of the returned|undelivered message|ursprüngliche nachricht|received:|return-path:|dkim-signature:)/i;
const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/;
const FAILURE =
  /\b[45]\d\d[ -]|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)|unknown|undeliver|not (?:be )?(?:deliver|found|exist|listed)|fail|reject|refus|quota|full|denied|invalid|no such/i;
const MAX_LINES = 400;
const CONTEXT_LINES = 8;

type Mention = { address: string; at: number; rank: number };

/** How surely a line names the failed recipient: 0 stands alone, 1 in an SMTP dialogue, 2 amid words. */
function rankOf(line: string, address: string): number {
  const before = line.slice(0, line.indexOf(address));
  if (/^[\s<"'(*:-]{0,40}$/.test(before) || /(?:recipient|user|to|address)s?\s{0,3}:[\s<"]{0,5}$/i.test(before))
    return 0;
  if (/rcpt to:?\s?<?$/i.test(before)) return 1;
  return 2;
}

function mentions(lines: readonly string[], excluded: ReadonlySet<string>): Mention[] {
  return lines.flatMap((line, at) => {
    const address = ADDRESS.exec(line.slice(0, 500))?.[0];
    if (address === undefined || excluded.has(address.toLowerCase()) || /^(?:postmaster|mailer-daemon)@/i.test(address))
      return [];
    return [{ address, at, rank: rankOf(line, address) }];
  });
}

/** The lines around a mention that tell why. */
function diagnosticAt(lines: readonly string[], at: number): string {
  const near = lines.slice(at, at + CONTEXT_LINES).filter((line) => FAILURE.test(line));
  const found = near.length > 0 ? near : lines.filter((line) => FAILURE.test(line)).slice(0, 4);
  return headerText(found.join(" "), 1_000);
}

function toRecipient(lines: readonly string[], address: string, at: number): BouncedRecipient {
  const diagnostic = diagnosticAt(lines, at);
  const status = bestStatus(null, diagnostic);
  const permanent = isDeadAddress({ status, diagnostic, diagnosticType: "smtp" });
  return { address, originalAddress: null, status, diagnostic: diagnostic === "" ? null : diagnostic, permanent };
}

/** The part of a bounce's text that its mail server wrote. */
function serverLines(text: string): string[] {
  const lines = text
    .split("\n")
    .slice(0, MAX_LINES)
    .map((line) => line.slice(0, 1_000));
  const end = lines.findIndex((line, at) => at > 0 && RETURNED.test(line));
  return end < 0 ? lines : lines.slice(0, end);
}

/**
 * Reads the failed recipients of a bounce that carries no delivery status, from its words.
 *
 * @param text of the bounce
 * @param named addresses of X-Failed-Recipients; they are believed
 * @param excluded lower-case addresses that are not the recipient: ours and the daemon's
 * @example
 * readBounceText("<ada@a.example>: user unknown", [], new Set())[0]?.address; // "ada@a.example"
 */
export function readBounceText(
  text: string,
  named: readonly string[],
  excluded: ReadonlySet<string>,
): BouncedRecipient[] {
  const lines = serverLines(text);
  if (named.length > 0) {
    return named.map((address) =>
      toRecipient(
        lines,
        address,
        Math.max(
          0,
          lines.findIndex((line) => line.includes(address)),
        ),
      ),
    );
  }
  const found = mentions(lines, excluded);
  const best = Math.min(...found.map(({ rank }) => rank), 2);
  const unique = new Map(
    found
      .filter(({ rank }) => rank === best)
      .reverse()
      .map((mention) => [mention.address.toLowerCase(), mention]),
  );
  const chosen = [...unique.values()].reverse().slice(0, best === 2 ? 1 : MAX_REPORT_RECIPIENTS);
  return chosen.map(({ address, at }) => toRecipient(lines, address, at));
}

/** Whether a text speaks of a failed delivery with a code or in the usual words. */
export function speaksOfFailure(text: string): boolean {
  const words = serverLines(text).join("\n");
  return /\b(?:45\d|55\d|421|501)\b|(?<![\d.])[45]\.\d\.\d{1,3}|user unknown|not (?:be )?deliver|unable to deliver|undeliver|delivery (?:has )?fail|could not be (?:sent|delivered)|returned to (?:you|sender)|not listed in/i.test(
    words,
  );
}
