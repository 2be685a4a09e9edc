import type * as z from "zod";
import * as Customer from "../customer/index.ts";
import { authorize, type Ctx, forbidden, isCustomer, notFound, parse } from "../kernel/index.ts";
import { type Change, execute, type Result, resultOf } from "../table/index.ts";
import { type Config, configInForce } from "../workspace/index.ts";
import * as decide from "./decide/index.ts";
import { fieldsOfKind, valuesAfter } from "./field/values.ts";
import { type Beside, NOTHING_BESIDE } from "./link/relate.ts";
import { holdNumber, nextNumber } from "./number.ts";
import { OpenInput, type Ticket } from "./schema/index.ts";
import { ticket } from "./store.ts";
import { type Placed, place } from "./words.ts";

/**
 * Opens a ticket with its first message: the customer's words, or with `from: "AGENT"` the desk's own, which
 * go out as mail. A customer opens only for themselves.
 *
 * @throws NOT_FOUND for the customer, VALIDATION, FORBIDDEN, IDEMPOTENCY_MISMATCH
 * @example
 * const { object } = await Ticket.open(ctx, { customerId, subject: "Card stolen", text: "Please block it.", channel: "PHONE" });
 */
export async function open(ctx: Ctx, raw: OpenInput): Promise<Result<Ticket>> {
  const input = parse(OpenInput, raw);
  await authorize(ctx, "ticket:open");
  await assertOwnWords(ctx, input);
  const prepare: Prepare = async (ticketId, fresh, config) => {
    const sorted = decide.sorted(input, config);
    const fields = decide.changeFields(fieldsOfKind(config, input.kind), {}, input.fields ?? {}, ["fields"]);
    const said = { text: input.text, attachmentIds: input.attachmentIds };
    const placed = await place(ctx, said, { ticketId, internal: false });
    const spoken = { words: placed.words, channel: input.channel };
    const drafts = decide.open({ ...input, ...sorted, ...fresh }, spoken, input.from, fields);
    return { drafts, records: [...placed.records, ...valuesAfter(ctx, ticketId, {}, fields)] };
  };
  const whose = () => customerOf(ctx, input.customerId);
  return openWith(ctx, { name: "ticket.open", input, whose }, prepare);
}

/** Nobody speaks for others: the desk's words need the right to answer, a customer opens only for themselves. */
async function assertOwnWords(ctx: Ctx, input: z.output<typeof OpenInput>): Promise<void> {
  if (input.from === "AGENT") await authorize(ctx, "ticket:reply");
  if (!isCustomer(ctx.actor)) return;
  if (!(await ctx.self()).has(input.customerId)) throw notFound(input.customerId, ["customerId"]);
  const { priority = "NORMAL", tags, impact, urgency, category, team, fields } = input;
  const sorted = [impact, urgency, category, team, fields].some((one) => one !== undefined);
  // How urgent it is and where it belongs is the desk's to say.
  if (sorted || priority !== "NORMAL" || tags.length > 0) throw forbidden("ticket:edit");
}

/** Who stands for a customer. Permission to read customers is no condition for opening: only that there is one. */
async function customerOf(ctx: Ctx, customerId: string): Promise<string> {
  const found = await Customer.standsFor(ctx, customerId);
  if (!found) throw notFound(customerId, ["customerId"]);
  return found.id;
}

/** What a new ticket takes from the workspace. */
export interface Fresh {
  readonly number: number;
  readonly configVersion: number;
}

/** The same, and whose it is. */
type Owned = Fresh & { readonly customerId: string };

export interface OpeningOperation {
  readonly name: string;
  readonly input: { readonly idempotencyKey?: string | undefined };
  /** Finds the customer it is for: one who stands for themselves. */
  readonly whose: () => Promise<string>;
  /** What moves with it elsewhere, as things are there at each try. */
  readonly beside?: (ticketId: string) => Promise<Beside>;
}

type Prepare = (
  ticketId: string,
  fresh: Owned,
  config: Config,
) => Promise<{
  readonly drafts: ReturnType<typeof decide.open>;
  readonly records: Placed["records"];
}>;

/**
 * The machinery of opening, shared with mail: number and configuration once, then one commit. Whose ticket it is
 * is read beside them: a refusal then costs a number, and a gap in numbers is allowed.
 */
export async function openWith(ctx: Ctx, op: OpeningOperation, prepare: Prepare): Promise<Result<Ticket>> {
  const ticketId = ctx.ids.next("tkt");
  let prepared: Awaited<ReturnType<typeof prepareOnce>> | undefined;
  const prepareOnce = async () => {
    const [{ version, config }, number, customerId] = await Promise.all([
      configInForce(ctx),
      nextNumber(ctx),
      op.whose(),
    ]);
    const fresh: Owned = { number, configVersion: version, customerId };
    const { drafts, records } = await prepare(ticketId, fresh, config);
    return { drafts, records: [...records, holdNumber(ctx, fresh.number, ticketId)] };
  };
  const executed = await execute(ctx, op, async () => {
    // Once, not per try: a lost race needs no second number and no second upload.
    prepared ??= await prepareOnce();
    const beside = (await op.beside?.(ticketId)) ?? NOTHING_BESIDE;
    const drafts = [...prepared.drafts, ...beside.drafts];
    const own: Change = { agg: ticket, id: ticketId, before: null, drafts };
    return { changes: [own, ...beside.changes], records: [...prepared.records, ...beside.records] };
  });
  return resultOf(ctx, ticket, { permission: "ticket:open" }, executed);
}

export async function freshFacts(ctx: Ctx): Promise<Fresh> {
  const [{ version }, number] = await Promise.all([configInForce(ctx), nextNumber(ctx)]);
  return { number, configVersion: version };
}
