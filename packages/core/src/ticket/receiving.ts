import { authorize, type Ctx, type Loaded, parse } from "../kernel/index.ts";
import {
  type Change,
  execute,
  expectVersion,
  need,
  type Plan,
  type RecordWrite,
  type Result,
  resultOf,
} from "../table/index.ts";
import { configInForce, type FollowUp } from "../workspace/index.ts";
import { placedOnce } from "./conversation.ts";
import * as decide from "./decide/index.ts";
import { type CopiedFields, copyFields } from "./field/copy.ts";
import { linked } from "./link/rows.ts";
import { costOfKept } from "./load.ts";
import { rootOf } from "./merge/root.ts";
import { holdNumber } from "./number.ts";
import { freshFacts } from "./opening.ts";
import { nobodysIfGone } from "./people/gone.ts";
import { MessageInput, type Ticket } from "./schema/index.ts";
import { ticket } from "./store.ts";

/**
 * Adds a message of the customer. It opens whatever waits; on a closed ticket the workspace's policy decides,
 * and the answer then is the ticket that follows.
 *
 * @throws NOT_FOUND, VALIDATION, FORBIDDEN, CONFLICT
 */
export async function addMessage(ctx: Ctx, raw: MessageInput): Promise<Result<Ticket>> {
  const input = parse(MessageInput, raw);
  const once = placedOnce(ctx, input, false);
  return receiveWith(
    ctx,
    { name: "ticket.addMessage", ticketId: input.ticketId, input },
    async (state, ticketId, speakerId) => {
      const { words, records } = await once(ticketId, speakerId);
      return { spoken: { words, channel: state.channel }, records };
    },
  );
}

export interface ReceiveOperation {
  readonly name: string;
  readonly ticketId: string;
  /** Written by a machine: it starts nothing. */
  readonly automatic?: boolean;
  readonly input: { readonly idempotencyKey?: string | undefined; readonly expectedVersion?: number | undefined };
}

/** `ticketId` is where the message will stand: the ticket itself, or the one that follows it. `speakerId` as in {@link Where}. */
type Prepare = (
  state: Ticket,
  ticketId: string,
  speakerId?: string,
) => Promise<{
  readonly spoken: decide.Spoken;
  readonly records: readonly RecordWrite[];
  readonly also?: readonly Change[];
}>;

/**
 * The machinery of a customer's message, shared with mail: onto the ticket, into what it was merged into, or into
 * one that follows it.
 */
export async function receiveWith(ctx: Ctx, op: ReceiveOperation, prepare: Prepare): Promise<Result<Ticket>> {
  const permission = "ticket:message";
  await authorize(ctx, permission);
  const followUpId = ctx.ids.next("tkt");
  let fresh: Awaited<ReturnType<typeof freshFacts>> | undefined;
  const executed = await execute(ctx, op, async () => {
    const named = await need(ctx, ticket, op.ticketId, { permission, path: ["ticketId"] });
    expectVersion(named, op.input.expectedVersion);
    const place = await placeOf(ctx, named);
    const rule = await followedUpBy(ctx, place.root.state, op);
    if (!rule) return landing(ctx, place, await prepare(place.root.state, place.root.state.id, place.speakerId));
    fresh ??= await freshFacts(ctx);
    const prepared = await prepare(place.origin.state, followUpId);
    return following(ctx, place, {
      id: followUpId,
      opening: await followUpBy(ctx, decide.followUp(place.origin.state, rule, fresh)),
      prepared,
      fields: await copyFields(ctx, place.origin.state, followUpId),
    });
  });
  return resultOf(ctx, ticket, { permission }, executed);
}

/** Who keeps it is somebody who is still on the desk. */
async function followUpBy(ctx: Ctx, { assigneeId, ...opening }: decide.Opening): Promise<decide.Opening> {
  const load = assigneeId === undefined ? null : await costOfKept(ctx, assigneeId, opening.channel);
  return load ? { ...opening, assigneeId, load } : opening;
}

/** Where a message to a ticket goes: mostly the ticket itself. */
interface Where {
  readonly named: Loaded<Ticket>;
  /** Where the conversation goes on. */
  readonly root: Loaded<Ticket>;
  /** What a follow-up follows: never a ticket of another customer. */
  readonly origin: Loaded<Ticket>;
  /** Who speaks, where the root is another customer's. */
  readonly speakerId?: string;
}

async function placeOf(ctx: Ctx, named: Loaded<Ticket>): Promise<Where> {
  const root = await rootOf(ctx, named);
  const { customerId } = named.state;
  if (root.state.customerId === customerId) return { named, root, origin: root };
  return { named, root, origin: named, speakerId: customerId };
}

async function followedUpBy(ctx: Ctx, root: Ticket, { automatic }: ReceiveOperation): Promise<FollowUp | null> {
  if (root.status !== "CLOSED" || root.spam || automatic) return null;
  const rule = decide.followUpRule((await configInForce(ctx)).config, root);
  return decide.followsUp(root, rule, ctx.clock.now()) ? rule : null;
}

type Prepared = Awaited<ReturnType<Prepare>>;

async function landing(ctx: Ctx, { named, root, speakerId }: Where, prepared: Prepared): Promise<Plan> {
  const { spoken, records, also = [] } = prepared;
  const said = decide.receive(root.state, speakerId === undefined ? spoken : { ...spoken, speakerId });
  // A machine's, or one to what is spam, moves nothing.
  const moves = !spoken.mail?.automatic && !root.state.spam && !root.state.deleted;
  const drafts = moves ? await nobodysIfGone(ctx, root.state, said, { status: "OPEN" }) : said;
  const own: Change = { agg: ticket, id: root.state.id, before: root, drafts };
  // The caller gets the first: their own ticket, where the other one is not theirs to see.
  const first: readonly Change[] =
    speakerId === undefined ? [] : [{ agg: ticket, id: named.state.id, before: named, drafts: [] }];
  return { changes: [...first, own, ...also], records };
}

interface Following {
  readonly id: string;
  readonly opening: decide.Opening;
  readonly prepared: Prepared;
  readonly fields: CopiedFields;
}

function following(ctx: Ctx, { origin }: Where, { id, opening, prepared, fields }: Following): Plan {
  const { spoken, records, also = [] } = prepared;
  const drafts = decide.open(opening, spoken, "CUSTOMER", fields.drafts);
  const closed = origin.state.id;
  const changes: readonly Change[] = [
    { agg: ticket, id, before: null, drafts },
    { agg: ticket, id: closed, before: origin, drafts: decide.linked("FOLLOWED_BY", id) },
  ];
  const link = linked(ctx, closed, "FOLLOWED_BY", id);
  const own = [...fields.records, link, holdNumber(ctx, opening.number, id)];
  return { changes: [...changes, ...also], records: [...records, ...own] };
}
