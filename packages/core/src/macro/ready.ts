import { type Ctx, invalid, notFound } from "../kernel/index.ts";
import * as Template from "../template/index.ts";
import * as Ticket from "../ticket/index.ts";
import { type Config, configInForce, type Macro } from "../workspace/index.ts";

/** A macro and what it would say. */
export interface Prepared {
  readonly macro: Macro;
  readonly version: number;
  readonly rendered: Template.Rendered | null;
}

export interface Asked {
  readonly macro: string;
  readonly ticketId: string;
  readonly locale?: string | undefined;
}

/** Finds a macro and renders its words for a ticket the caller may read. @throws NOT_FOUND, FORBIDDEN, VALIDATION */
export async function prepare(ctx: Ctx, { macro: key, ticketId, locale }: Asked): Promise<Prepared> {
  const { version, config } = await configInForce(ctx);
  const macro = config.macros.find((one) => one.key === key);
  if (!macro) throw notFound(`macro ${key}`, ["macro"]);
  const source = sourceOf(config, macro);
  if (!source) return { macro, version, rendered: null };
  const about = await Template.aboutOf(ctx, { ticketId });
  const address = Template.addressOf(config, about.ticket);
  return {
    macro,
    version,
    rendered: await Template.renderTemplate(ctx, source, { ...about, address, config }, locale),
  };
}

function sourceOf(config: Config, { template, bodies }: Macro): Template.Source | null {
  if (bodies) return { bodies };
  return template === undefined ? null : Template.needTemplate(config, template, ["macro"]);
}

/** What it says, if it says something. @throws VALIDATION for words that came to nothing, or to too much */
export function wordsOf({ rendered }: Prepared): { readonly text: string | null; readonly format: "PLAIN" | "HTML" } {
  if (!rendered) return { text: null, format: "PLAIN" };
  const text = (rendered.html ?? rendered.text).trim();
  if (text === "") throw invalid("The words of this macro come to nothing here: see its preview.", ["macro"]);
  if (Buffer.byteLength(text) > Ticket.MAX_TEXT_BYTES)
    throw invalid("The words of this macro are too long here.", ["macro"]);
  return { text, format: rendered.html === null ? "PLAIN" : "HTML" };
}
