import { type Ctx, isRefusal } from "../../kernel/index.ts";
import { sanitizeHtml } from "../../markup/index.ts";
import * as Template from "../../template/index.ts";
import { type Letter, numbered, type Prepared } from "../delivery/letter.ts";
import { wayBack } from "../token.ts";
import { type About, aboutMessage } from "./about.ts";
import type { AutomaticPurpose } from "./reason.ts";
import { decidedOn } from "./rows.ts";

const GONE = "What it would answer is not there any more.";

/** An automatic answer written anew, as it was decided on. */
export async function automaticLetter(
  ctx: Ctx,
  purpose: AutomaticPurpose,
  at: { readonly ticketId?: string | undefined; readonly sequence?: number | undefined },
): Promise<Prepared> {
  const { ticketId, sequence } = at;
  if (ticketId === undefined || sequence === undefined) return GONE;
  const opened = purpose === "ACKNOWLEDGEMENT" ? 1 : sequence;
  const [about, decided] = await Promise.all([
    aboutMessage(ctx, ticketId, opened),
    decidedOn(ctx, ticketId, { purpose, sequence }),
  ]);
  if (!about || decided?.template == null) return GONE;
  return letterOf(ctx, about, decided.template);
}

/** The answer as a letter; one whose template is gone, or does not render, is withheld and seen as that. */
export async function letterOf(ctx: Ctx, about: About, template: string): Promise<Prepared> {
  const { ticket, to, support, mail } = about;
  if (!to || !support) return GONE;
  if (ticket.deleted || ticket.spam) return "The ticket was deleted, or marked as spam, before it was answered.";
  const rendered = await renderedFor(ctx, about, template);
  if (typeof rendered === "string") return { to: [to], withheld: rendered };
  const { address, name } = support;
  const { replyTo, root } = await wayBack(ctx, address, ticket.id);
  const answered = mail?.messageId;
  return {
    from: { name, address },
    to: [to],
    cc: [],
    replyTo: { name, address: replyTo },
    subject: numbered(rendered.subject ?? `Re: ${ticket.subject}`, ticket),
    text: rendered.text,
    ...(rendered.html === null ? {} : { html: await sanitizeHtml(rendered.html) }),
    attachments: [],
    thread: {
      ...(answered === undefined ? {} : { inReplyTo: answered }),
      references: [root, ...(answered ? [answered] : [])],
    },
    automatic: true,
  } satisfies Letter;
}

/** What it says; in words why it says nothing. */
async function renderedFor(ctx: Ctx, about: About, template: string): Promise<Template.Rendered | string> {
  const { config, ticket, person, support } = about;
  const source = Template.findTemplate(config, template);
  if (!source) return `Its template "${template}" is gone.`;
  const customer = person ? { ...person.root, ...person.named } : undefined;
  try {
    const rendered = await Template.renderTemplate(ctx, source, { ticket, customer, address: support, config });
    return rendered.text.trim() === "" ? `Its template "${template}" comes to no words.` : rendered;
  } catch (e) {
    // A template is refused when it is saved; what fails here fails by the limits of time and space.
    if (!isRefusal(e)) throw e;
    return `Its template "${template}" could not be rendered: ${e.message}`;
  }
}
