import { domainToASCII } from "node:url";
import * as z from "zod";
import { badInput, type Issue, SwitchboardError } from "./error.ts";
import { PREFIXES, type Prefix, prefixOf } from "./id.ts";

/** Every text that comes in passes here: a lone surrogate would not survive the table (U+FFFD takes its place). */
export const text = (max: number, min = 0) =>
  z
    .string()
    .transform((value) => value.toWellFormed().replaceAll(CONTROLS, " "))
    .pipe(z.string().min(min, says(min)).max(max, `Shorten this to at most ${max} characters.`));

/** One line is one line: a line break or a NUL in a subject, name or tag is never what somebody means. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must go.
const CONTROLS = /[\u0000-\u001f\u007f]+/g;

const says = (min: number) => (min === 1 ? "This may not be empty." : `This needs at least ${min} characters.`);

/** Names that programs use: stable, unlike labels. */
export const Key = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "A key is 1 to 40 lower-case letters, digits and underscores, a letter first.")
  // Values lie in objects by their keys: this one every object has already.
  .refine((key) => key !== "constructor", "A key is any word but this one.");

/** Text bounded by what it weighs in UTF-8, as messages are. `maxBytes` in bytes. */
export const body = (maxBytes: number) =>
  z
    .string()
    .transform((value) => value.toWellFormed())
    .refine((value) => value.trim().length > 0, "A message needs some text.")
    .refine((value) => Buffer.byteLength(value) <= maxBytes, `Shorten this to at most ${maxBytes / 1024} KB of text.`);

/** What stands where words were blanked, whatever their length. */
export const BLANK = "████████";

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

/** An id with the right prefix. Anything else is BAD_USER_INPUT before any read. */
export const id = (prefix: Prefix) =>
  z.string().refine((value) => prefixOf(value) === prefix, {
    error: `This must be the id of ${withArticle(PREFIXES[prefix].noun)}: ${prefix}_ and 26 letters or digits.`,
    params: { code: "BAD_USER_INPUT" },
  });

/** Compared lower-cased in the domain; the local part keeps its case for sending (DOMAIN 3). */
export const email = z
  .string()
  .transform((value) => {
    const trimmed = value.trim();
    const at = trimmed.lastIndexOf("@");
    // An international domain travels as the ASCII it stands for; one that is none comes out empty.
    return at < 0 ? trimmed : `${trimmed.slice(0, at)}@${domainToASCII(trimmed.slice(at + 1))}`;
  })
  .pipe(
    z
      .email({ pattern: z.regexes.html5Email, error: "This is no e-mail address." })
      .max(254, "An e-mail address has at most 254 characters."),
  );

/** The form in which two addresses are the same mailbox to us. */
export const emailKey = (address: string): string => address.trim().toLowerCase();

/** The domain of an e-mail address, as guards and lists know it. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

/** What every mutation takes besides its own input (DESIGN 5). */
export const Meta = z.object({
  // Kept as it is: two keys that differ must never become one.
  idempotencyKey: z
    .string()
    .min(1, "This may not be empty.")
    .max(255, "Shorten this to at most 255 characters.")
    .refine((key) => key.isWellFormed(), "A key is well-formed text.")
    .optional(),
  expectedVersion: z.number().int().min(0).optional(),
});

/**
 * The border: input becomes its type, or a typed refusal naming every wrong value.
 *
 * @throws BAD_USER_INPUT for malformed ids, VALIDATION for everything else.
 */
export function parse<T>(schema: z.ZodType<T, unknown>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const malformed = result.error.issues.find(
    (issue) => issue.code === "custom" && issue.params?.["code"] === "BAD_USER_INPUT",
  );
  if (malformed) throw badInput(malformed.message, pathOf(malformed.path));
  throw new SwitchboardError(
    "VALIDATION",
    result.error.issues.map((issue): Issue => ({ message: wordsOf(issue), path: pathOf(issue.path) })),
  );
}

/** Zod's own words speak of types to programmers; ours say what to give. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value") return `Give one of ${issue.values.map(String).join(", ")}.`;
  if (issue.code === "invalid_type") return `This must be of type ${issue.expected}.`;
  return /[.!]$/.test(issue.message) ? issue.message : `${issue.message}.`;
}

const pathOf = (path: readonly PropertyKey[]) => path.map((part) => (typeof part === "number" ? part : String(part)));

/** RFC 6266: the plain name for old clients, the exact one beside it. Never inline: a browser shows nothing of it. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const exact = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
