import { type Ctx, parse } from "../kernel/index.ts";
import type { Result } from "../table/index.ts";
import { configInForce } from "../workspace/index.ts";
import * as decide from "./decide/index.ts";
import { edit } from "./edit.ts";
import { closing, finishing } from "./finishing.ts";
import { nobodysIfGone } from "./people/gone.ts";
import type { Ticket } from "./schema/index.ts";
import * as schema from "./schema/index.ts";

/**
 * Opens the ticket or lets it wait for somebody: by category, or by a status of the company's own.
 *
 * @throws TRANSITION naming what is allowed, VALIDATION for a status there is not, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Ticket.changeStatus(ctx, { ticketId, customStatus: "fraud_check" });
 */
export async function changeStatus(ctx: Ctx, raw: schema.ChangeStatusInput): Promise<Result<Ticket>> {
  const input = parse(schema.ChangeStatusInput, raw);
  return edit(ctx, { name: "ticket.changeStatus", permission: "ticket:status", input }, async ({ state }) => {
    const move = await moveOf(ctx, state, input);
    return nobodysIfGone(ctx, state, decide.changeStatus(state, move), move);
  });
}

/** Where a ticket shall go. The configuration is read for a status of the company's own alone. */
async function moveOf(ctx: Ctx, state: Ticket, wanted: decide.Wanted): Promise<decide.Move> {
  const statuses = wanted.customStatus === undefined ? [] : (await configInForce(ctx)).config.statuses;
  return decide.moveTo(statuses, state, wanted);
}

/**
 * The issue is solved; the ticket closes by itself later. `customStatus` is one of the company's own that means so.
 *
 * @throws VALIDATION naming every field that is needed, TRANSITION also while parts of it are open and guarded,
 * NOT_FOUND, FORBIDDEN, CONFLICT
 */
export async function resolve(ctx: Ctx, raw: schema.ResolveInput): Promise<Result<Ticket>> {
  const input = parse(schema.ResolveInput, raw);
  const wanted = { status: "RESOLVED", customStatus: input.customStatus } as const;
  return edit(ctx, { name: "ticket.resolve", permission: "ticket:status", input }, async ({ state }) => {
    const fresh = decide.resolves(state);
    if (!fresh && input.customStatus === undefined) return [];
    const { config } = await configInForce(ctx);
    const move = decide.moveTo(config.statuses, state, wanted);
    if (!fresh) return decide.changeStatus(state, move);
    return [decide.resolved(state.status, await finishing(ctx, state, config), move.customStatus)];
  });
}

/** A resolved ticket is worked on again. @throws TRANSITION when closed, NOT_FOUND, FORBIDDEN, CONFLICT */
export async function reopen(ctx: Ctx, raw: schema.TicketInput): Promise<Result<Ticket>> {
  const input = parse(schema.TicketInput, raw);
  return edit(ctx, { name: "ticket.reopen", permission: "ticket:status", input }, ({ state }) =>
    nobodysIfGone(ctx, state, decide.reopen(state), { status: "OPEN" }),
  );
}

/**
 * Closes a resolved ticket for good, ahead of time.
 *
 * @throws TRANSITION also while parts of it are open and guarded, NOT_FOUND, FORBIDDEN, CONFLICT
 */
export async function close(ctx: Ctx, raw: schema.TicketInput): Promise<Result<Ticket>> {
  const input = parse(schema.TicketInput, raw);
  return edit(ctx, { name: "ticket.close", permission: "ticket:status", input }, async ({ state }) => {
    decide.assertClosable(state);
    return decide.close(state, await closing(ctx, state));
  });
}
