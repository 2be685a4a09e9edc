import type { Ctx } from "../../kernel/index.ts";
import { execute, load } from "../../table/index.ts";
import type { ParsedMail } from "../parse/index.ts";
import { received } from "./received.ts";
import type { InboundMail, Outcome, ReceiveInput } from "./schema.ts";
import { inbound } from "./store.ts";
import { placeRaw } from "./words.ts";

interface Arrived {
  readonly id: string;
  readonly input: ReceiveInput & { readonly address: string };
  readonly mail: ParsedMail;
}

/** Why a mail becomes no entry, and the ticket it would have been about. */
export interface Aside {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly ticketId?: string;
}

/** A mail that becomes no entry: the reason is recorded and the original kept. Nothing that came in is lost. */
export async function setAside(ctx: Ctx, arrived: Arrived, { outcome, reason, ticketId }: Aside): Promise<InboundMail> {
  const { file, record } = await placeRaw(ctx, arrived.input.raw, { ticketId: arrived.id, internal: true });
  const facts = { outcome, reason, matchedBy: "NONE" as const, rawFile: file.id, ...(ticketId ? { ticketId } : {}) };
  const { change, state } = received(ctx, arrived, facts);
  let known: InboundMail | undefined;
  await execute(ctx, { name: "mail.setAside", input: {} }, async () => {
    known = (await load(ctx, inbound, arrived.id))?.state;
    return known ? { changes: [] } : { changes: [change], records: [record] };
  });
  return known ?? state;
}
