import { impersonate } from "@switchboard/core/access";
import type { Desk } from "@switchboard/core/desk";
import type { Ctx } from "@switchboard/core/kernel";
import { ADDRESS, authorizationOf, keyIn } from "./header.ts";
import { type AuthOptions, callers } from "./index.ts";

/** Whom a caller acts as instead of themselves: the id of an agent. It takes `agent:impersonate`. */
const ACT_AS = "x-act-as";

/** The context of a request: who makes it, from where, and as whom. Null for one without a credential. */
export function contexts(options: AuthOptions & { readonly desk: Desk }) {
  const callerOf = callers(options);

  return async ({ headers }: Request): Promise<Ctx | null> => {
    const authorization = authorizationOf(headers);
    const caller = await callerOf(authorization);
    if (!caller) return null;
    const { actor, credential: shown } = caller;
    const [credential, address, other] = [keyIn(authorization), headers.get(ADDRESS), headers.get(ACT_AS)];
    const via = { credential: shown, ...(address === null ? {} : { address }) };
    const ctx = options.desk.as(actor, { via, ...(credential === null ? {} : { credential }) });
    return other === null ? ctx : impersonate(ctx, other);
  };
}
