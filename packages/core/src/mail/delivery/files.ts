import * as Attachment from "../../attachment/index.ts";
import { type Ctx, DAY } from "../../kernel/index.ts";
import { escapeHtml } from "../../markup/index.ts";
import type * as Ticket from "../../ticket/index.ts";
import type { Body } from "./closing.ts";
import type { Enclosed } from "./letter.ts";

/** SES takes 10 MB a message, encoded: of files above this together, those that do not fit become links. */
const MAX_BYTES = 7 * 1024 * 1024;

export interface Carried {
  readonly attachments: readonly Enclosed[];
  /** Below what somebody wrote: the files that were too large. */
  readonly left: Body;
}

/** The files of an answer: in the mail as long as they fit together, the others as links that expire. */
export async function carried(ctx: Ctx, { files }: Ticket.Words): Promise<Carried> {
  const attachments: Enclosed[] = [];
  const large: Ticket.Words["files"] = [];
  let size = 0;
  for (const file of files) {
    if (size + file.size > MAX_BYTES) {
      large.push(file);
      continue;
    }
    size += file.size;
    const content = await Attachment.bytesOf(ctx, file.id);
    if (!content) throw new Error(`the file ${file.id} of an answer is gone`);
    const { name, contentType, contentId } = file;
    attachments.push({ name, contentType, content, ...(contentId === undefined ? {} : { contentId }) });
  }
  return { attachments, left: await linked(ctx, large) };
}

async function linked(ctx: Ctx, files: Ticket.Words["files"]): Promise<Body> {
  if (files.length === 0) return { text: "", html: "" };
  const { publicUrl } = ctx.ports;
  if (publicUrl === undefined) {
    const words = `[Too large for mail, ask us for: ${files.map(({ name }) => name).join(", ")}]`;
    return { text: `\n\n${words}`, html: `\n<p>${escapeHtml(words)}</p>` };
  }
  const until = new Date(ctx.clock.now() + 30 * DAY).toISOString().slice(0, 10);
  const links = await Promise.all(
    files.map(async ({ id, name }) => ({ name, url: `${publicUrl}/files/${await Attachment.shareToken(ctx, id)}` })),
  );
  const text = links.map(({ name, url }) => `${name} (until ${until}):\n${url}`).join("\n\n");
  const html = links.map(
    ({ name, url }) => `<p><a href="${escapeHtml(url)}">${escapeHtml(name)}</a> (until ${until})</p>`,
  );
  return { text: `\n\n${text}`, html: `\n${html.join("\n")}` };
}
