import * as Agent from "../../agent/index.ts";
import type { Ctx } from "../../kernel/index.ts";
import type * as decide from "../decide/index.ts";
import type { Ticket } from "../schema/index.ts";
import { isWork } from "../status.ts";

/**
 * What brings a ticket back to work, and nobody's where whoever was responsible has left meanwhile: what was no work
 * then was not returned with theirs. `after` is what the drafts make of it.
 */
export async function nobodysIfGone(
  ctx: Ctx,
  before: Ticket,
  drafts: decide.Drafts,
  after: Partial<Pick<Ticket, "status">>,
): Promise<decide.Drafts> {
  const { assigneeId, deleted: _, spam: __, ...seen } = before;
  const isBack = drafts.length > 0 && !isWork(before) && isWork({ ...seen, ...after });
  if (!isBack || assigneeId === undefined || !(await Agent.hasLeft(ctx, assigneeId))) return drafts;
  return [...drafts, { type: "ticket.unassigned", payload: { previous: assigneeId } }];
}
