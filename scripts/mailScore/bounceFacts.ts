import type { ParsedMail } from "../../packages/core/src/mail/parse/index.ts";
import type { Check } from "./facts.ts";
import type { Expectation } from "./sample.ts";

interface Row {
  readonly recipient?: string;
  readonly status?: string;
  readonly hard?: boolean;
}

/** Codes that a source made up where the report had none. */
const PSEUDO = /^5\.0\.9|^4\.0\.9/;

function rowChecks(mail: ParsedMail, row: Row, at: number): readonly Check[] {
  const found = mail.bounce?.recipients[at];
  const facts: [string, unknown, unknown][] = [
    ["recipient", row.recipient, found?.address],
    ["status", row.status !== undefined && PSEUDO.test(row.status) ? undefined : row.status, found?.status],
    ["hard", row.hard, found?.permanent],
  ];
  return facts
    .filter(([, wanted]) => wanted !== undefined && wanted !== null && wanted !== "")
    .map(([fact, wanted, is]) => ({ family: "bounce", fact: `row${at}.${fact}`, pass: wanted === is }));
}

/** What a delivery report says: whether it is one, what happened, to whom, and whether for good. */
export function bounceChecks(mail: ParsedMail, wanted: Expectation): readonly Check[] {
  const { bounce } = mail;
  const {
    is,
    action,
    recipientCount,
    rows = [],
  } = wanted as {
    is?: boolean;
    action?: string;
    recipientCount?: number;
    rows?: readonly Row[];
  };
  const facts: [string, unknown, unknown][] = [
    ["is", is, bounce !== null],
    ["action", action, bounce?.action],
    ["recipientCount", recipientCount, bounce?.recipients.length],
  ];
  const own = facts
    .filter(([, one]) => one !== undefined && one !== null)
    .map(([fact, one, found]) => ({ family: "bounce", fact, pass: one === found }));
  return [...own, ...rows.flatMap((row, at) => rowChecks(mail, row, at))];
}
