import type { Desk } from "@switchboard/core/desk";
import type { Ctx } from "@switchboard/core/kernel";
import { eventKeyOf } from "@switchboard/core/table";
import * as z from "zod";
import type { Create } from "./handler.ts";
import { deployed } from "./wire.ts";

/** An event as EventBridge hands it to a target. */
export interface BusDelivery {
  readonly id: string;
  readonly source: string;
  readonly "detail-type": string;
  /** When it was put on the bus, RFC 3339. */
  readonly time: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What a reaction needs to know of one of our events. The bus may carry anything, so it is checked. */
const Detail = z.object({
  workspaceId: z.string().min(1),
  aggregateId: z.string().min(1),
  sequence: z.number().int().positive(),
  correlationId: z.string().nullish(),
  /** The facts of the event; the operation that takes them checks them. */
  payload: z.unknown().optional(),
});
export type Detail = z.infer<typeof Detail>;

/**
 * The context a reaction works in: Switchboard itself, named after the reaction. Its key makes a second
 * delivery of the same event have no second effect.
 */
export function reactionCtx(desk: Desk, detail: Detail, name: string): Ctx {
  const cause = eventKeyOf(detail);
  return desk.as(
    { kind: "system", workspaceId: detail.workspaceId, name },
    {
      causationId: cause,
      idempotencyKey: `${cause}:${name}`,
      ...(detail.correlationId ? { correlationId: detail.correlationId } : {}),
    },
  );
}

/** A reaction is ONE core operation; what it throws goes to the bus, which tries again. */
export function reaction(name: string, operation: (ctx: Ctx, detail: Detail, type: string) => Promise<unknown>) {
  const create: Create<BusDelivery, void> =
    ({ desk }) =>
    async (event) => {
      const detail = Detail.parse(event.detail);
      await operation(reactionCtx(desk, detail, name), detail, event["detail-type"]);
    };
  return { create, handler: deployed(create) };
}

/** What is told of an agent: by an event of theirs, or by a record that announces itself and has no history. */
const OfAgent = z.object({
  workspaceId: z.string().min(1),
  aggregateId: z.string().optional(),
  payload: z.object({ agentId: z.string().optional() }).catch({}),
});

/** The same for what has no place in a history: the operation is safe to repeat by itself. */
export function announcement(name: string, operation: (ctx: Ctx, about: { agentId: string }) => Promise<unknown>) {
  const create: Create<BusDelivery, void> =
    ({ desk }) =>
    async (event) => {
      const { workspaceId, aggregateId, payload } = OfAgent.parse(event.detail);
      const agentId = payload.agentId ?? aggregateId ?? "";
      await operation(desk.as({ kind: "system", workspaceId, name }), { agentId });
    };
  return { create, handler: deployed(create) };
}
