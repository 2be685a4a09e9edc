import type * as z from "zod";
import { actorCode, authorize, type Ctx, email, emailKey, invalid, Meta, parse, whoActs } from "../../kernel/index.ts";
import { configInForce } from "../../workspace/index.ts";
import { deliver } from "./deliver.ts";
import type { Prepared } from "./letter.ts";
import type { Delivery } from "./schema.ts";

export const TestMailInput = Meta.extend({
  to: email,
  /** The support address to send from; the first one when absent. */
  from: email.optional(),
});
export type TestMailInput = z.input<typeof TestMailInput>;

const PURPOSE = "TEST";

/** The delivery of a test, made by the one call with a key that came first. */
export async function testMail(ctx: Ctx, raw: TestMailInput): Promise<Delivery> {
  await authorize(ctx, "workspace:configure", {});
  const { to, from, idempotencyKey } = parse(TestMailInput, raw);
  const key = idempotencyKey ?? ctx.request.idempotencyKey ?? ctx.ids.next("evt");
  const cause = { key: `${actorCode(whoActs(ctx))} ${key}`, at: 0 };
  const sent = await deliver(ctx, { purpose: PURPOSE, cause, prepare: () => testLetter(ctx, to, from) });
  if (!sent) throw invalid("Add a support address first: mail is sent from one.", ["from"]);
  if (emailKey(sent.to) !== emailKey(to)) throw invalid("This key was used for a test to another address.", ["to"]);
  return sent;
}

/** What a test says. */
export async function testLetter(ctx: Ctx, to: string, from?: string): Promise<Prepared> {
  const { config } = await configInForce(ctx);
  const own = config.addresses.find(({ address }) => from === undefined || emailKey(address) === emailKey(from));
  if (!own) return "There is no such support address.";
  const { name, address } = own;
  return {
    from: { name, address },
    to: [{ name: "", address: to }],
    cc: [],
    replyTo: { name, address },
    subject: `Test mail from ${name}`,
    text: `This is a test. Mail from ${address} goes out, and came here.\n\nNobody needs to answer.`,
    attachments: [],
    thread: { references: [] },
    automatic: true,
  };
}
