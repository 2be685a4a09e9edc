import * as z from "zod";

/**
 * Who acts. A `visitor` is a customer nobody knows yet: the company's page vouches for a made-up id alone. `system` is Switchboard itself: the tick, a reaction, the mail door; `name` says which. */
export const Actor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("agent"), workspaceId: z.string(), agentId: z.string() }),
  z.object({ kind: z.literal("customer"), workspaceId: z.string(), customerId: z.string() }),
  z.object({ kind: z.literal("visitor"), workspaceId: z.string(), customerId: z.string() }),
  z.object({ kind: z.literal("app"), workspaceId: z.string(), appId: z.string(), scopes: z.array(z.string()) }),
  z.object({ kind: z.literal("system"), workspaceId: z.string(), name: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;

/** An actor as it stands in an event: kind and id, nothing that could change later. */
export interface ActorRef {
  readonly kind: Actor["kind"];
  readonly id: string;
}

const LETTERS = { agent: "a", customer: "c", visitor: "v", app: "p", system: "s" } as const;
const KINDS = new Map(Object.entries(LETTERS).map(([kind, letter]) => [letter as string, kind as Actor["kind"]]));

export function refOf(actor: Actor): ActorRef {
  switch (actor.kind) {
    case "agent":
      return { kind: "agent", id: actor.agentId };
    case "customer":
    case "visitor":
      return { kind: actor.kind, id: actor.customerId };
    case "app":
      return { kind: "app", id: actor.appId };
    case "system":
      return { kind: "system", id: actor.name };
  }
}

/** One short string per actor: what event rows store and idempotency keys are scoped by. */
export const actorCode = (ref: ActorRef): string => `${LETTERS[ref.kind]}:${ref.id}`;

export function actorFromCode(code: string): ActorRef {
  const kind = KINDS.get(code.slice(0, 1));
  if (kind === undefined) throw new RangeError(`not an actor: ${code}`);
  return { kind, id: code.slice(2) };
}

/** Somebody who asks, known or not: what is internal is none of theirs, and their own is what they may see. */
export type Asking = Extract<Actor, { readonly customerId: string }>;

/** Whether somebody who asks acts, rather than somebody of the desk. */
export const isCustomer = (actor: Actor): actor is Asking => isCustomerKind(actor.kind);

/** The same of a kind alone, as events name it. */
export const isCustomerKind = (kind: Actor["kind"]): kind is Asking["kind"] =>
  kind === "customer" || kind === "visitor";
