import { randomBytes } from "node:crypto";
import { type ParsedMail, parseMail } from "@switchboard/core/mail";
import type { Answer } from "../http/call.ts";
import type { CapturedMail, Mailbox } from "../mailbox.ts";
import { SUPPORT_ADDRESS } from "../seed/company.ts";
import { html, Markup } from "./html.ts";
import { STYLE } from "./style.ts";

const SHOWN = 200;
const VIEWS = { text: "Text", html: "HTML", source: "Source" } as const;
type View = keyof typeof VIEWS;

/** Messages never change, so each is read once. */
const parsed = new WeakMap<CapturedMail, Promise<ParsedMail>>();

function read(mail: CapturedMail): Promise<ParsedMail> {
  const known = parsed.get(mail) ?? parseMail(new Uint8Array(Buffer.from(mail.raw)));
  parsed.set(mail, known);
  return known;
}

/** The captured mail as a page: `?id=` opens a message, `&view=` says how to show it. */
export async function mailboxPage(mailbox: Mailbox, query: URLSearchParams): Promise<Answer> {
  const newest = mailbox.list().slice(-SHOWN).reverse();
  const chosen = mailbox.find(query.get("id") ?? "");
  const view = viewOf(query.get("view"));
  const rows = await Promise.all(newest.map((mail) => line(mail, chosen)));
  const reader = chosen ? await message(chosen, view) : nothingChosen(newest.length === 0);
  const nonce = randomBytes(16).toString("base64");
  const page = frame({ rows, reader, reading: chosen !== undefined, count: mailbox.list().length, nonce });
  return { status: 200, headers: headersOf(nonce), body: page.text };
}

const viewOf = (wanted: string | null): View => (wanted === "html" || wanted === "source" ? wanted : "text");

/** Nothing is loaded from anywhere, and only the page's own line of script runs; the mail's HTML inherits it. */
const headersOf = (nonce: string): Record<string, string> => ({
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; script-src 'nonce-${nonce}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
});

interface Frame {
  readonly rows: readonly Markup[];
  readonly reader: Markup;
  readonly reading: boolean;
  readonly count: number;
  readonly nonce: string;
}

const frame = ({ rows, reader, reading, count, nonce }: Frame): Markup => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailbox (${count})</title><style>${new Markup(STYLE)}</style></head>
<body class="${reading ? "reading" : ""}">
<header><h1>Mailbox</h1><span>${count === 1 ? "1 message" : `${count} messages`} that went out</span><a id="more" href="/local/mailbox" hidden>New mail</a></header>
<nav aria-label="Messages">${rows}</nav>
<main class="${rows.length === 0 ? "alone" : ""}">${reader}</main>
<script nonce="${nonce}">
setInterval(async () => {
  const list = await fetch("/local/mail?count").then((answer) => answer.json()).catch(() => null);
  if (!list || list.count === ${count}) return;
  if (${String(!reading)}) location.reload(); else document.getElementById("more").hidden = false;
}, 2000);
</script></body></html>`;

async function line(mail: CapturedMail, chosen: CapturedMail | undefined): Promise<Markup> {
  const { subject, replyText, text } = await read(mail);
  const current = mail.id === chosen?.id ? html` aria-current="true"` : null;
  return html`<a href="?id=${encodeURIComponent(mail.id)}"${current}>
<span class="row"><span>${mail.to.join(", ")}</span><time datetime="${mail.at}">${shortTime(mail.at)}</time></span>
<b>${subject || "(no subject)"}</b><small>${(replyText || text).slice(0, 120)}</small></a>`;
}

async function message(mail: CapturedMail, view: View): Promise<Markup> {
  const content = await read(mail);
  const attachments = content.attachments.map(({ name, size }) => `${name} (${Math.ceil(size / 1024)} KB)`).join(", ");
  const offered = (Object.keys(VIEWS) as View[]).filter((one) => one !== "html" || content.html !== null);
  const tabs = offered.map(
    (one) =>
      html`<a href="?id=${encodeURIComponent(mail.id)}&view=${one}"${one === view ? html` aria-current="true"` : null}>${VIEWS[one]}</a>`,
  );
  return html`<a class="back" href="/local/mailbox">All messages</a><h2>${content.subject || "(no subject)"}</h2>
<dl><dt>From</dt><dd>${named(content.from)}</dd><dt>To</dt><dd>${mail.to.join(", ")}</dd>
<dt>Answer to</dt><dd>${content.replyTo.map(named).join(", ")}</dd><dt>Sent</dt><dd>${mail.at}</dd>
${attachments === "" ? null : html`<dt>Files</dt><dd>${attachments}</dd>`}</dl>
<div class="views">${tabs}</div>${shown(mail, content, view)}`;
}

function shown(mail: CapturedMail, content: ParsedMail, view: View): Markup {
  if (view === "source") return html`<pre class="source">${mail.raw}</pre>`;
  // No scripts, no forms, no origin of ours; the page's policy keeps it from loading anything.
  if (view === "html" && content.html !== null)
    return html`<iframe sandbox="" title="Message" srcdoc="${content.html}"></iframe>`;
  return html`<pre>${content.text}</pre>`;
}

const nothingChosen = (empty: boolean): Markup =>
  empty
    ? html`<div class="empty"><h2>Nothing went out yet</h2><p>What the desk mails appears here instead of going out. Answer a
ticket, or send a mail in:</p><p><code>curl --data-binary @message.eml "/local/mail?to=${SUPPORT_ADDRESS.address}&amp;from=you@example.com"</code></p></div>`
    : html`<p class="empty">Choose a message.</p>`;

const named = (person: ParsedMail["from"]): string =>
  person === null ? "" : person.name === "" ? person.address : `${person.name} <${person.address}>`;

const shortTime = (at: string): string => at.slice(0, 16).replace("T", " ");
