import type { Ctx } from "../kernel/index.ts";
import type { TemplateBody } from "../workspace/index.ts";
import type { About } from "./about.ts";

/** What is rendered. */
export interface Source {
  readonly bodies: readonly TemplateBody[];
}

/** A variable that there is not. */
export interface UnknownVariable {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly part: Part;
}

export type Part = "subject" | "text" | "html";

/** A template as somebody reads it. */
export interface Rendered {
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  /** The language that was taken. */
  readonly locale: string;
  readonly unknown: readonly UnknownVariable[];
}

/**
 * Renders a template in the language of whom it is for, falling back to the address's and then to the template's
 * first. In the time and space that its limits give it, whatever it says. Times are those of the customer's zone.
 *
 * @throws VALIDATION with the line for a source that is none or comes to too much
 * @example const { text } = await Template.renderTemplate(ctx, template, { ticket, customer, config });
 */
export async function renderTemplate(ctx: Ctx, source: Source, about: About, locale?: string): Promise<Rendered> {
  // What renders, and reads what is rendered, is loaded with the first template.
  const { rendered } = await import("./rendered.ts");
  return rendered(ctx, source, about, locale);
}
