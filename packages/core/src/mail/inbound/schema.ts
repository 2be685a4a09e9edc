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

/** One receipt of one mail at one support address. */
export interface InboundMail {
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
}

/** What of a receipt people wrote, and so can be blanked. */
const Blankable = z.enum(["subject", "from"]);
export type Blankable = z.infer<typeof Blankable>;

export const events = {
  "mail.received": {
    payload: z.object({
      outcome: Outcome,
      reason: z.string(),
      matchedBy: Match,
      ticketId: z.string().optional(),
      verdicts: Verdicts,
    }),
    content: z.object({
      address: z.string(),
      from: z.string(),
      subject: z.string(),
      rawFile: z.string().optional(),
    }),
    visibility: "audit",
    editorial: true,
    version: 1,
    says: "A mail came in; `outcome` and `reason` say what became of it.",
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
