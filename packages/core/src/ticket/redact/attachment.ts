import * as Attachment from "../../attachment/index.ts";
import { authorize, type Ctx, type Loaded, notFound, parse } from "../../kernel/index.ts";
import { change, type Result } from "../../table/index.ts";
import { RedactAttachmentInput, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { decisionOf, rewriting } from "./commit.ts";
import { homeAt, placesOf } from "./homes.ts";
import { isWords, type Rewritten } from "./words.ts";

/**
 * Removes one file from a ticket for good: the file, its name in the entry that it came with, and the original of the
 * mail that brought it. The entry stays.
 *
 * @throws NOT_FOUND for a file that is none of the ticket's, FORBIDDEN, CONFLICT
 * @example await Ticket.redactAttachment(ctx, { ticketId, attachmentId, reason: "A passport." });
 */
export async function redactAttachment(ctx: Ctx, raw: RedactAttachmentInput): Promise<Result<Ticket>> {
  const input = parse(RedactAttachmentInput, raw);
  const { ticketId: id, attachmentId, reason } = input;
  await authorize(ctx, "ticket:redact");
  const op = {
    name: "ticket.redactAttachment",
    permission: "ticket:redact",
    id,
    input,
    path: ["ticketId"],
    hidden: true,
  } as const;
  let files: readonly string[] = [];
  const result = await change(ctx, ticket, op, async (seen) => {
    const { home, without } = await carrierOf(ctx, seen, attachmentId);
    const { gone, ...made } = await rewriting(ctx, home, [without], { reason, attachmentId });
    files = gone;
    return decisionOf(seen, home.loaded, made);
  });
  await Attachment.erase(ctx, files);
  return result;
}

/** The entry that carries a file, without it. @throws NOT_FOUND */
async function carrierOf(ctx: Ctx, seen: Loaded<Ticket>, attachmentId: string) {
  const file = await Attachment.find(ctx, attachmentId);
  const place = (await placesOf(ctx, seen.state)).find(({ id }) => id === file?.ticketId);
  const home = place ? await homeAt(ctx, seen, place.id) : null;
  for (const event of home?.events ?? []) {
    const shown = place?.only?.(event) ?? true;
    if (home && shown && isWords(event.content) && event.content.files.some(({ id }) => id === attachmentId)) {
      const { rawFile, files, ...rest } = event.content;
      const content = { ...rest, files: files.filter(({ id }) => id !== attachmentId) };
      const gone = rawFile === undefined ? [attachmentId] : [attachmentId, rawFile];
      return { home, without: { event, content, records: [], gone } satisfies Rewritten };
    }
  }
  throw notFound(attachmentId, ["attachmentId"]);
}
