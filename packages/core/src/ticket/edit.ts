import type { Ctx, Loaded, Permission } from "../kernel/index.ts";
import { change, type Decision, type Operation, type Result } from "../table/index.ts";
import type { Events } from "./events/index.ts";
import type { Ticket } from "./schema/index.ts";
import { ticket } from "./store.ts";

interface Edit {
  readonly name: string;
  readonly permission: Permission;
  readonly input: Operation["input"] & { readonly ticketId: string };
}

/** Changes one ticket that the input names. */
export function edit(
  ctx: Ctx,
  op: Edit,
  decision: (loaded: Loaded<Ticket>) => Decision<Events> | Promise<Decision<Events>>,
): Promise<Result<Ticket>> {
  return change(ctx, ticket, { ...op, id: op.input.ticketId, path: ["ticketId"] }, decision);
}
