import { type Ctx, parse } from "../../kernel/index.ts";
import { change, type Result } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import { nobodysIfGone } from "../people/gone.ts";
import { type Ticket, TicketInput } from "../schema/index.ts";
import { ticket } from "../store.ts";

/**
 * Marks a ticket as spam: it leaves work and lists, whatever its status, and what is still said to it moves nothing.
 * Nobody is answered until it is unmarked.
 *
 * @throws NOT_FOUND, TRANSITION when closed, FORBIDDEN, CONFLICT
 * @example await Ticket.markSpam(ctx, { ticketId });
 */
export const markSpam = (ctx: Ctx, raw: TicketInput): Promise<Result<Ticket>> =>
  marking(ctx, "ticket.markSpam", raw, decide.markSpam);

/**
 * Takes the mark away: the ticket is where its status says.
 *
 * @throws NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Ticket.unmarkSpam(ctx, { ticketId });
 */
export const unmarkSpam = (ctx: Ctx, raw: TicketInput): Promise<Result<Ticket>> =>
  marking(ctx, "ticket.unmarkSpam", raw, (state) => nobodysIfGone(ctx, state, decide.unmarkSpam(state), {}));

async function marking(
  ctx: Ctx,
  name: string,
  raw: TicketInput,
  decision: (state: Ticket) => decide.Drafts | Promise<decide.Drafts>,
): Promise<Result<Ticket>> {
  const input = parse(TicketInput, raw);
  const op = { name, permission: "ticket:status", id: input.ticketId, input, path: ["ticketId"] } as const;
  return change(ctx, ticket, op, ({ state }) => decision(state));
}
