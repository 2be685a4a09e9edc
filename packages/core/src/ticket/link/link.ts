import { type Ctx, type Loaded, parse } from "../../kernel/index.ts";
import { change, load, need, type RecordWrite, type Result } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import { LinkInput, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { assertNoCycle } from "./cycle.ts";
import { INVERSE, type ManualLink, UPWARD, type Upward } from "./kinds.ts";
import { isLinked, linked, unlinked } from "./rows.ts";

/**
 * Connects two tickets: `kind` says what the other is to this one, and the other shows it the other way round.
 * The same link again changes nothing. Closed tickets can be linked too.
 *
 * @throws NOT_FOUND for either ticket, VALIDATION for a ticket with itself, a cycle, or a cause that is no problem
 * of an incident, LIMIT over 100 links, FORBIDDEN, CONFLICT
 * @example await Ticket.link(ctx, { ticketId: incident.id, kind: "CAUSED_BY", otherId: problem.id });
 */
export async function link(ctx: Ctx, raw: LinkInput): Promise<Result<Ticket>> {
  const input = parse(LinkInput, raw);
  return between(ctx, "ticket.link", input, async (own) => {
    const { ticketId, kind, otherId } = input;
    const other = await needOther(ctx, otherId);
    decide.assertNotItself(ticketId, otherId);
    if (await isLinked(ctx, ticketId, kind, otherId)) return null;
    decide.assertLinkable(own.state, kind, other.state);
    const passed = await withoutCycle(ctx, input);
    const rows = [linked(ctx, ticketId, kind, otherId), linked(ctx, otherId, INVERSE[kind], ticketId)];
    return { other, make: decide.linked, records: [...rows, ...passed] };
  });
}

/**
 * Takes a link away again, on both sides, also from a ticket that was deleted. One that is not there changes nothing.
 * What merging, splitting and following up made stays.
 *
 * @throws NOT_FOUND for either ticket, VALIDATION, FORBIDDEN, CONFLICT
 * @example await Ticket.unlink(ctx, { ticketId, kind: "RELATES", otherId });
 */
export async function unlink(ctx: Ctx, raw: LinkInput): Promise<Result<Ticket>> {
  const input = parse(LinkInput, raw);
  return between(ctx, "ticket.unlink", input, async () => {
    const { ticketId, kind, otherId } = input;
    const found = await isLinked(ctx, ticketId, kind, otherId);
    const other = (found ? await deletedOne(ctx, otherId) : null) ?? (await needOther(ctx, otherId));
    if (!found) return null;
    const records = [unlinked(ctx, ticketId, kind, otherId), unlinked(ctx, otherId, INVERSE[kind], ticketId)];
    return { other, make: decide.unlinked, records };
  });
}

const needOther = (ctx: Ctx, id: string): Promise<Loaded<Ticket>> =>
  need(ctx, ticket, id, { permission: "ticket:edit", path: ["otherId"] });

/** The ticket if it was deleted: the link that still shows on the near end is for whoever may edit that one. */
async function deletedOne(ctx: Ctx, id: string): Promise<Loaded<Ticket> | null> {
  const found = await load(ctx, ticket, id);
  return found?.state.deleted ? found : null;
}

interface Made {
  readonly other: Loaded<Ticket>;
  readonly make: typeof decide.linked;
  readonly records: readonly RecordWrite[];
}

type Parsed = ReturnType<typeof LinkInput.parse>;

/** One commit over both tickets: neither ever shows a link that the other does not. */
function between(
  ctx: Ctx,
  name: string,
  input: Parsed,
  decision: (own: Loaded<Ticket>) => Promise<Made | null>,
): Promise<Result<Ticket>> {
  const { ticketId, kind, otherId } = input;
  const op = { name, permission: "ticket:edit", id: ticketId, input, path: ["ticketId"] } as const;
  return change(ctx, ticket, op, async (own) => {
    const made = await decision(own);
    if (!made) return [];
    const also = { agg: ticket, id: otherId, before: made.other, drafts: made.make(INVERSE[kind], ticketId) };
    return { events: made.make(kind, otherId), also: [also], records: made.records };
  });
}

/** Upwards from the one that would be above, looking for the one that would be below. */
async function withoutCycle(ctx: Ctx, { ticketId, kind, otherId }: Parsed): Promise<readonly RecordWrite[]> {
  if (isUpward(kind)) return assertNoCycle(ctx, kind, otherId, ticketId);
  const inverse = INVERSE[kind];
  return isUpward(inverse) ? assertNoCycle(ctx, inverse, ticketId, otherId) : [];
}

const isUpward = (kind: ManualLink): kind is Upward => (UPWARD as readonly ManualLink[]).includes(kind);
