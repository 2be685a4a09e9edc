import type * as z from "zod";
import { authorize, type Ctx, parse } from "../kernel/index.ts";
import { change, type Result } from "../table/index.ts";
import { configInForce, type FieldValues } from "../workspace/index.ts";
import * as decide from "./decide/index.ts";
import { discarded } from "./draft/rows.ts";
import type { Words } from "./events/index.ts";
import { finishing } from "./finishing.ts";
import { assertActive } from "./people/follow.ts";
import { watchersAfter, watchersOf } from "./people/watchers.ts";
import { type DraftKind, NoteInput, ReplyInput, type Ticket } from "./schema/index.ts";
import { assertNotClosed } from "./status.ts";
import { ticket } from "./store.ts";
import { place, type Said } from "./words.ts";

/**
 * Answers the customer in public; mail goes out by itself, to the customer and whoever gets a copy, or to whom `to`
 * and `cc` name. With a `format` the text is Markdown or HTML. The ticket then waits for the customer, unless
 * `status` says otherwise, or a `customStatus` of the company's own.
 *
 * @throws NOT_FOUND, TRANSITION on a closed ticket, VALIDATION also for fields that resolving needs, FORBIDDEN, CONFLICT
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
    assertNotClosed(state.status);
    decide.assertNoSpam(state);
    const after = await afterReply(ctx, state, input);
    const { words, records } = await once(input.ticketId);
    const events = decide.reply(state, { words: { ...words, ...recipientsOf(input) }, channel: state.channel }, after);
    return { events, records: [...records, ...used(ctx, input, "REPLY")] };
  });
}

/** Whom whoever wrote it named. Once it is said to whom it goes, nobody else gets a copy by themselves. */
function recipientsOf({ to, cc }: z.output<typeof ReplyInput>): Pick<Words, "to" | "cc"> {
  if (to !== undefined) return { to, cc: cc ?? [] };
  return cc === undefined ? {} : { cc };
}

/** Where an answer leaves the ticket; `held` are the values of its fields where they change with it. The configuration is read where the answer resolves, or says a status of its own. */
export async function afterReply(
  ctx: Ctx,
  state: Ticket,
  input: decide.Wanted,
  held?: FieldValues,
): Promise<decide.AfterReply> {
  const { status, customStatus } = input;
  if (customStatus === undefined && status !== "RESOLVED") return { status, finish: null };
  const { config } = await configInForce(ctx);
  const move = decide.moveTo(config.statuses, state, { status, customStatus });
  if (move.status !== "RESOLVED") return { ...move, finish: null };
  await authorize(ctx, "ticket:status");
  return { ...move, finish: decide.resolves(state) ? await finishing(ctx, state, config, held) : null };
}

/**
 * Writes an internal note: for staff alone, and it changes no status. Agents it mentions follow the ticket from
 * then on, and `ticket.mentioned` tells other systems.
 *
 * @throws NOT_FOUND also for a mentioned agent who is not there or suspended, VALIDATION, LIMIT, FORBIDDEN
 * @example await Ticket.note(ctx, { ticketId, text: "Is this the recall?", mentions: [agentId] });
 */
export async function note(ctx: Ctx, raw: NoteInput): Promise<Result<Ticket>> {
  const input = parse(NoteInput, raw);
  const op = { name: "ticket.note", permission: "ticket:note", id: input.ticketId, input, path: ["ticketId"] } as const;
  const once = placedOnce(ctx, input, true);
  const mentions = [...new Set(input.mentions)];
  return change(ctx, ticket, op, async ({ state, head }) => {
    await assertActive(ctx, mentions, (id) => ["mentions", input.mentions.indexOf(id)]);
    const watchers = mentions.length === 0 ? null : await watchersOf(ctx, state);
    const called = watchers ? decide.mention(watchers, mentions, head.sequence + 1) : [];
    const { words, records } = await once(input.ticketId);
    const more = watchers ? watchersAfter(ctx, state.id, watchers, called) : [];
    return {
      events: [...decide.note(words, mentions), ...called],
      records: [...records, ...more, ...used(ctx, input, "NOTE")],
    };
  });
}

/** The draft that was sent, if the caller says so: it is deleted by nobody's magic. */
const used = (ctx: Ctx, input: { readonly ticketId: string; readonly discardDraft: boolean }, kind: DraftKind) =>
  input.discardDraft ? [discarded(ctx, input.ticketId, kind)] : [];

/** Words are placed once however often a race is lost, and only after the ticket was found and admitted. */
export function placedOnce(ctx: Ctx, input: Said, internal: boolean) {
  const placed = new Map<string, ReturnType<typeof place>>();
  return (ticketId: string, speakerId?: string) => {
    const where = `${ticketId} ${speakerId ?? ""}`;
    const known = placed.get(where) ?? place(ctx, input, { ticketId, internal, speakerId });
    placed.set(where, known);
    return known;
  };
}
