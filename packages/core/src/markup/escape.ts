const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * A text as it stands in HTML, in an attribute too: nothing in it is markup.
 *
 * @example escapeHtml("Ada <3"); // "Ada &lt;3"
 */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);

/**
 * Plain words as HTML: paragraphs and line breaks as they were written.
 *
 * @example textAsHtml("Hi,\n\nthere"); // "<p>Hi,</p>\n<p>there</p>"
 */
export const textAsHtml = (text: string): string =>
  escapeHtml(text)
    .split(/\n{2,}/)
    .map((part) => `<p>${part.replace(/\n/g, "<br>")}</p>`)
    .join("\n");
