import type { Ctx } from "../../kernel/index.ts";
import { execute } from "../../table/index.ts";
import { suppressing } from "../suppression/store.ts";
import { goneFor, report } from "./report.ts";
import type { FeedbackInput } from "./schema.ts";
import { delivery, deliveryAt } from "./store.ts";

/** What became of it, and in the same commit whom no mail goes to any more. */
export async function recordPart(ctx: Ctx, input: FeedbackInput): Promise<void> {
  await execute(ctx, { name: "delivery.report", input: {} }, async () => {
    const before = await deliveryAt(ctx, input.deliveryId);
    const drafts = before ? report(before.state, input) : [];
    if (!before || drafts.length === 0) return { changes: [] };
    const reason = input.kind === "complained" ? "COMPLAINT" : "BOUNCE";
    const cause = { reason, deliveryId: input.deliveryId } as const;
    const gone = goneFor(before.state, input).map((address) => suppressing(ctx, address, cause));
    const also = (await Promise.all(gone)).filter((change) => change.drafts.length > 0);
    return { changes: [{ agg: delivery, id: input.deliveryId, before, drafts }, ...also] };
  });
}
