import * as z from "zod";
import * as Attachment from "../../attachment/index.ts";
import {
  actorCode,
  authorize,
  type Ctx,
  id,
  invalid,
  Meta,
  notFound,
  parse,
  type Versioned,
  versioned,
  whoActs,
} from "../../kernel/index.ts";
import { eventAt, expectVersion, need } from "../../table/index.ts";
import { senderShown } from "../read.ts";
import { again } from "./again.ts";
import { lazily } from "./receive.ts";
import type { InboundMail, ReceiveInput } from "./schema.ts";
import { inbound } from "./store.ts";

const ReleaseInput = Meta.extend({
  inboundId: id("inm"),
  /** Without it a mail with a virus stays where it is. */
  despiteVirus: z.boolean().optional(),
});
export type ReleaseInput = z.input<typeof ReleaseInput>;

const permission = "mail:release";

/**
 * Lets a mail out of quarantine: the kept original goes the way it would have gone, as if it had not been called spam.
 * That it fails DMARC, is a copy or a machine's still counts. One that was let out already stays what it became.
 *
 * @returns the mail with what became of it
 * @throws NOT_FOUND, VALIDATION for one that is not in quarantine, whose original is gone, or with a virus in it unless
 * `despiteVirus` is given, FORBIDDEN, CONFLICT
 * @example const { ticketId } = await Mail.release(ctx, { inboundId });
 */
export async function release(ctx: Ctx, raw: ReleaseInput): Promise<Versioned<InboundMail>> {
  const input = parse(ReleaseInput, raw);
  await authorize(ctx, permission, {});
  const read = () => need(ctx, inbound, input.inboundId, { permission, path: ["inboundId"] });
  // Done by the platform for whoever asks: it opens tickets and speaks for customers, as mail does.
  const platform = ctx.as(
    { kind: "system", workspaceId: ctx.workspaceId, name: "mail" },
    { onBehalfOf: whoActs(ctx), ...(ctx.request.via ? { via: ctx.request.via } : {}) },
  );
  await again(async () => {
    const kept = await read();
    if (kept.state.releasedAt !== undefined) return;
    expectVersion(kept, input.expectedVersion);
    await letOut(platform, kept.state, { ...input, idempotencyKey: ownKey(ctx, input.idempotencyKey) });
  });
  return (await senderShown(ctx))(versioned(await read()));
}

/** The platform's keys are everybody's: whose this one is stands in front. */
const ownKey = (ctx: Ctx, key: string | undefined): string | undefined =>
  key === undefined ? undefined : `${actorCode(whoActs(ctx))}:${key}`;

interface Asked {
  readonly inboundId: string;
  readonly despiteVirus?: boolean | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Takes a mail in anew from what was kept of it. @throws VALIDATION, NOT_FOUND when the original is gone, CONFLICT */
async function letOut(ctx: Ctx, state: InboundMail, asked: Asked): Promise<void> {
  const { inboundId, despiteVirus = false } = asked;
  if (state.outcome !== "QUARANTINED") throw invalid("This mail is not in quarantine.", ["inboundId"]);
  if (state.verdicts.virus === "FAIL" && !despiteVirus) {
    throw invalid("A virus was found in it: give `despiteVirus` to let it out all the same.", ["despiteVirus"]);
  }
  const input = await inputOf(ctx, state);
  const { idempotencyKey } = asked;
  const op = { name: "mail.release", input: { inboundId, despiteVirus, idempotencyKey } };
  const became = await lazily(ctx, { id: inboundId, input, release: { op, despiteVirus } });
  if (state.rawFile !== undefined && became.rawFile !== state.rawFile) await Attachment.erase(ctx, [state.rawFile]);
}

/** The mail as it was received, from what was kept of it. */
async function inputOf(ctx: Ctx, { id: receiptId, address, from, verdicts, rawFile }: InboundMail) {
  const [raw, receipt] = await Promise.all([
    rawFile === undefined ? null : Attachment.bytesOf(ctx, rawFile),
    eventAt(ctx, receiptId, 1),
  ]);
  if (!raw) throw notFound(receiptId, ["inboundId"]);
  const { envelope } = (receipt?.content ?? {}) as { envelope?: { from: string; recipients: string[] } };
  const { recipients, from: envelopeFrom } = envelope ?? { recipients: [], from };
  return { receiptId, address, recipients, envelopeFrom, verdicts, raw } satisfies ReceiveInput;
}
