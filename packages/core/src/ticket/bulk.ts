import * as z from "zod";
import {
  authorize,
  type Ctx,
  id,
  isRefusal,
  Meta,
  type Permission,
  parse,
  type SwitchboardError,
  type Versioned,
  withRequest,
} from "../kernel/index.ts";
import { execute, type Result } from "../table/index.ts";
import { changeStatus, close, resolve } from "./moving.ts";
import * as operations from "./operations.ts";
import type { Ticket } from "./schema/index.ts";
import * as schema from "./schema/index.ts";
import { together } from "./together.ts";

/** What can be done to many: the very inputs of the operations, without the ticket. */
const Changes = z.strictObject({
  assign: schema.AssignInput.pick({ assigneeId: true }),
  unassign: z.strictObject({}),
  tag: schema.TagInput.pick({ tags: true }),
  untag: schema.TagInput.pick({ tags: true }),
  changePriority: schema.ChangePriorityInput.pick({ priority: true, reason: true }),
  changeStatus: schema.ChangeStatusInput.pick({ status: true, customStatus: true }),
  resolve: schema.ResolveInput.pick({ customStatus: true }),
  close: z.strictObject({}),
  changeTeam: schema.ChangeTeamInput.pick({ team: true }),
  changeCategory: schema.ChangeCategoryInput.pick({ category: true }),
});
type Name = keyof z.infer<typeof Changes>;

export const BulkInput = Meta.pick({ idempotencyKey: true }).extend({
  ticketIds: z.array(id("tkt")).min(1, "Name at least one ticket.").max(100, "Name at most 100 tickets at once."),
  change: Changes.partial().refine((change) => Object.keys(change).length === 1, "Name exactly one change."),
});
export type BulkInput = z.input<typeof BulkInput>;

type Run = (ctx: Ctx, input: never) => Promise<Result<Ticket>>;

const OPERATIONS: Readonly<Record<Name, { readonly permission: Permission; readonly run: Run }>> = {
  assign: { permission: "ticket:assign", run: operations.assign },
  unassign: { permission: "ticket:assign", run: operations.unassign },
  tag: { permission: "ticket:edit", run: operations.tag },
  untag: { permission: "ticket:edit", run: operations.untag },
  changePriority: { permission: "ticket:edit", run: operations.changePriority },
  changeStatus: { permission: "ticket:status", run: changeStatus },
  resolve: { permission: "ticket:status", run: resolve },
  close: { permission: "ticket:status", run: close },
  changeTeam: { permission: "ticket:assign", run: operations.changeTeam },
  changeCategory: { permission: "ticket:edit", run: operations.changeCategory },
};

/** What became of one ticket of many. */
export type BulkOutcome =
  | { readonly ticketId: string; readonly done: true; readonly ticket: Versioned<Ticket> }
  | { readonly ticketId: string; readonly done: false; readonly error: SwitchboardError };

/**
 * Does one thing to up to 100 tickets, each by the operation of that name and in a commit of its own: one that is
 * refused stops none of the others. The same call with the same key does to each ticket nothing twice.
 *
 * @throws VALIDATION, BAD_USER_INPUT, IDEMPOTENCY_MISMATCH, FORBIDDEN when the caller may do it to no ticket at all
 * @example await Ticket.bulk(ctx, { ticketIds, change: { tag: { tags: ["outage"] } } });
 */
export async function bulk(ctx: Ctx, raw: BulkInput): Promise<readonly BulkOutcome[]> {
  const { ticketIds, change, idempotencyKey } = parse(BulkInput, raw);
  const key = idempotencyKey ?? ctx.request.idempotencyKey;
  const [[name, input]] = Object.entries(change) as [[Name, object]];
  const { permission, run } = OPERATIONS[name];
  await authorize(ctx, "ticket:read");
  await authorize(ctx, permission);
  // The whole call is remembered first: its key with another change is refused, not done.
  const whole = { ticketIds, change, idempotencyKey: key };
  if (key !== undefined)
    await execute(ctx, { name: "ticket.bulk", input: whole }, () => Promise.resolve({ changes: [] }));
  return together([...new Set(ticketIds)], async (ticketId): Promise<BulkOutcome> => {
    const own = key === undefined ? ctx : withRequest(ctx, { idempotencyKey: `${key}:${ticketId}` });
    try {
      const { object } = await run(own, { ...input, ticketId } as never);
      return { ticketId, done: true, ticket: object };
    } catch (error) {
      if (!isRefusal(error) || error.code === "INTERNAL") throw error;
      return { ticketId, done: false, error };
    }
  });
}
