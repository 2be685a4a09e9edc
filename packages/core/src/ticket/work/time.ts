import { authorize, type Ctx, notFound, openEntryId, parse } from "../../kernel/index.ts";
import { change, eventAt, type Result, sideAfter, sideOf } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import { LogTimeInput, RemoveTimeInput, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { removedTime } from "./removed.ts";

/**
 * Notes working time, 1 to 1,440 minutes at once; the ticket keeps the sum. `at` says when the work was done (ms), now
 * unless said.
 *
 * @throws NOT_FOUND, TRANSITION when closed, VALIDATION, FORBIDDEN, CONFLICT
 * @example await Ticket.logTime(ctx, { ticketId, minutes: 25, note: "Called the workshop" });
 */
export async function logTime(ctx: Ctx, raw: LogTimeInput): Promise<Result<Ticket>> {
  const input = parse(LogTimeInput, raw);
  return change(ctx, ticket, op("ticket.logTime", input), ({ state }) => decide.logTime(state, input, ctx.clock.now()));
}

/**
 * Takes time back that was logged by mistake: the entry stays, and counts no more. Again changes nothing.
 *
 * @throws NOT_FOUND, VALIDATION for an entry that logs none, TRANSITION when closed, FORBIDDEN, CONFLICT
 * @example await Ticket.removeTime(ctx, { ticketId, entryId });
 */
export async function removeTime(ctx: Ctx, raw: RemoveTimeInput): Promise<Result<Ticket>> {
  const input = parse(RemoveTimeInput, raw);
  const { ticketId, entryId } = input;
  await authorize(ctx, "ticket:edit");
  const { entry: key } = await ctx.keyring();
  const place = openEntryId(key, entryId);
  return change(ctx, ticket, op("ticket.removeTime", input), async ({ state }) => {
    if (place?.aggregateId !== ticketId) throw notFound(entryId, ["entryId"]);
    const [event, before] = await Promise.all([
      eventAt(ctx, ticketId, place.sequence),
      sideOf(ctx, removedTime, ticketId),
    ]);
    if (!event) throw notFound(entryId, ["entryId"]);
    if (event.type !== "ticket.time_logged") throw decide.notLogged();
    if (before.sequences.includes(place.sequence)) return [];
    const events = decide.removeTime(state, place.sequence, (event.payload as { minutes: number }).minutes);
    return { events, records: [sideAfter(ctx, removedTime, { id: ticketId, before }, events)] };
  });
}

const op = <I extends { readonly ticketId: string }>(name: string, input: I) =>
  ({ name, permission: "ticket:edit", id: input.ticketId, input, path: ["ticketId"] }) as const;
