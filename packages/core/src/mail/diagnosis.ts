import { authorize, type Ctx, notFound } from "../kernel/index.ts";
import { load } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { type AutomaticAnswer, automaticAnswerTo } from "./automatic/read.ts";
import type { Finding, Match, Outcome, Sign, Verdicts, Why } from "./inbound/schema.ts";
import { inbound } from "./inbound/store.ts";

/** A code, and the same for people. */
export interface Said<C extends string> {
  readonly code: C;
  readonly says: string;
}

/** One rule that was tried, and what it found. */
export interface Step extends Finding {
  readonly says: string;
}

/** Why a mail is where it is. */
export interface Diagnosis {
  readonly entryId: string;
  readonly ticketId: string;
  readonly inboundId: string;
  readonly outcome: Outcome;
  readonly matchedBy: Match;
  /** Null of a mail that came before this was kept. */
  readonly why: Said<Why> | null;
  /** In their order, up to where one held. */
  readonly trail: readonly Step[];
  readonly verdicts: Verdicts;
  /** Whether the sender was believed to be who the ticket belongs to. */
  readonly verified: boolean;
  /** Whether its message id came before with other content. */
  readonly idReused: boolean;
  /** Whether it counts as a machine's: it moved no status, and nothing automatic answers it. */
  readonly automatic: boolean;
  /** By what. */
  readonly signs: readonly Said<Sign>[];
  /** When it was let out of quarantine, ms. */
  readonly releasedAt: number | null;
  /** What the desk answered to it by itself, or why it did not; null where there was nothing to decide. */
  readonly automaticAnswer: AutomaticAnswer | null;
}

/**
 * Explains how a mail came to be an entry: which rules were tried and what they found, what the carrier said of its
 * sender, whether it counts as a machine's, and what was answered to it automatically, or why nothing was.
 *
 * @throws NOT_FOUND for entries that are no mail of a customer, or that the caller may not see, FORBIDDEN,
 * BAD_USER_INPUT
 * @example const { why, trail } = await Mail.mailDiagnosis(ctx, entry.id);
 */
export async function mailDiagnosis(ctx: Ctx, entryId: string): Promise<Diagnosis> {
  await authorize(ctx, "mail:read", {});
  const { mail, ticketId } = await Ticket.entry(ctx, entryId);
  const found = mail?.receiptId === undefined ? null : await load(ctx, inbound, mail.receiptId);
  if (!mail || !found) throw notFound(entryId, ["entryId"]);
  const automaticAnswer = await automaticAnswerTo(ctx, { ticketId, entryId });
  const { id: inboundId, outcome, matchedBy, why, trail = [], verdicts, signs = [], releasedAt = null } = found.state;
  return {
    entryId,
    ticketId,
    inboundId,
    outcome,
    matchedBy,
    why: why === undefined ? null : { code: why, says: WHY[why] },
    trail: trail.map((finding) => ({ ...finding, says: saysOf(finding) })),
    verdicts,
    verified: mail.verified,
    idReused: mail.idReused ?? false,
    automatic: mail.automatic,
    signs: signs.map((code) => ({ code, says: SIGN[code] })),
    releasedAt,
    automaticAnswer,
  };
}

const WHY: Readonly<Record<Why, string>> = {
  MATCHED: "One of the rules found the ticket it belongs to.",
  NOTHING_NAMED: "No rule found a ticket, so it opened one.",
  NO_PART_IN_IT: "It refers to a ticket in which its sender takes no part, so it opened one that is linked with that.",
  FORGED: "It names a ticket, but its sender failed DMARC, so it opened one of its own.",
  SAME_CONTENT: "The same mail had come in before.",
  REPORT: "It reports on a mail that this desk sent.",
  SPAM: "The carrier called it spam.",
  VIRUS: "The carrier found a virus in it.",
  OWN_ADDRESS: "It came from a support address of this desk.",
  OWN_MESSAGE: "It carries the id of a mail that this desk sent.",
  NO_SENDER: "It names no sender that mail could reach.",
};

const RULE = {
  TOKEN: "a signed reply address in its envelope, To, Cc, Bcc or Delivered-To",
  REFERENCES: "messages of a ticket in In-Reply-To and References",
  SUBJECT: "the number of a ticket in its subject",
} as const;

const FOUND = {
  ABSENT: "it has none",
  NOT_OURS: "it has one that means no ticket of this desk",
  GONE: "its ticket is deleted, or not for customers",
  STRANGER: "its ticket is one in which the sender takes no part",
  COPIED: "its ticket is one that the sender gets copies of",
  OWNER: "its ticket is the sender's own",
} as const;

const saysOf = ({ rule, found }: Finding): string => `Looked for ${RULE[rule]}: ${FOUND[found]}.`;

const SIGN: Readonly<Record<Sign, string>> = {
  AUTO_SUBMITTED: "Its Auto-Submitted header is not `no`.",
  PRECEDENCE: "Its Precedence header is bulk, list, junk or the like.",
  LIST_ID: "It has a List-Id header: it came over a mailing list.",
  RESPONSE_SUPPRESS: "Its X-Auto-Response-Suppress header asks for no automatic answers.",
  NULL_RETURN_PATH: "Its return path is empty, which says that nobody wants an answer.",
  OTHER: "It says in another way that a program wrote it, such as a subject of an absence note.",
};
