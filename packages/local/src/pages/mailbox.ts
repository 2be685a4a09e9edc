import { randomBytes } from "node:crypto";
import type { ParsedMail } from "@switchboard/core/mail";
import type { Answer } from "../http/call.ts";
import type { Mailbox } from "../mailbox.ts";
import { SUPPORT_ADDRESS } from "../seed/company.ts";
import { type Conversation, conversationsOf, type Message, newestAt } from "./conversations.ts";
import { html, Markup } from "./html.ts";
import { STYLE } from "./style.ts";

const SHOWN = 200;
const VIEWS = { html: "HTML", text: "Text", source: "Source" } as const;
type View = keyof typeof VIEWS;

/** The mail of both directions as a page: `?id=` opens a message in its conversation, `&view=` says how to show it. */
export async function mailboxPage(mailbox: Mailbox, query: URLSearchParams): Promise<Answer> {
  const conversations = await conversationsOf(mailbox, SHOWN);
  const wanted = query.get("id");
  const chosen = conversations.find((one) => one.some(({ mail }) => mail.id === wanted));
  const rows = conversations.map((one) => line(one, one === chosen));
  const reader = chosen
    ? opened(chosen, wanted ?? "", viewOf(query.get("view")))
    : nothingChosen(conversations.length === 0);
  const nonce = randomBytes(16).toString("base64");
  const count = mailbox.list().length;
  const page = frame({ rows, reader, reading: chosen !== undefined, count, nonce });
  return { status: 200, headers: headersOf(nonce), body: page.text };
}

const viewOf = (wanted: string | null): View => (wanted === "text" || wanted === "source" ? wanted : "html");

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
<nav aria-label="Conversations">${rows}</nav>
<main class="${rows.length === 0 ? "alone" : ""}">${reader}</main>
<script nonce="${nonce}">
setInterval(async () => {
  const list = await fetch("/local/mail?count").then((answer) => answer.json()).catch(() => null);
  if (!list || list.count === ${count}) return;
  if (${String(!reading)}) location.reload(); else document.getElementById("more").hidden = false;
}, 2000);
</script></body></html>`;

function line(conversation: Conversation, isChosen: boolean): Markup {
  const last = conversation.at(-1) ?? conversation[0];
  const { subject, replyText, text } = last.content;
  const [first] = conversation;
  const others = first.isOurs ? first.mail.to.join(", ") : named(first.content.from) || first.mail.from;
  const count = conversation.length === 1 ? "" : ` (${conversation.length})`;
  return html`<a href="?id=${encodeURIComponent(last.mail.id)}"${isChosen ? html` aria-current="true"` : null}>
<span class="row"><span>${others}</span><time datetime="${newestAt(conversation)}">${shortTime(newestAt(conversation))}</time></span>
<b>${subject || "(no subject)"}${count}</b><small>${(replyText || text).slice(0, 120)}</small></a>`;
}

/** Every message of a conversation below the other; the one that was asked for is open. */
function opened(conversation: Conversation, id: string, view: View): Markup {
  const subject = conversation[0].content.subject || "(no subject)";
  const messages = conversation.map((one) => (one.mail.id === id ? whole(one, view) : folded(one)));
  return html`<a class="back" href="/local/mailbox">All conversations</a><h2>${subject}</h2>${messages}`;
}

const whose = ({ mail, content }: Message): string => named(content.from) || mail.from;

function folded(message: Message): Markup {
  const { mail, content, isOurs } = message;
  return html`<a class="folded ${isOurs ? "ours" : "theirs"}" href="?id=${encodeURIComponent(mail.id)}">
<span class="row"><b>${whose(message)}</b><time datetime="${mail.at}">${shortTime(mail.at)}</time></span>
<small>${(content.replyText || content.text).slice(0, 200)}</small></a>`;
}

function whole(message: Message, view: View): Markup {
  const { mail, content, isOurs } = message;
  const attachments = content.attachments.map(({ name, size }) => `${name} (${Math.ceil(size / 1024)} KB)`).join(", ");
  const offered = (Object.keys(VIEWS) as View[]).filter((one) => one !== "html" || content.html !== null);
  const shownAs = offered.includes(view) ? view : "text";
  const tabs = offered.map(
    (one) =>
      html`<a href="?id=${encodeURIComponent(mail.id)}&view=${one}"${one === shownAs ? html` aria-current="true"` : null}>${VIEWS[one]}</a>`,
  );
  return html`<article class="${isOurs ? "ours" : "theirs"}"><dl><dt>From</dt><dd>${whose(message)}</dd><dt>To</dt><dd>${mail.to.join(", ")}</dd>
${content.replyTo.length === 0 ? null : html`<dt>Answer to</dt><dd>${content.replyTo.map(named).join(", ")}</dd>`}<dt>${isOurs ? "Sent" : "Came in"}</dt><dd>${mail.at}</dd>
${attachments === "" ? null : html`<dt>Files</dt><dd>${attachments}</dd>`}</dl>
<div class="views">${tabs}</div>${shown(message, shownAs)}</article>`;
}

/** A guess: a frame that runs nothing cannot say how tall it would like to be. */
function heightOf({ text }: Message["content"]): number {
  const lines = text.split("\n").reduce((sum, one) => sum + 1 + Math.floor(one.length / 90), 0);
  return Math.min(40, 5 + lines * 1.4);
}

function shown({ mail, content }: Message, view: View): Markup {
  if (view === "source") return html`<pre class="source">${mail.raw}</pre>`;
  // No scripts, no forms, no origin of ours; the page's policy keeps it from loading anything.
  if (view === "html" && content.html !== null)
    return html`<iframe sandbox="" title="Message" style="height:${heightOf(content)}rem" srcdoc="${content.html}"></iframe>`;
  const quoted =
    content.quotedText === ""
      ? null
      : html`<details><summary>What it quotes</summary><pre>${content.quotedText}</pre></details>`;
  return html`<pre>${content.replyText || content.text}</pre>${quoted}`;
}

const nothingChosen = (empty: boolean): Markup =>
  empty
    ? html`<div class="empty"><h2>Nothing went out yet</h2><p>What the desk mails appears here instead of going out, with what came in. Answer a
ticket, or send a mail in:</p><p><code>curl --data-binary @message.eml "/local/mail?to=${SUPPORT_ADDRESS.address}&amp;from=you@example.com"</code></p></div>`
    : html`<p class="empty">Choose a message.</p>`;

const named = (person: ParsedMail["from"]): string =>
  person === null ? "" : person.name === "" ? person.address : `${person.name} <${person.address}>`;

const shortTime = (at: string): string => at.slice(0, 16).replace("T", " ");
