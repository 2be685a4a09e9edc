import type { Ctx } from "@switchboard/core";
import { actorOf, isCustomer } from "@switchboard/core/kernel";
import { builder } from "../builder.ts";
import { rule } from "../rule.ts";
import { Actor } from "./actor.ts";
import { Grant, type GrantShape } from "./grant.ts";
import { Agent, Customer } from "./refs.ts";

/** What the caller may do, by name. */
async function grantsOf(ctx: Ctx): Promise<GrantShape[]> {
  const grants = [...(await ctx.grants())].map(([permission, scope]) => ({ permission, scope }));
  return grants.sort((a, b) => (a.permission < b.permission ? -1 : 1));
}

const Viewer = builder.objectRef<Ctx>("Viewer").implement({
  description: "Who is asking.",
  fields: (t) => ({
    actor: t.field({ type: Actor, description: "Who the credential stands for.", resolve: actorOf }),
    impersonator: t.field({
      type: Actor,
      nullable: true,
      description: "Who really acts, while they act as somebody else: events name them.",
      resolve: ({ request }) => request.impersonator,
    }),
    permissions: t.field({
      ...rule("What you may do, and how far.", { cost: 1 }),
      type: [Grant],
      resolve: grantsOf,
    }),
    agent: t.field({
      ...rule("You, when you are an agent.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: ({ actor }, _, { loaders }) => (actor.kind === "agent" ? loaders.agent.load(actor.agentId) : null),
    }),
    customer: t.field({
      ...rule("You, when you are a customer, known or not.", { permission: "customer:read", cost: 1 }),
      type: Customer,
      nullable: true,
      resolve: ({ actor }, _, { loaders }) => (isCustomer(actor) ? loaders.customer.load(actor.customerId) : null),
    }),
  }),
});

builder.queryField("viewer", (t) =>
  t.field({
    ...rule("Who is asking, and what they may do.", { cost: 1 }),
    type: Viewer,
    resolve: (_, _args, { ctx }) => ctx,
  }),
);
