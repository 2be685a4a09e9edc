import { iso } from "../../kernel/index.ts";
import type { ChainReport } from "../../table/index.ts";
import type { Entry } from "../entry.ts";
import type { Ticket } from "../schema/index.ts";

/** Everything that a transcript shows. */
export interface Printed {
  readonly ticket: Ticket;
  readonly said: readonly { readonly entry: Entry; readonly who: string; readonly text: string | null }[];
  readonly links: {
    readonly report: ChainReport;
    readonly links: readonly { readonly type: string; readonly at: number; readonly link: string }[];
  } | null;
}

const STYLE =
  "body{font:14px/1.5 system-ui,sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem;color:#111}" +
  "header{border-bottom:1px solid #999}article{break-inside:avoid;margin:1rem 0}article.note{border-left:3px solid #c90;padding-left:.7rem}" +
  "h2{font-size:1em;margin:0}time{color:#555;font-weight:normal}pre{font:inherit;white-space:pre-wrap;margin:.2rem 0}" +
  "table{border-collapse:collapse;font-size:11px}td,th{text-align:left;padding:.1rem .6rem .1rem 0}code{word-break:break-all}";

/** A page of HTML that needs nothing else: what people wrote is text in it, never markup. */
export const printed = ({ ticket, said, links }: Printed): string =>
  [
    "<!doctype html>",
    `<html lang="en"><head><meta charset="utf-8"><title>${title(ticket)}</title><style>${STYLE}</style></head><body>`,
    `<header><h1>${title(ticket)}</h1><p>${escaped(`${ticket.status}, opened ${iso(ticket.createdAt)}`)}</p></header>`,
    ...said.map(article),
    ...(links ? [proof(links)] : []),
    "</body></html>",
  ].join("\n");

const title = ({ number, subject }: Ticket): string => escaped(`#${number} ${subject}`);

function article({ entry, who, text }: Printed["said"][number]): string {
  const files = entry.words?.files.map(({ name }) => `<li>${escaped(name)}</li>`).join("") ?? "";
  const body = entry.redacted ? "<p><em>Blanked.</em></p>" : text === null ? "" : `<pre>${escaped(text)}</pre>`;
  const kind = entry.visibility === "note" ? ' class="note"' : "";
  const what =
    text === null && !entry.redacted ? `: ${escaped(entry.type.replace("ticket.", "").replaceAll("_", " "))}` : "";
  const head = `<h2>${escaped(who)}${what} <time>${iso(entry.occurredAt)}</time></h2>`;
  return `<article${kind}>${head}${body}${files === "" ? "" : `<ul>${files}</ul>`}</article>`;
}

function proof({ report, links }: NonNullable<Printed["links"]>): string {
  const says = report.valid
    ? `All ${report.length} entries of the history are what was written.`
    : `The history does not fit from entry ${report.brokenAt} on: ${report.reason}.`;
  const rows = links.map(
    ({ type, at, link }) => `<tr><td>${iso(at)}</td><td>${escaped(type)}</td><td><code>${link}</code></td></tr>`,
  );
  const head = "<tr><th>Written</th><th>What</th><th>Link</th></tr>";
  return `<section><h2>Chain</h2><p>${escaped(says)}</p><table>${head}${rows.join("")}</table></section>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
