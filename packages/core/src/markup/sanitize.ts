import sanitizeHtml from "sanitize-html";
import { boundedHtml } from "./bounded.ts";
import { clip } from "./clip.ts";
import { MAX_HTML_DEPTH } from "./limits.ts";

const TEXT_TAGS =
  "a abbr b big blockquote br center cite code dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup tt u ul var wbr";
const TABLE_TAGS = "caption col colgroup table tbody td tfoot th thead tr";
const RASTER_DATA = /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]{0,64}/i;

/** Browsers leave them out of addresses, so they may hide what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must go.
const CONTROL = /[\u0000-\u001f\u007f]/g;

type Attributes = Record<string, string>;

/** A remote picture tells its sender that and where the mail was read: its address is kept, unused. */
function inertImage(tagName: string, attributes: Attributes): { tagName: string; attribs: Attributes } {
  const { src = "", "data-remote-src": _forged, ...rest } = attributes;
  const address = src.trim();
  if (/^cid:/i.test(address) || RASTER_DATA.test(address)) return { tagName, attribs: { ...rest, src: address } };
  const isRemote = /^(?:https?:)?\/\//i.test(address);
  return { tagName, attribs: isRemote ? { ...rest, "data-remote-src": clip(address, 2_000) } : rest };
}

/** A relative address would lead into whatever page shows the mail. */
const WHOLE_ADDRESS = /^(?:https?:\/\/|mailto:|tel:)/i;

function safeLink(tagName: string, attributes: Attributes): { tagName: string; attribs: Attributes } {
  const { target: _target, rel: _rel, href = "", ...rest } = attributes;
  const address = href.replaceAll(CONTROL, "").trim();
  if (!WHOLE_ADDRESS.test(address)) return { tagName, attribs: rest };
  return { tagName, attribs: { ...rest, href: address, target: "_blank", rel: "noopener noreferrer nofollow" } };
}

/**
 * Makes the HTML of a message safe to show to a person.
 *
 * Scripts, styles, forms, frames, handlers and every remote picture are gone; pictures that
 * came with the message (`cid:`) keep their place, remote ones become `data-remote-src`.
 *
 * @param html as received, of any length; only the first 2,000,000 characters and 30,000 tags are read
 * @returns a fragment; the browser should still get it in a sandboxed frame
 * @example
 * sanitizeMailHtml('<p onclick="x()">Hi<script>1</script></p>'); // "<p>Hi</p>"
 */
export function sanitizeMailHtml(html: string): string {
  return sanitizeHtml(boundedHtml(html), {
    allowedTags: [...TEXT_TAGS.split(" "), ...TABLE_TAGS.split(" ")],
    allowedAttributes: {
      "*": ["dir", "lang", "title", "align"],
      a: ["href", "target", "rel"],
      img: ["src", "alt", "width", "height", "data-remote-src"],
      td: ["colspan", "rowspan", "valign", "width"],
      th: ["colspan", "rowspan", "valign", "width"],
      table: ["width", "border", "cellpadding", "cellspacing"],
      ol: ["start", "type"],
      font: ["color", "size"],
      blockquote: ["type"],
    },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    allowedSchemesByTag: { img: ["cid", "data"] },
    allowProtocolRelative: false,
    disallowedTagsMode: "discard",
    nonTextTags: [
      "script",
      "style",
      "textarea",
      "option",
      "noscript",
      "title",
      "xml",
      "head",
      "iframe",
      "object",
      "svg",
      "math",
      "template",
    ],
    nestingLimit: MAX_HTML_DEPTH,
    parseStyleAttributes: false,
    transformTags: { img: inertImage, a: safeLink },
  });
}
