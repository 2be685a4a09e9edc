import * as Mails from "@switchboard/core/mail";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { AutomaticAnswer } from "./automaticAnswer.ts";
import { InboundMatch, InboundOutcome } from "./enums.ts";
import { InboundWhy, MachineSign, MailFinding, MailRule, MailVerdict } from "./mailEnums.ts";
import { InboundMail, MailDiagnosis, Ticket } from "./refs.ts";

const MailVerdicts = builder.objectRef<Mails.Verdicts>("MailVerdicts").implement({
  description: "What the carrier found out about a mail: the only authority on who sent it.",
  fields: (t) => ({
    spf: t.expose("spf", { type: MailVerdict, description: "SPF." }),
    dkim: t.expose("dkim", { type: MailVerdict, description: "DKIM." }),
    dmarc: t.expose("dmarc", { type: MailVerdict, description: "DMARC: whether the sender is believed." }),
    spam: t.expose("spam", { type: MailVerdict, description: "FAIL for spam." }),
    virus: t.expose("virus", { type: MailVerdict, description: "FAIL for a virus." }),
  }),
});

const MailStep = builder.objectRef<Mails.Step>("MailStep").implement({
  description: "A rule that was tried, and what it found.",
  fields: (t) => ({
    rule: t.expose("rule", { type: MailRule, description: "The rule." }),
    found: t.expose("found", { type: MailFinding, description: "What it found." }),
    says: t.exposeString("says", { description: "The same as a sentence." }),
    ticket: t.field({
      ...rule("The ticket that it found.", { permission: "ticket:read", cost: 1 }),
      type: Ticket,
      nullable: true,
      resolve: ({ ticketId }, _, { loaders }) => (ticketId === undefined ? null : loaders.ticket.load(ticketId)),
    }),
  }),
});

const MailSign = builder.objectRef<Mails.Said<Mails.Sign>>("MailSign").implement({
  description: "Something by which a mail is known to be a machine's.",
  fields: (t) => ({
    code: t.expose("code", { type: MachineSign, description: "What it is." }),
    says: t.exposeString("says", { description: "The same as a sentence." }),
  }),
});

MailDiagnosis.implement({
  description: "How a mail came to be an entry.",
  fields: (t) => ({
    outcome: t.expose("outcome", { type: InboundOutcome, description: "What became of it." }),
    matchedBy: t.expose("matchedBy", { type: InboundMatch, description: "How it found its ticket." }),
    why: t.field({
      type: InboundWhy,
      nullable: true,
      description: "Why it became that; null of a mail that came before this was kept.",
      resolve: ({ why }) => why?.code,
    }),
    says: t.string({
      nullable: true,
      description: "The same as a sentence.",
      resolve: ({ why }) => why?.says,
    }),
    steps: t.field({
      ...rule("The rules that were tried, up to where one held, at most 3.", { cost: 1, size: 3 }),
      type: [MailStep],
      resolve: ({ trail }) => trail,
    }),
    verdicts: t.expose("verdicts", { type: MailVerdicts, description: "What the carrier said of it." }),
    verified: t.exposeBoolean("verified", {
      description: "Whether its sender is vouched for, and is who the ticket belongs to.",
    }),
    idReused: t.exposeBoolean("idReused", {
      description: "Whether its message id came before with other content: an id can be guessed.",
    }),
    automatic: t.exposeBoolean("automatic", {
      description: "Whether it counts as a machine's: it moved no status, and nothing automatic answers it.",
    }),
    signs: t.field({ type: [MailSign], description: "By what, at most 6.", resolve: ({ signs }) => signs }),
    releasedAt: t.expose("releasedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was let out of quarantine.",
    }),
  }),
});

builder.objectFields(MailDiagnosis, (t) => ({
  automaticAnswer: t.field({
    type: AutomaticAnswer,
    nullable: true,
    description: "What was answered to it automatically, or why nothing was; null where there was nothing to decide.",
    resolve: ({ automaticAnswer }) => automaticAnswer,
  }),
  inboundMail: t.field({
    ...rule("The mail as it came in.", { permission: "mail:read", cost: 1 }),
    type: InboundMail,
    nullable: true,
    resolve: ({ inboundId }, _, { loaders }) => loaders.inboundMail.load(inboundId),
  }),
}));

builder.queryField("mailDiagnosis", (t) =>
  t.field({
    ...rule("How a mail came to be an entry; null for what is no mail that you may see.", {
      permission: "mail:read",
      cost: 3,
    }),
    type: MailDiagnosis,
    nullable: true,
    args: { entryId: t.arg.id({ required: true, description: "The entry." }) },
    resolve: (_, { entryId }, { ctx }) => orNull(Mails.mailDiagnosis(ctx, entryId)),
  }),
);

mutation(
  "releaseMail",
  (t) => ({
    inboundMailId: t.id({ required: true, description: "The mail in quarantine." }),
    despiteVirus: t.boolean({ description: "Let it out although a virus was found in it." }),
  }),
  {
    permission: "mail:release",
    versioned: true,
    says: "Lets a mail out of quarantine: it becomes what it would have become, had it not been called spam.",
    run: (ctx, { inboundMailId, ...input }) => Mails.release(ctx, { inboundId: inboundMailId, ...input }),
    payload: (t) => ({
      inboundMail: t.field({
        type: InboundMail,
        nullable: true,
        description: "The mail, with what became of it.",
        resolve: (p) => p.result,
      }),
    }),
  },
);

mutation("requestMailSource", (t) => ({ inboundMailId: t.id({ required: true, description: "The mail." }) }), {
  permission: "mail:source",
  says: "A link that downloads a mail as it came, good for five minutes. That you asked stands in the audit log. Takes `customer:read_personal` too.",
  run: (ctx, { inboundMailId, ...input }) => Mails.source(ctx, { inboundId: inboundMailId, ...input }),
  payload: (t) => ({
    url: t.string({ nullable: true, description: "The link.", resolve: (p) => p.result?.url }),
  }),
});
