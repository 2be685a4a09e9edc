import type * as z from "zod";
import { type Ctx, DAY, limit, Meta, parse } from "../kernel/index.ts";
import { change, MOST_REPLY_KEYS, type Result, replyKeyRotated } from "../table/index.ts";
import type { Workspace } from "./schema.ts";
import { WORKSPACE_ID, workspace } from "./store.ts";

/** How long an answer to a mail still finds its ticket after its key was put out of use. */
const HONOURED = 365 * DAY;

export type RotateReplyKeyInput = z.input<typeof Meta>;

/**
 * Signs reply addresses with a new key from now on. Answers to mails that went out before still find their tickets
 * for a year.
 *
 * @throws LIMIT when there are too many keys of the last year, FORBIDDEN, CONFLICT
 * @example await Workspace.rotateReplyKey(ctx);
 */
export async function rotateReplyKey(ctx: Ctx, raw: RotateReplyKeyInput = {}): Promise<Result<Workspace>> {
  const input = parse(Meta, raw);
  const op = { name: "workspace.rotateReplyKey", permission: "workspace:configure", id: WORKSPACE_ID, input } as const;
  return change(ctx, workspace, op, async () => {
    const rotated = await replyKeyRotated(ctx, HONOURED);
    if (!rotated) throw limit(`At most ${MOST_REPLY_KEYS} keys are honoured at a time.`, MOST_REPLY_KEYS);
    return { events: [{ type: "workspace.reply_key_rotated" as const, payload: {} }], records: [rotated] };
  });
}
