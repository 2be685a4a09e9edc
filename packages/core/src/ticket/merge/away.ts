import { type Ctx, type Loaded, may } from "../../kernel/index.ts";
import { eventAt, sees } from "../../table/index.ts";
import type { Words } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { filesOf } from "../words.ts";
import { hasParts, NO_PARTS, partsOf } from "./parts.ts";

/** What was split off lives on where it shows, also when the ticket it was said in is deleted. */
async function away(ctx: Ctx, { state }: Loaded<Ticket>): Promise<readonly number[]> {
  if (!hasParts(state) || !(await may(ctx, "ticket:read", ticket.target(state)))) return [];
  return ((await partsOf(ctx, [state.id])).get(state.id) ?? NO_PARTS).out;
}

/** Whether the caller may see an entry, by the ticket it lies in. */
export const seesEntry = async (ctx: Ctx, owner: Loaded<Ticket>, sequence: number): Promise<boolean> =>
  (await sees(ctx, ticket, owner)) || (await away(ctx, owner)).includes(sequence);

/** Whether a file of a ticket that is out of sight came with an entry that is not. */
export async function seesFile(ctx: Ctx, owner: Loaded<Ticket>, fileId: string): Promise<boolean> {
  const sequences = await away(ctx, owner);
  const events = await Promise.all(sequences.map((sequence) => eventAt(ctx, owner.state.id, sequence)));
  return events.some((event) => event?.content && filesOf(event.content as Words).includes(fileId));
}
