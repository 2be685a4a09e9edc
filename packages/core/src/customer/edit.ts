import type { Ctx, Loaded, Permission } from "../kernel/index.ts";
import { change, type Decision, type Operation, type Result } from "../table/index.ts";
import { assertApart } from "./decide/index.ts";
import type { Events } from "./events.ts";
import { resultShown } from "./personal.ts";
import type { Customer } from "./schema/index.ts";
import { customer } from "./store.ts";

export interface Edit {
  readonly name: string;
  readonly permission?: Permission;
  readonly input: Operation["input"] & { readonly customerId: string };
}

/** Changes a customer who stands for themselves. */
export function edit(
  ctx: Ctx,
  { name, input, permission = "customer:write" }: Edit,
  decide: (loaded: Loaded<Customer>) => Decision<Events> | Promise<Decision<Events>>,
): Promise<Result<Customer>> {
  const op = { name, permission, id: input.customerId, input, path: ["customerId"] };
  const changed = change(ctx, customer, op, (loaded) => {
    assertApart(loaded.state);
    return decide(loaded);
  });
  return resultShown(ctx, changed);
}
