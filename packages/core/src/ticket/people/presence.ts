import {
  authorize,
  type Ctx,
  forbidden,
  id,
  may,
  parse,
  throttled,
  type Versioned,
  versioned,
  whoActs,
} from "../../kernel/index.ts";
import type { Row } from "../../port/index.ts";
import { indexPartition, need, TTL_ATTRIBUTE } from "../../table/index.ts";
import { type Activity, AnnounceInput, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";

/** Somebody who is on a ticket right now. */
export interface Present {
  readonly agentId: string;
  readonly activity: Activity;
  /** Until when that holds unless it is announced again, ms. */
  readonly until: number;
}

/** For so long an announcement holds, ms: a client says it again a little sooner. */
const HOLDS: Readonly<Record<Activity, number>> = { VIEWING: 60_000, TYPING: 15_000 };

/**
 * Says that the caller looks at a ticket, or writes on it, so that two do not answer at once. It holds a minute for
 * VIEWING and 15 seconds for TYPING, and is no event: nothing of it stays. For agents.
 *
 * @throws NOT_FOUND, FORBIDDEN, VALIDATION
 * @example await Ticket.announcePresence(ctx, { ticketId, activity: "TYPING" });
 */
export async function announcePresence(ctx: Ctx, raw: AnnounceInput): Promise<Versioned<Ticket>> {
  const { ticketId, activity } = parse(AnnounceInput, raw);
  const permission = (await may(ctx, "ticket:reply")) ? "ticket:reply" : "ticket:note";
  await authorize(ctx, permission);
  if (ctx.actor.kind !== "agent") throw forbidden(permission);
  // Whoever acts as somebody else is the one who is there.
  const { kind, id: agentId } = whoActs(ctx);
  if (kind !== "agent") throw forbidden(permission);
  const found = await need(ctx, ticket, ticketId, { permission, path: ["ticketId"] });
  const until = ctx.clock.now() + HOLDS[activity];
  const row: Row = {
    pk: partitionOf(ctx, ticketId),
    sk: agentId,
    _v: 1,
    do: activity,
    un: until,
    [TTL_ATTRIBUTE]: Math.ceil(until / 1000),
  };
  if (!(await ctx.table.write({ kind: "put", row })).done) throw throttled();
  return versioned(found);
}

/** Everybody of a desk at once, and those whom TTL has not swept yet. */
const MOST = 200;

/**
 * Access pattern: who is on a ticket right now, apart from the caller. For staff.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 * @example const typing = (await Ticket.presence(ctx, ticketId)).some(({ activity }) => activity === "TYPING");
 */
export async function presence(ctx: Ctx, ticketId: string): Promise<readonly Present[]> {
  const known = parse(id("tkt"), ticketId);
  await need(ctx, ticket, known, { permission: "ticket:read_notes", path: ["ticketId"], hidden: true });
  const { rows } = await ctx.table.query({ partition: partitionOf(ctx, known), limit: MOST });
  const { id: own } = whoActs(ctx);
  return rows.map(decode).filter(({ agentId, until }) => agentId !== own && until > ctx.clock.now());
}

const partitionOf = (ctx: Ctx, ticketId: string): string => indexPartition(ctx, ["here", ticketId]);

const decode = (row: Row): Present => ({
  agentId: String(row["sk"]),
  activity: String(row["do"]) as Activity,
  until: Number(row["un"]),
});
