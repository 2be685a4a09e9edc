import type { Ctx } from "../../kernel/index.ts";
import { indexPartition } from "../../table/index.ts";
import type { Ticket } from "../schema/index.ts";
import { decodeRow } from "../store.ts";

/** How far back is looked. */
const RECENT = 10;

/** Access pattern: who last had a ticket of this customer, other than this one. Checks no permission: for routing. */
export async function previousAgent(ctx: Ctx, { id, customerId }: Ticket): Promise<string | undefined> {
  const page = await ctx.table.query({
    index: "relation",
    partition: indexPartition(ctx, ["OF", customerId]),
    reverse: true,
    limit: RECENT,
  });
  const others = page.rows.map(decodeRow).filter((one) => one.id !== id);
  return others.find(({ assigneeId }) => assigneeId !== undefined)?.assigneeId;
}
