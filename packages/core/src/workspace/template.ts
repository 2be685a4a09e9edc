import * as z from "zod";
import { body, Locale, text } from "../kernel/index.ts";
import { Key } from "./field.ts";

export const MOST_LOCALES = 30;

/** Bytes of all words of one template, or of a macro: an event about it fits on every bus. */
export const MOST_TEMPLATE_BYTES = 64 * 1024;

/** What a template says in one language; every part of it is Liquid. */
export const TemplateBody = z.object({
  locale: Locale,
  subject: text(300, 1).optional(),
  text: body(16 * 1024),
  /** The same as HTML; made of the text where it is not given. */
  html: body(48 * 1024).optional(),
});
export type TemplateBody = z.infer<typeof TemplateBody>;

/** The first one is taken where no other fits. */
export const TemplateBodies = z
  .array(TemplateBody)
  .min(1, "A template says something in at least one language.")
  .max(MOST_LOCALES, `A template has at most ${MOST_LOCALES} languages.`)
  .superRefine((bodies, found) => {
    const locales = bodies.map(({ locale }) => locale);
    const twice = locales.findIndex((locale, i) => locales.indexOf(locale) < i);
    if (twice >= 0)
      found.addIssue({ code: "custom", message: `${locales[twice]} is there twice.`, path: [twice, "locale"] });
  })
  .refine((bodies) => Buffer.byteLength(JSON.stringify(bodies)) <= MOST_TEMPLATE_BYTES, {
    error: `All languages together have at most ${MOST_TEMPLATE_BYTES / 1024} KB of text.`,
  });

/** Words that are written once and used often, in several languages. */
export const Template = z.object({ key: Key, name: text(100, 1), bodies: TemplateBodies });
export type Template = z.infer<typeof Template>;

/** Templates that every desk has: no other key can look like theirs. */
export const BUILTIN_TEMPLATES = ["builtin.acknowledgement", "builtin.away"] as const;
export type BuiltinTemplate = (typeof BUILTIN_TEMPLATES)[number];

/** The key of a template: one of the workspace's, or one that every desk has. */
export const TemplateKey = z.union([z.enum(BUILTIN_TEMPLATES), Key], {
  error: "A key is 1 to 40 lower-case letters, digits and underscores; a built-in template is `builtin.` and its name.",
});
