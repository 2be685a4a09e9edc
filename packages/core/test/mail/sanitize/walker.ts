import { type DefaultTreeAdapterTypes, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * Looks at cleaned HTML as a browser would read it: parse5 is the HTML standard's own algorithm, and shares no line
 * with the parser that the cleaner stands on. It knows nothing of what the cleaner allows: it names what could run,
 * load, send or leave.
 */
const ELEMENTS: ReadonlySet<string> = new Set(
  "script style link meta base iframe frame frameset object embed applet portal layer form input button select textarea option keygen isindex video audio source track picture bgsound svg math template noscript noembed noframes xmp plaintext marquee dialog area map".split(
    " ",
  ),
);
/** Attributes that load or lead somewhere. */
const ADDRESSES: ReadonlySet<string> = new Set(
  "src href srcset action formaction poster background data cite ping longdesc lowsrc dynsrc codebase classid code archive usemap manifest profile xlink:href icon".split(
    " ",
  ),
);
const LEADS = /^(?:https?:\/\/|mailto:|tel:)/i;
const COMES_ALONG = /^(?:cid:|data:image\/(?:png|jpe?g|gif|webp);base64,)/i;

/** What of a fragment is alive; empty when nothing is. */
export function alive(html: string): readonly string[] {
  // Both as a page of its own and inside one: a browser's mode changes how it reads.
  const pages = [html, `<!doctype html><html><body><div>${html}</div><p>after</p></body></html>`];
  return [...new Set(pages.flatMap((page) => walk(parse(page, { scriptingEnabled: true }))))];
}

function walk(node: Node): readonly string[] {
  const own = "tagName" in node ? faults(node) : [];
  const children = "childNodes" in node ? node.childNodes.flatMap((child) => walk(child)) : [];
  const inside = "content" in node ? walk(node.content) : [];
  return [...own, ...children, ...inside];
}

function faults({ tagName, attrs, namespaceURI }: Element): readonly string[] {
  const found = ELEMENTS.has(tagName) ? [`<${tagName}>`] : [];
  if (!namespaceURI.endsWith("xhtml")) found.push(`<${tagName}> of ${namespaceURI}`);
  return [...found, ...attrs.flatMap(({ name, value }) => attributeFaults(tagName, name, value))];
}

function attributeFaults(tag: string, name: string, value: string): readonly string[] {
  if (/^on/i.test(name)) return [`${tag} ${name}`];
  if (["style", "id", "name", "is", "srcdoc", "autofocus", "contenteditable", "download"].includes(name))
    return [`${tag} ${name}`];
  if (name === "target" && value !== "_blank") return [`${tag} target=${value}`];
  if (!ADDRESSES.has(name)) return [];
  const isFine = tag === "a" && name === "href" ? LEADS.test(value) : tag === "img" && COMES_ALONG.test(value);
  return isFine ? [] : [`${tag} ${name}=${value}`];
}
