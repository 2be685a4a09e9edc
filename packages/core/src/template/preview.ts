import * as z from "zod";
import * as Customer from "../customer/index.ts";
import { authorize, badInput, type Ctx, id, Locale, parse } from "../kernel/index.ts";
import * as Ticket from "../ticket/index.ts";
import { configInForce } from "../workspace/index.ts";
import { type About, addressOf } from "./about.ts";
import { needTemplate } from "./find.ts";
import { type Rendered, renderTemplate, type Source } from "./render.ts";

const PreviewInput = z.object({
  /** The key of a template there is. */
  template: z.string().max(60).optional(),
  /** Or one that is being written. */
  source: z
    .object({
      subject: z.string().max(300).optional(),
      text: z.string().max(50_000),
      html: z.string().max(50_000).optional(),
    })
    .optional(),
  ticketId: id("tkt").optional(),
  customerId: id("cus").optional(),
  locale: Locale.optional(),
});
export type PreviewInput = z.input<typeof PreviewInput>;

/** What a template comes to, and by which version of the configuration. */
export interface TemplatePreview extends Rendered {
  readonly version: number;
}

/**
 * What a template would say, about a ticket or to a customer, without saying it; it names every variable that there is
 * not. What the caller may not read of a customer is masked in it.
 *
 * @throws VALIDATION with the line for a source that is none, BAD_USER_INPUT unless exactly one of `template` and
 * `source` is given, NOT_FOUND, FORBIDDEN
 * @example
 * const { text, unknown } = await Template.previewTemplate(ctx, { template: "on_it", ticketId, locale: "pt-BR" });
 */
export async function previewTemplate(ctx: Ctx, raw: PreviewInput): Promise<TemplatePreview> {
  const { template, source, locale, ...whom } = parse(PreviewInput, raw);
  await authorize(ctx, "workspace:read", {});
  if ((template === undefined) === (source === undefined))
    throw badInput("Give a `template` or a `source`, one of both.", ["template"]);
  const { version, config } = await configInForce(ctx);
  const about = { ...(await aboutOf(ctx, whom)), config };
  const address = addressOf(config, about.ticket);
  const spoken = locale ?? about.customer?.locale ?? address?.locale ?? "en";
  const found: Source = source
    ? { bodies: [{ locale: spoken, ...source }] }
    : needTemplate(config, template ?? "", ["template"]);
  return { ...(await renderTemplate(ctx, found, { ...about, address }, locale)), version };
}

interface Whom {
  readonly ticketId?: string | undefined;
  readonly customerId?: string | undefined;
}

/** Whom a rendering is for, as the caller may see them. @throws NOT_FOUND, FORBIDDEN */
export async function aboutOf(ctx: Ctx, { ticketId, customerId }: Whom): Promise<Omit<About, "config">> {
  const ticket = ticketId === undefined ? undefined : await Ticket.get(ctx, ticketId);
  const whose = customerId ?? ticket?.customerId;
  const named = whose === undefined ? undefined : await Customer.get(ctx, whose);
  const agentId = ctx.actor.kind === "agent" ? ctx.actor.agentId : undefined;
  return { ticket, customer: named && (await withRoot(ctx, named)), agentId };
}

/** What is not known of somebody by themselves is that of whoever stands for them. */
async function withRoot(ctx: Ctx, named: Customer.Customer): Promise<Customer.Customer> {
  if (!named.merged) return named;
  const root = await Customer.standsFor(ctx, named.id);
  const shown = root && (await Customer.get(ctx, root.id));
  return shown ? { ...shown, ...named } : named;
}
