import type { Found, Rule, Sign, Verdicts, Why } from "@switchboard/core/mail";
import { enumOf } from "./enums.ts";

export const MailRule = enumOf<Rule>("MailRule", "By what the ticket of a mail is looked for, in this order.", {
  TOKEN: "Our signed reply address, wherever the mail names it.",
  REFERENCES: "Messages of a ticket in In-Reply-To and References.",
  SUBJECT: "The number of a ticket in the subject.",
});

export const MailFinding = enumOf<Found>("MailFinding", "What a rule found.", {
  ABSENT: "The mail names nothing of the kind.",
  NOT_OURS: "What it names means no ticket of this desk.",
  GONE: "A ticket that is deleted, or not for customers.",
  STRANGER: "A ticket in which the sender takes no part.",
  COPIED: "A ticket that the sender gets copies of.",
  OWNER: "The sender's own ticket.",
});

export const InboundWhy = enumOf<Why>("InboundWhy", "Why a mail became what it became.", {
  MATCHED: "A rule found its ticket.",
  NOTHING_NAMED: "No rule found a ticket.",
  NO_PART_IN_IT: "It refers to a ticket in which its sender takes no part.",
  FORGED: "It names a ticket, but its sender failed DMARC.",
  SAME_CONTENT: "The same mail came before.",
  REPORT: "It reports on a mail that this desk sent.",
  SPAM: "The carrier called it spam.",
  VIRUS: "The carrier found a virus in it.",
  OWN_ADDRESS: "It came from a support address of this desk.",
  OWN_MESSAGE: "It carries the id of a mail that this desk sent.",
  NO_SENDER: "It names no sender that mail could reach.",
});

export const MachineSign = enumOf<Sign>("MachineSign", "By what a mail is known to be a machine's.", {
  AUTO_SUBMITTED: "Auto-Submitted is not `no`.",
  PRECEDENCE: "Precedence is bulk, list, junk or the like.",
  LIST_ID: "It came over a mailing list.",
  RESPONSE_SUPPRESS: "X-Auto-Response-Suppress asks for no automatic answers.",
  NULL_RETURN_PATH: "Its return path is empty.",
  OTHER: "It says so in another way.",
});

export const MailVerdict = enumOf<Verdicts["dmarc"]>("MailVerdict", "What the carrier found out.", {
  PASS: "It is as it should be.",
  FAIL: "It is not.",
  GRAY: "It cannot be said.",
  PROCESSING_FAILED: "It could not be looked at.",
});
