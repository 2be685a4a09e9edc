import * as Agent from "../../agent/index.ts";
import { authorize, type Ctx, keyless } from "../../kernel/index.ts";
import { aggregateOf, execute, load, pagesOf } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import { isWork } from "../status.ts";
import { ticket, workOf } from "../store.ts";
import { together } from "../together.ts";

const PAGE = 100;

/**
 * Puts back what somebody who left was responsible for and is not finished, also what sleeps or waits: anybody may take
 * it, the team stays. Each ticket is a commit of its own. Called by the reaction to their leaving; safe to repeat and to
 * be cut off anywhere. Who is on the desk loses nothing.
 *
 * @throws FORBIDDEN
 */
export async function returnWork(ctx: Ctx, { agentId }: { readonly agentId: string }): Promise<void> {
  await authorize(ctx, "ticket:process");
  if (await Agent.isActive(ctx, agentId)) return;
  for await (const ids of workIds(ctx, agentId)) await together(ids, (one) => returnOne(ctx, one, agentId));
}

/** Access pattern: the ids of what somebody is responsible for, page by page. Checks no permission: for routing. */
export async function* workIds(ctx: Ctx, agentId: string): AsyncGenerator<readonly string[]> {
  const [source] = workOf(ctx, agentId, { filter: null }).sources;
  const work = { index: "work", partition: source?.partition ?? "", limit: PAGE } as const;
  for await (const rows of pagesOf(ctx.table, work)) yield rows.map((row) => aggregateOf(String(row["pk"])).id);
}

/** Without the key of the reaction, as it stands for all of them: what is nobody's is not returned again. */
async function returnOne(ctx: Ctx, id: string, agentId: string): Promise<void> {
  await execute(keyless(ctx), { name: "ticket.returnWork", input: {} }, async () => {
    const before = await load(ctx, ticket, id);
    if (!before || before.state.assigneeId !== agentId || !isWork(before.state)) return { changes: [] };
    return { changes: [{ agg: ticket, id, before, drafts: decide.unassign(before.state) }] };
  });
}
