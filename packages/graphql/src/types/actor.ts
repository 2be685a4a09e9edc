import { type ActorRef, isCustomerKind } from "@switchboard/core/kernel";
import { builder } from "../builder.ts";
import { rule } from "../rule.ts";
import { ActorKind } from "./enums.ts";
import { Agent, Customer } from "./refs.ts";

export const Actor = builder.objectRef<ActorRef>("Actor").implement({
  description: "Who did something.",
  fields: (t) => ({
    kind: t.expose("kind", { type: ActorKind, description: "What sort of caller." }),
    id: t.exposeID("id", { description: "The id of the agent, customer or app; for the system, which part of it." }),
    agent: t.field({
      ...rule("The agent, when it is one.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: ({ kind, id }, _, { loaders }) => (kind === "agent" ? loaders.agent.load(id) : null),
    }),
    customer: t.field({
      ...rule("The customer, when it is one, known or not.", { permission: "customer:read", cost: 1 }),
      type: Customer,
      nullable: true,
      resolve: ({ kind, id }, _, { loaders }) => (isCustomerKind(kind) ? loaders.customer.load(id) : null),
    }),
  }),
});
