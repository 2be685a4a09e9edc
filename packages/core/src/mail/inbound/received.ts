import * as Attachment from "../../attachment/index.ts";
import { type Ctx, conflict, type Loaded } from "../../kernel/index.ts";
import { append, type Change, load, type RecordWrite } from "../../table/index.ts";
import type { ParsedMail } from "../parse/index.ts";
import { addressOf } from "../token.ts";
import type { Finding, InboundMail, Match, Outcome, ReceiveInput, Why } from "./schema.ts";
import { signsOf } from "./signs.ts";
import { inbound } from "./store.ts";

/** What became of a mail. */
export interface Facts {
  readonly outcome: Outcome;
  readonly why: Why;
  readonly reason: string;
  readonly matchedBy: Match;
  readonly trail?: readonly Finding[] | undefined;
  readonly ticketId?: string | undefined;
  readonly rawFile?: string | undefined;
}

/** A mail that is let out of quarantine, by an operation with a key of its own. */
export interface Release {
  readonly op: { readonly name: string; readonly input: { readonly idempotencyKey?: string | undefined } };
  readonly despiteVirus: boolean;
}

/** One mail at one support address, read. */
export interface Arrived {
  readonly id: string;
  readonly input: ReceiveInput & { readonly address: string };
  readonly mail: ParsedMail;
  /** Absent for a mail that comes in now. */
  readonly release?: Release | undefined;
}

/** The receipt as a change of its own aggregate, the state it will have, and what moves with it. */
export interface Receipt {
  readonly change: Change;
  readonly state: InboundMail;
  readonly records: readonly RecordWrite[];
}

/** As things are at this try. @throws CONFLICT for a release that another was faster with */
export async function received(ctx: Ctx, arrived: Arrived, facts: Facts): Promise<Receipt> {
  const { id, release } = arrived;
  if (!release) return receipt(ctx, { agg: inbound, id, before: null, drafts: [arrival(arrived, facts)] });
  const before = await load(ctx, inbound, id);
  if (before?.state.outcome !== "QUARANTINED") throw conflict("This mail was let out of quarantine right now.");
  const drafts = [letOut(arrived, facts, release)];
  // The ticket has an original of its own: what is erased there must not lie on here.
  const replaced = facts.rawFile === undefined ? [] : [before.state.rawFile].filter((file) => file !== undefined);
  return receipt(ctx, { agg: inbound, id, before, drafts }, await Attachment.release(ctx, replaced));
}

function receipt(ctx: Ctx, change: Change, records: readonly RecordWrite[] = []): Receipt {
  return { change, state: (append(ctx, change).after as Loaded<InboundMail>).state, records };
}

function arrival(arrived: Arrived, facts: Facts) {
  const { input, mail } = arrived;
  const { rawFile } = facts;
  const content = {
    address: input.address,
    from: (mail.from?.address || input.envelopeFrom).slice(0, 320).toWellFormed(),
    subject: mail.subject.slice(0, 500).toWellFormed(),
    ...(rawFile === undefined ? {} : { rawFile }),
    ...(facts.outcome === "QUARANTINED" ? { envelope: envelopeOf(arrived) } : {}),
  };
  return { type: "mail.received", payload: { ...judged(arrived, facts), verdicts: input.verdicts }, content };
}

function letOut(arrived: Arrived, facts: Facts, { despiteVirus }: Release) {
  const { rawFile } = facts;
  const payload = { ...judged(arrived, facts), ...(despiteVirus ? { despiteVirus } : {}) };
  return { type: "mail.released", payload, content: rawFile === undefined ? {} : { rawFile } };
}

const judged = ({ mail, input }: Arrived, { outcome, why, reason, matchedBy, ticketId, trail = [] }: Facts) => ({
  outcome,
  why,
  reason,
  matchedBy,
  ...(ticketId === undefined ? {} : { ticketId }),
  trail: [...trail],
  signs: [...signsOf(mail, input.envelopeFrom)],
});

/** More of them than that are no one mail's to one address. */
const MOST_RECIPIENTS = 50;

/** The sender, and by which of its names the support address was reached: a reply address may be among them. */
function envelopeOf({ input }: Arrived) {
  const own = addressOf(input.address).toLowerCase();
  const recipients = input.recipients.filter((one) => addressOf(one).toLowerCase() === own && one.length <= 320);
  return {
    from: input.envelopeFrom.toWellFormed(),
    recipients: recipients.slice(0, MOST_RECIPIENTS).map((one) => one.toWellFormed()),
  };
}
