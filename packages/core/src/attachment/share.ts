import { createHmac, timingSafeEqual } from "node:crypto";
import { type Ctx, DAY, prefixOf } from "../kernel/index.ts";
import { hasKeyring, WORKSPACE_ID } from "../table/index.ts";
import { linkOf } from "./operations.ts";
import { find } from "./store.ts";

/** How long a link in a mail leads to its file. */
const SHARED = 30 * DAY;
/** Letters of the signature: 132 bits. */
const SIGNATURE = 22;

/**
 * A token that opens a file for whoever has it, for 30 days: what a mail names a file by that is too large for it.
 * Ours, as a link that storage signs lives no longer than whoever signed it (docs/decisions/0021-sending-mail.md).
 *
 * @example const url = `${base}/files/${await Attachment.shareToken(ctx, fileId)}`;
 */
export async function shareToken(ctx: Ctx, fileId: string): Promise<string> {
  const until = Math.ceil((ctx.clock.now() + SHARED) / 1000).toString(36);
  return [ctx.workspaceId, fileId, until, await sign(ctx, fileId, until)].join(".");
}

/** Whose desk a token is of, before anything about it is believed; null for what is none. */
export function workspaceOfShare(token: string): string | null {
  const [workspaceId = ""] = token.split(".");
  return token.length <= 200 && WORKSPACE_ID.test(workspaceId) ? workspaceId : null;
}

/**
 * Where the file of a token is read from now, for a few minutes; null for anything that is wrong with it, and for a
 * file that is gone: who asks learns nothing else. Checks no permission: the token is one.
 */
export async function openShare(ctx: Ctx, token: string): Promise<string | null> {
  const [workspaceId, fileId = "", until = "", signature = "", ...more] = token.split(".");
  if (workspaceId !== ctx.workspaceId || more.length > 0 || prefixOf(fileId) !== "att") return null;
  // Somebody made this up: no keys are made for it.
  if (!(await hasKeyring(ctx))) return null;
  const expected = Buffer.from(await sign(ctx, fileId, until));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  if (Number.parseInt(until, 36) * 1000 <= ctx.clock.now()) return null;
  const file = await find(ctx, fileId);
  return file && !file.going && !file.internal && file.ticketId !== undefined ? linkOf(ctx, file) : null;
}

async function sign(ctx: Ctx, fileId: string, until: string): Promise<string> {
  const { cursor } = await ctx.keyring();
  const mac = createHmac("sha256", cursor).update(`file:${ctx.workspaceId}:${fileId}:${until}`).digest("base64url");
  return mac.slice(0, SIGNATURE);
}
