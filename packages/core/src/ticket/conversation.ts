import { authorize, type Ctx, DAY, type Loaded, parse } from "../kernel/index.ts";
import {
  type Change,
  change,
  execute,
  expectVersion,
  need,
  type RecordWrite,
  type Result,
  resultOf,
} from "../table/index.ts";
import { configInForce } from "../workspace/index.ts";
import * as decide from "./decide/index.ts";
import { linked } from "./link/rows.ts";
import { freshFacts } from "./opening.ts";
import { MessageInput, NoteInput, ReplyInput, type Ticket } from "./schema.ts";
import { assertNotClosed } from "./status.ts";
import { holdNumber, ticket } from "./store.ts";
import { place } from "./words.ts";

/**
 * Answers the customer in public; mail goes out by itself. The ticket then waits for the customer, unless
 * `status` says otherwise.
 *
 * @throws NOT_FOUND, TRANSITION on a closed ticket, VALIDATION, FORBIDDEN, CONFLICT
 * @example await Ticket.reply(ctx, { ticketId, text: "Your card is blocked.", status: "RESOLVED" });
 */
export async function reply(ctx: Ctx, raw: ReplyInput): Promise<Result<Ticket>> {
  const input = parse(ReplyInput, raw);
  if (input.status === "RESOLVED") await authorize(ctx, "ticket:status");
  const op = {
    name: "ticket.reply",
    permission: "ticket:reply",
    id: input.ticketId,
    input,
    path: ["ticketId"],
  } as const;
  const once = placedOnce(ctx, input, false);
  return change(ctx, ticket, op, async ({ state }) => {
    const closesAt = input.status === "RESOLVED" ? await autoCloseAt(ctx) : 0;
    assertNotClosed(state.status);
    const { words, records } = await once(input.ticketId);
    return { events: decide.reply(state, { words, channel: state.channel }, input.status, closesAt), records };
  });
}

/** Writes an internal note: for staff alone, and it changes no status. @throws NOT_FOUND, VALIDATION, FORBIDDEN */
export async function note(ctx: Ctx, raw: NoteInput): Promise<Result<Ticket>> {
  const input = parse(NoteInput, raw);
  const op = { name: "ticket.note", permission: "ticket:note", id: input.ticketId, input, path: ["ticketId"] } as const;
  const once = placedOnce(ctx, input, true);
  return change(ctx, ticket, op, async () => {
    const { words, records } = await once(input.ticketId);
    return { events: decide.note(words), records };
  });
}

/**
 * Adds a message of the customer. It opens whatever waits; on a closed ticket the workspace's policy decides,
 * and the answer then is the ticket that follows.
 *
 * @throws NOT_FOUND, VALIDATION, FORBIDDEN, CONFLICT
 */
export async function addMessage(ctx: Ctx, raw: MessageInput): Promise<Result<Ticket>> {
  const input = parse(MessageInput, raw);
  const once = placedOnce(ctx, input, false);
  return receiveWith(ctx, { name: "ticket.addMessage", ticketId: input.ticketId, input }, async (state, ticketId) => {
    const { words, records } = await once(ticketId);
    return { spoken: { words, channel: state.channel }, records };
  });
}

export interface ReceiveOperation {
  readonly name: string;
  readonly ticketId: string;
  /** Written by a machine: it starts nothing. */
  readonly automatic?: boolean;
  readonly input: { readonly idempotencyKey?: string | undefined; readonly expectedVersion?: number | undefined };
}

/** `ticketId` is where the message will stand: the ticket itself, or the one that follows it. */
type Prepare = (
  state: Ticket,
  ticketId: string,
) => Promise<{
  readonly spoken: decide.Spoken;
  readonly records: readonly RecordWrite[];
  readonly also?: readonly Change[];
}>;

/** The machinery of a customer's message, shared with mail: onto the ticket, or into one that follows it. */
export async function receiveWith(ctx: Ctx, op: ReceiveOperation, prepare: Prepare): Promise<Result<Ticket>> {
  const permission = "ticket:message";
  await authorize(ctx, permission);
  const followUpId = ctx.ids.next("tkt");
  let fresh: Awaited<ReturnType<typeof freshFacts>> | undefined;
  const executed = await execute(ctx, op, async () => {
    const before = await need(ctx, ticket, op.ticketId, { permission, path: ["ticketId"] });
    expectVersion(before, op.input.expectedVersion);
    const settings =
      before.state.status === "CLOSED" && !op.automatic ? (await configInForce(ctx)).config.settings : null;
    if (!settings || !decide.followsUp(before.state, settings, ctx.clock.now())) {
      const { spoken, records, also = [] } = await prepare(before.state, op.ticketId);
      const own: Change = { agg: ticket, id: op.ticketId, before, drafts: decide.receive(before.state, spoken) };
      return { changes: [own, ...also], records };
    }
    fresh ??= await freshFacts(ctx);
    const { spoken, records, also = [] } = await prepare(before.state, followUpId);
    const drafts = decide.open(decide.followUp(before.state, settings, fresh), spoken, "CUSTOMER");
    const link = linked(ctx, op.ticketId, "FOLLOWED_BY", followUpId);
    const numbered = [...records, link, holdNumber(ctx, fresh.number, followUpId)];
    return { changes: [...followUpChanges(before, followUpId, drafts), ...also], records: numbered };
  });
  return resultOf(ctx, ticket, { permission }, executed);
}

const followUpChanges = (before: Loaded<Ticket>, id: string, drafts: Change["drafts"]): readonly Change[] => [
  { agg: ticket, id, before: null, drafts },
  { agg: ticket, id: before.state.id, before, drafts: decide.linked("FOLLOWED_BY", id) },
];

/** When a ticket resolved now closes by itself. */
export async function autoCloseAt(ctx: Ctx): Promise<number> {
  const { config } = await configInForce(ctx);
  return ctx.clock.now() + config.settings.autoCloseDays * DAY;
}

/** Words are placed once however often a race is lost, and only after the ticket was found and admitted. */
function placedOnce(
  ctx: Ctx,
  input: { readonly text: string; readonly attachmentIds: readonly string[] },
  internal: boolean,
) {
  const placed = new Map<string, ReturnType<typeof place>>();
  return (ticketId: string) => {
    const known = placed.get(ticketId) ?? place(ctx, input, { ticketId, internal });
    placed.set(ticketId, known);
    return known;
  };
}
