import { clip } from "./clip.ts";
import { MAX_BODY_CHARS, MAX_HTML_TAGS } from "./limits.ts";

/**
 * Cuts HTML where it has too many tags or characters to be read in good time.
 *
 * @returns the whole where it is within 2,000,000 characters and 30,000 tags
 * @example
 * boundedHtml("<p>Hi</p>"); // "<p>Hi</p>"
 */
export function boundedHtml(html: string): string {
  const text = clip(html, MAX_BODY_CHARS);
  let at = text.indexOf("<");
  for (let tags = 0; at >= 0; tags += 1) {
    if (tags >= MAX_HTML_TAGS) return text.slice(0, at);
    at = text.indexOf("<", at + 1);
  }
  return text;
}
