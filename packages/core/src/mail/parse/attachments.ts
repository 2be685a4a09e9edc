import { createHash } from "node:crypto";
import type { Attachment } from "postal-mime";
import { safeName } from "./attachmentName.ts";
import { headerText } from "./text.ts";
import type { MailAttachment } from "./types.ts";

function contentBytes(content: Attachment["content"]): Uint8Array {
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

function legalType(mimeType: string): string {
  const type = mimeType.trim().toLowerCase();
  return /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(type) ? type : "application/octet-stream";
}

/** `cid:` addresses in HTML may be percent-encoded. */
function isShownIn(html: string, contentId: string): boolean {
  return html.includes(`cid:${contentId}`) || html.includes(`cid:${encodeURIComponent(contentId)}`);
}

function readAttachment(file: Attachment, index: number, html: string): MailAttachment {
  const content = contentBytes(file.content);
  const contentType = legalType(file.mimeType);
  const contentId = headerText(file.contentId ?? "", 500).replaceAll(/[<>\s]/g, "");
  const isPlaced = contentId !== "" && (file.disposition === "inline" || isShownIn(html, contentId));
  return {
    name: safeName(file.filename, contentType, index),
    contentType,
    size: content.byteLength,
    sha256: createHash("sha256").update(content).digest("hex"),
    contentId: contentId === "" ? null : contentId,
    inline: isPlaced,
    content,
  };
}

/**
 * Turns the decoded files of a message into attachments with safe names and hashes.
 *
 * @param files as the MIME reader gives them; messages within the message are files too
 * @param html the HTML part, which says what is shown inline; null when there is none
 * @example
 * readAttachments(message.files, message.html)[0]?.name; // "invoice.pdf"
 */
export function readAttachments(files: readonly Attachment[], html: string | null): MailAttachment[] {
  return files.map((file, index) => readAttachment(file, index, html ?? ""));
}
