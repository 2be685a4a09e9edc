/** In which form somebody writes. */
export const FORMATS = ["PLAIN", "MARKDOWN", "HTML"] as const;
export type Format = (typeof FORMATS)[number];

/** Words as people read them in a text, and where they have a form, as clean HTML. */
export interface Formatted {
  readonly text: string;
  readonly html?: string;
}

/**
 * HTML that is safe to show, also in a mail: no script, style, form, frame, handler or remote picture is left.
 *
 * @example await sanitizeHtml('<p onclick="x()">Hi</p>'); // "<p>Hi</p>"
 */
export async function sanitizeHtml(html: string): Promise<string> {
  const { sanitizeMailHtml } = await import("./sanitize.ts");
  return sanitizeMailHtml(html).toWellFormed();
}

/**
 * What somebody wrote in Markdown as clean HTML; a line break is one. HTML inside it is HTML, and as clean.
 *
 * @example await markdownToHtml("**Yes**"); // "<p><strong>Yes</strong></p>"
 */
export async function markdownToHtml(markdown: string): Promise<string> {
  const { marked } = await import("marked");
  const html = marked.parse(markdown, { gfm: true, breaks: true, async: false });
  return (await sanitizeHtml(html)).trim();
}

/**
 * HTML as people read it in a text: links with where they lead, lists with their marks.
 *
 * @example await htmlToText("<p>Hi <b>there</b></p>"); // "Hi there"
 */
export async function htmlToText(html: string): Promise<string> {
  const [{ convert }, { boundedHtml }, { MAX_HTML_DEPTH }] = await Promise.all([
    import("html-to-text"),
    import("./bounded.ts"),
    import("./limits.ts"),
  ]);
  const selectors = [
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
    { selector: "img", format: "skip" },
    ...[1, 2, 3, 4, 5, 6].map((level) => ({ selector: `h${level}`, options: { uppercase: false } })),
  ];
  const limits = { maxDepth: MAX_HTML_DEPTH };
  return convert(boundedHtml(html), { wordwrap: false, selectors, limits }).toWellFormed().trim();
}

/** What somebody wrote, in whichever form. Plain words have no HTML: what shows them makes it. */
export async function formatted(words: string, format: Format): Promise<Formatted> {
  if (format === "PLAIN") return { text: words };
  const html = format === "HTML" ? await sanitizeHtml(words) : await markdownToHtml(words);
  return { text: await htmlToText(html), html };
}
