/**
 * Words with a form: HTML that is safe to show, Markdown as HTML, HTML as text. What is heavy is loaded by the first
 * call.
 *
 * @module
 */
export { escapeHtml, textAsHtml } from "./escape.ts";
export { FORMATS, type Format, formatted, htmlToText, markdownToHtml, sanitizeHtml } from "./format.ts";
