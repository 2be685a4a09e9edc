import type { Ctx } from "../../kernel/index.ts";
import { execute, load } from "../../table/index.ts";
import { type Arrived, type Facts, received } from "./received.ts";
import type { InboundMail } from "./schema.ts";
import { inbound } from "./store.ts";
import { placeRaw } from "./words.ts";

/** Why a mail becomes no entry, and the ticket it would have been about. */
export type Aside = Pick<Facts, "outcome" | "why" | "reason" | "ticketId">;

const FRESH = { name: "mail.setAside", input: {} };

/** A mail that becomes no entry: the reason is recorded and the original kept. Nothing that came in is lost. */
export async function setAside(ctx: Ctx, arrived: Arrived, aside: Aside): Promise<InboundMail> {
  const { id, release } = arrived;
  // What is let out of quarantine has its original already.
  const raw = release ? null : await placeRaw(ctx, arrived.input.raw, { ticketId: id, internal: true });
  const facts: Facts = { ...aside, matchedBy: "NONE", rawFile: raw?.file.id };
  let became: InboundMail | undefined;
  await execute(ctx, release?.op ?? FRESH, async () => {
    became = (await load(ctx, inbound, id))?.state;
    if (became && !release) return { changes: [] };
    const { change, state, records } = await received(ctx, arrived, facts);
    became = state;
    return { changes: [change], records: [...records, ...(raw ? [raw.record] : [])] };
  });
  return became ?? need(ctx, id);
}

/** What a mail became when the same call had its effect before. */
export async function need(ctx: Ctx, id: string): Promise<InboundMail> {
  const found = await load(ctx, inbound, id);
  if (!found) throw new RangeError("a receipt that was recorded and is not there");
  return found.state;
}
