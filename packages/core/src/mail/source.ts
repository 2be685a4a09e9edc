import type * as z from "zod";
import * as Attachment from "../attachment/index.ts";
import { authorize, type Ctx, id, Meta, notFound, parse, prefixOf } from "../kernel/index.ts";
import { change } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import type { InboundMail } from "./inbound/schema.ts";
import { inbound } from "./inbound/store.ts";

const SourceInput = Meta.extend({ inboundId: id("inm") });
export type SourceInput = z.input<typeof SourceInput>;

const permission = "mail:source";

/**
 * A link that downloads a mail as it came, headers and all, good for five minutes. That somebody asked stands in the
 * audit log.
 *
 * @throws NOT_FOUND also where its words were blanked, or its ticket is not the caller's to read, FORBIDDEN also for
 * whoever does not read how customers are reached
 * @example const { url } = await Mail.source(ctx, { inboundId });
 */
export async function source(ctx: Ctx, raw: SourceInput): Promise<{ readonly url: string }> {
  const input = parse(SourceInput, raw);
  const { inboundId } = input;
  await authorize(ctx, permission, {});
  await authorize(ctx, "customer:read_personal", {});
  const op = { name: "mail.source", permission, id: inboundId, input, path: ["inboundId"] } as const;
  const { object } = await change(ctx, inbound, op, async ({ state }) => {
    await originalOf(ctx, state);
    return [{ type: "mail.source_requested", payload: {} }];
  });
  return { url: await Attachment.linkOf(ctx, await originalOf(ctx, object)) };
}

/** @throws NOT_FOUND */
async function originalOf(ctx: Ctx, { id: inboundId, rawFile }: InboundMail): Promise<Attachment.FileRecord> {
  const file = rawFile === undefined ? null : await Attachment.find(ctx, rawFile);
  if (!file || file.going) throw notFound(inboundId, ["inboundId"]);
  const { ticketId } = file;
  if (ticketId !== undefined && prefixOf(ticketId) === "tkt") await Ticket.get(ctx, ticketId);
  return file;
}
