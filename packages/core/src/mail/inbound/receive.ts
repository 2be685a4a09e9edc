import { authorize, type Ctx, emailKey, parse } from "../../kernel/index.ts";
import { load } from "../../table/index.ts";
import { again } from "./again.ts";
import type { Arrived } from "./received.ts";
import { type InboundMail, ReceiveInput } from "./schema.ts";
import { inbound } from "./store.ts";

/**
 * Takes in one mail for one support address: it becomes a ticket, an entry of one, or a recorded reason why
 * neither. The same receipt again gives the same answer and changes nothing.
 *
 * @throws FORBIDDEN, VALIDATION; anything else means: try again
 */
export async function receive(ctx: Ctx, raw: ReceiveInput): Promise<InboundMail> {
  await authorize(ctx, "mail:process");
  const input = parse(ReceiveInput, raw);
  const id = ctx.ids.derive("inm", 0, ctx.workspaceId, input.receiptId, emailKey(input.address));
  return again(async () => {
    const known = await load(ctx, inbound, id);
    return known?.state ?? lazily(ctx, { id, input });
  });
}

/** What reads mail is heavy: it is loaded where some is read, and by nothing else that knows of mail. */
export const lazily = async (ctx: Ctx, arrived: Omit<Arrived, "mail">): Promise<InboundMail> =>
  (await import("./take.ts")).take(ctx, arrived);
