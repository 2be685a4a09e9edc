import { type Ctx, parse } from "../../kernel/index.ts";
import { change, type Result } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import { nobodysIfGone } from "../people/gone.ts";
import { type Ticket, TicketInput } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { resumed } from "./snooze.ts";

const permission = "ticket:delete";

/**
 * Deletes a ticket: it leaves every list, and is as good as unknown to everybody who may not delete; later mail to
 * it opens a new one. For 30 days it can be restored, then its words and files go for good.
 *
 * @throws NOT_FOUND, TRANSITION for one that is merged or that others are merged into, FORBIDDEN, CONFLICT
 * @example await Ticket.remove(ctx, { ticketId });
 */
export async function remove(ctx: Ctx, raw: TicketInput): Promise<Result<Ticket>> {
  const input = parse(TicketInput, raw);
  return change(ctx, ticket, op("ticket.remove", input), ({ state }) => decide.remove(state));
}

/**
 * Takes a deletion back: the ticket is exactly what it was. One that is not deleted stays as it is.
 *
 * @throws NOT_FOUND, TRANSITION after 30 days, FORBIDDEN, CONFLICT
 * @example await Ticket.restore(ctx, { ticketId });
 */
export async function restore(ctx: Ctx, raw: TicketInput): Promise<Result<Ticket>> {
  const input = parse(TicketInput, raw);
  return change(ctx, ticket, op("ticket.restore", input), async ({ state }) => {
    const drafts = decide.restore(state, ctx.clock.now());
    if (drafts.length === 0) return [];
    const back = await resumed(ctx, state.status === "SNOOZED" ? state.waitsFor : undefined, []);
    return { events: await nobodysIfGone(ctx, state, [...drafts, ...back.drafts], {}), records: back.records };
  });
}

const op = <I extends { readonly ticketId: string }>(name: string, input: I) =>
  ({ name, permission, id: input.ticketId, input, path: ["ticketId"], hidden: true }) as const;
