import * as z from "zod";
import { type EventCatalogue, email } from "../../kernel/index.ts";

const Verdict = z.enum(["PASS", "FAIL", "GRAY", "PROCESSING_FAILED"]);

/** What SES found out about a message: the only authority on who sent it, never a header inside it. */
export const Verdicts = z.object({ spf: Verdict, dkim: Verdict, dmarc: Verdict, spam: Verdict, virus: Verdict });
export type Verdicts = z.infer<typeof Verdicts>;

export const ReceiveInput = z.object({
  /** The carrier's id of this receipt: the same one again is the same mail again. */
  receiptId: z.string().min(1).max(200),
  /** Envelope recipients of this receipt. */
  recipients: z.array(z.string()).max(1_000),
  /** The support address this is for. */
  address: email,
  /** Envelope sender; empty for the null path. */
  envelopeFrom: z.string().max(320),
  verdicts: Verdicts,
  raw: z.custom<Uint8Array>((value) => value instanceof Uint8Array, "The raw message is bytes."),
});
export type ReceiveInput = z.input<typeof ReceiveInput>;

/** What became of a mail: a ticket, an entry of one, or the reason why neither. */
export const OUTCOMES = [
  "TICKET",
  "ENTRY",
  "DUPLICATE",
  "BOUNCE",
  "COMPLAINT",
  "QUARANTINED",
  "LOOP",
  "NO_SENDER",
] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

/** How the ticket was found. */
export const Match = z.enum(["TOKEN", "REFERENCES", "SUBJECT", "NONE"]);
export type Match = z.infer<typeof Match>;

export const RULES = ["TOKEN", "REFERENCES", "SUBJECT"] as const;
export type Rule = (typeof RULES)[number];

/**
 * What a rule came to: the mail says nothing of the kind; what it says is not of this desk; the ticket is deleted or
 * of the desk alone; its sender takes no part in the ticket, gets copies of it, or is who it belongs to.
 */
export const FINDINGS = ["ABSENT", "NOT_OURS", "GONE", "STRANGER", "COPIED", "OWNER"] as const;
export type Found = (typeof FINDINGS)[number];

/** One step on the way to a ticket. */
export const Finding = z.object({ rule: z.enum(RULES), found: z.enum(FINDINGS), ticketId: z.string().optional() });
export type Finding = z.infer<typeof Finding>;

/** Why a mail became what it became, for programs; `reason` says it to people. */
export const WHYS = [
  "MATCHED",
  "NOTHING_NAMED",
  "NO_PART_IN_IT",
  "FORGED",
  "SAME_CONTENT",
  "REPORT",
  "SPAM",
  "VIRUS",
  "OWN_ADDRESS",
  "OWN_MESSAGE",
  "NO_SENDER",
] as const;
export type Why = (typeof WHYS)[number];

/** By what a mail is known to be a machine's: DOMAIN 7, Loops. OTHER is what else programs say of themselves. */
export const SIGNS = [
  "AUTO_SUBMITTED",
  "PRECEDENCE",
  "LIST_ID",
  "RESPONSE_SUPPRESS",
  "NULL_RETURN_PATH",
  "OTHER",
] as const;
export type Sign = (typeof SIGNS)[number];

/** How a mail was judged. Absent of those that came before this was kept. */
const Judgement = z.object({
  why: z.enum(WHYS).optional(),
  /** The rules tried, in their order, and what each found; none where it did not come so far. */
  trail: z.array(Finding).optional(),
  /** Empty for a mail of a person. */
  signs: z.array(z.enum(SIGNS)).optional(),
});
export type Judgement = z.infer<typeof Judgement>;

/** One receipt of one mail at one support address. */
export interface InboundMail extends Readonly<Judgement> {
  readonly id: string;
  readonly outcome: Outcome;
  /** One sentence on why, for people. */
  readonly reason: string;
  readonly matchedBy: Match;
  readonly ticketId?: string;
  readonly address: string;
  readonly from: string;
  readonly subject: string;
  readonly rawFile?: string;
  readonly verdicts: Verdicts;
  readonly createdAt: number;
  /** When it was let out of quarantine, ms. */
  readonly releasedAt?: number;
}

const Outcomes = Judgement.extend({
  outcome: Outcome,
  reason: z.string(),
  matchedBy: Match,
  ticketId: z.string().optional(),
});

/** Of a mail in quarantine: what finds its place should it be let out. Not there once its sender was blanked. */
const Envelope = z.object({ from: z.string(), recipients: z.array(z.string()) });

/** What of a receipt people wrote, and so can be blanked. */
const Blankable = z.enum(["subject", "from"]);
export type Blankable = z.infer<typeof Blankable>;

export const events = {
  "mail.received": {
    payload: Outcomes.extend({ verdicts: Verdicts }),
    content: z.object({
      address: z.string(),
      from: z.string(),
      subject: z.string(),
      rawFile: z.string().optional(),
      envelope: Envelope.optional(),
    }),
    visibility: "audit",
    editorial: true,
    version: 1,
    says: "A mail came in; `outcome` and `reason` say what became of it, `trail` which rules were tried.",
  },
  "mail.released": {
    payload: Outcomes.extend({ despiteVirus: z.literal(true).optional() }),
    content: z.object({ rawFile: z.string().optional() }),
    visibility: "audit",
    editorial: true,
    version: 1,
    says: "Somebody let a mail out of quarantine; `outcome` and `reason` say what became of it then.",
  },
  "mail.source_requested": {
    payload: z.object({}),
    visibility: "audit",
    editorial: false,
    version: 1,
    says: "Somebody asked for the mail as it came, to download it.",
  },
  "mail.redacted": {
    payload: z.object({ sequence: z.number(), blanked: z.array(Blankable), commitment: z.string() }),
    visibility: "audit",
    editorial: false,
    version: 1,
    says: "Words of the mail were blanked, as those of its ticket were.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
