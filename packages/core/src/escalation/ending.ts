import { authorize, type Ctx, forbidden, keyless, may, notFound, parse } from "../kernel/index.ts";
import { change, execute, load, type Result } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import * as decide from "./decide.ts";
import { endHandOver } from "./handOver/timer.ts";
import { AcknowledgeInput, type Escalation } from "./schema.ts";
import { escalation, runningOn } from "./store.ts";

/**
 * Takes care of an escalation: no further step follows. For whoever it went to, also by a team of theirs, for whoever
 * has the ticket, and for those with `escalation:manage`. Again changes nothing.
 *
 * @throws TRANSITION for one that ended by itself, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Escalation.acknowledge(ctx, { escalationId, note: "On it." });
 */
export async function acknowledge(ctx: Ctx, raw: AcknowledgeInput): Promise<Result<Escalation>> {
  const input = parse(AcknowledgeInput, raw);
  const { escalationId, note } = input;
  const permission = "ticket:note";
  const op = { name: "escalation.acknowledge", permission, id: escalationId, input, path: ["escalationId"] } as const;
  return change(ctx, escalation, op, async ({ state }) => {
    const ticket = await load(ctx, Ticket.ticket, state.ticketId);
    if (!ticket) throw notFound(escalationId, ["escalationId"]);
    const isAllowed = (await decide.isTheirs(ctx, state, ticket.state)) || (await may(ctx, "escalation:manage", {}));
    if (!isAllowed) throw forbidden("escalation:manage");
    return decide.acknowledged(state, note);
  });
}

/**
 * Ends what runs on a ticket that is done with: every escalation of it, and the time it was given where it is work that
 * was handed over. Called by the reaction to its end; safe to repeat. One that goes on meanwhile is left alone.
 *
 * @throws FORBIDDEN
 */
export async function ticketEnded(ctx: Ctx, { ticketId }: { readonly ticketId: string }): Promise<void> {
  await authorize(ctx, "ticket:process");
  const found = await load(ctx, Ticket.ticket, ticketId);
  const why = found && decide.overBecause(found.state);
  if (!found || !why) return;
  // Without the key of the reaction, as it stands for all of them.
  const own = keyless(ctx);
  for (const id of await runningOn(ctx, ticketId)) {
    await execute(own, { name: "escalation.end", input: {} }, async () => {
      const before = await load(own, escalation, id);
      return { changes: before ? [{ agg: escalation, id, before, drafts: decide.ended(before.state, why) }] : [] };
    });
  }
  await endHandOver(own, found.state);
}
