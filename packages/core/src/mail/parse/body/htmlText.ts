import { compile, type FormatCallback, type HtmlToTextOptions, type SelectorDefinition } from "html-to-text";
import { boundedHtml } from "../../../markup/bounded.ts";
import { MAX_BODY_CHARS, MAX_HTML_DEPTH } from "../limits.ts";
import { MARKS } from "../marks.ts";
import { plainLines } from "../text.ts";

/** Elements that hold a quote, whole: by Gmail, Yahoo, Thunderbird, Apple, Outlook, Proton, Spark, ... */
const QUOTES = [
  "blockquote.gmail_quote",
  "blockquote[type=cite]",
  "blockquote.clean_bq",
  ".gmail_attr",
  ".airmail_on",
  ".yahoo_quoted",
  "[id^=yahoo_quoted]",
  ".moz-cite-prefix",
  ".moz-forward-container",
  "#OLK_SRC_BODY_SECTION",
  "#mail-editor-reference-message-container",
  ".ms-outlook-mobile-reference-message",
  "[name=quote]",
  "[name=messageReplySection]",
  ".protonmail_quote",
  ".tutanota_quote",
  ".zmail_extra",
  ".ntes-mailmaster-quote",
  ".qmbox",
  ".history_container",
  "[data-marker=__QUOTED_TEXT__]",
];
/** Elements below which everything is quote, whatever element it is in. */
const CUTS = [
  "[id$=divRplyFwdMsg]",
  "[id$=appendonsend]",
  "#stopSpelling",
  "hr[tabindex='-1']",
  "#zwchr",
  "[data-marker=__DIVIDER__]",
  "#htc_header",
  "#reply-intro",
];
/** Outlook draws a line above the header of the quoted message. */
const RULES = ["div[style*=border-top]", "div[style*=BORDER-TOP]", "hr"];
const SIGNATURES = [
  ".gmail_signature",
  ".gmail_signature_prefix",
  "[data-smartmail=gmail_signature]",
  ".moz-signature",
  "#Signature",
  "[id$=AppleMailSignature]",
  "#ms-outlook-mobile-signature",
  ".ms-outlook-mobile-signature",
  "#ymail_android_signature",
  ".protonmail_signature_block",
];
/** What the selectors above look for, as words that stand in any HTML they match. */
const WORDS = [...QUOTES, ...CUTS, ...SIGNATURES].flatMap((selector) => selector.match(/[\w-]{5,}/g) ?? []);
const SOME_QUOTE = new RegExp(`<hr|border-top|${[...new Set(WORDS)].join("|")}`, "i");

/** Whether the HTML may mark a quote or a signature; without one the text part says all there is to know. */
export const mayMarkQuotes = (html: string): boolean => SOME_QUOTE.test(html);

const SKIPPED = ["head", "title", "style", "script", "noscript", "template", "img", "svg", "object", "iframe"];

type Node = { name?: string; attribs?: Record<string, string>; children?: Node[] };

function hasQuoteInside(node: Node, depth = 0): boolean {
  if (depth > MAX_HTML_DEPTH) return false;
  return (node.children ?? []).some((child) => child.name === "blockquote" || hasQuoteInside(child, depth + 1));
}

function enclose(open: string, close: string): FormatCallback {
  return (element, walk, builder) => {
    builder.openBlock({ leadingLineBreaks: 1 });
    walk(element.children, builder);
    const prefix = element.name === "blockquote" ? "> " : "";
    const quoted = (text: string) =>
      text
        .split("\n")
        .map((line) => prefix + line)
        .join("\n");
    builder.closeBlock({ trailingLineBreaks: 1, blockTransform: (text) => `${open}\n${quoted(text)}\n${close}` });
  };
}

function markBefore(mark: string): FormatCallback {
  return (element, walk, builder) => {
    builder.openBlock({ leadingLineBreaks: 1 });
    builder.addLiteral(mark);
    builder.closeBlock({ trailingLineBreaks: 1 });
    walk(element.children, builder);
  };
}

/** Gmail wraps inline answers together with what they answer: then only the inner quotes are quotes. */
const gmailContainer: FormatCallback = (element, walk, builder, options) => {
  const format = hasQuoteInside(element as Node) ? plainBlock : enclose(MARKS.quoteOpen, MARKS.quoteClose);
  format(element, walk, builder, options);
};

const plainBlock: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
};

function each(selectors: readonly string[], format: string): SelectorDefinition[] {
  return selectors.map((selector) => ({ selector, format }));
}

const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } }));

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  baseElements: { selectors: [] },
  limits: { maxDepth: MAX_HTML_DEPTH, ellipsis: "", maxInputLength: MAX_BODY_CHARS },
  formatters: {
    quote: enclose(MARKS.quoteOpen, MARKS.quoteClose),
    signature: enclose(MARKS.signatureOpen, MARKS.signatureClose),
    cut: markBefore(MARKS.cut),
    rule: markBefore(MARKS.rule),
    gmailContainer,
  },
  selectors: [
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["<", ">"] } },
    { selector: "a[href^=mailto]", format: "inline" },
    { selector: "a[href^='#']", format: "inline" },
    ...HEADINGS,
    { selector: "p", options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: "p.MsoNormal", format: "block" },
    ...each(SKIPPED, "skip"),
    ...each(RULES, "rule"),
    { selector: "div.gmail_quote", format: "gmailContainer" },
    ...each(CUTS, "cut"),
    ...each(SIGNATURES, "signature"),
    ...each(QUOTES, "quote"),
  ],
};

/** Reading the selectors takes longer than reading most mails, so it is done once, with the first. */
let reader: ((html: string) => string) | undefined;

/**
 * Turns the HTML of a message into text in which quotes and signatures are marked.
 *
 * @param html as received; only the first 2,000,000 characters, 30,000 tags and 150 levels are read
 * @returns lines with `MARKS` among them: `withoutMarks` makes them a text for people
 * @example
 * withoutMarks(htmlToMarkedText("<p>Hi<br>there</p>")); // "Hi\nthere"
 */
export function htmlToMarkedText(html: string): string {
  reader ??= compile(OPTIONS);
  return plainLines(reader(boundedHtml(html))).replaceAll("\u00a0", " ");
}
