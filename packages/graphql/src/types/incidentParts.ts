import * as Core from "@switchboard/core/incident";
import { builder } from "../builder.ts";
import { rule } from "../rule.ts";
import { Actor } from "./actor.ts";
import { IncidentStatus, ResponseRole } from "./incidentEnums.ts";
import { CustomerTier } from "./peopleEnums.ts";
import { Agent, IncidentEntry } from "./refs.ts";

type AudienceShape = Core.MajorIncident["audience"];

export const IncidentAudience = builder.objectRef<AudienceShape>("IncidentAudience").implement({
  description: "Who a major incident affects: every condition given holds for them.",
  fields: (t) => ({
    tiers: t.field({
      type: [CustomerTier],
      description: "Customers served at one of these tiers; all when empty.",
      resolve: ({ tiers }) => tiers ?? [],
    }),
    companyIds: t.field({
      type: ["ID"],
      description: "Customers of one of these companies; all when empty.",
      resolve: ({ companyIds }) => companyIds ?? [],
    }),
    tags: t.stringList({
      description: "Customers with tickets that have one of these tags; all when empty.",
      resolve: ({ tags }) => tags ?? [],
    }),
    text: t.exposeString("text", { nullable: true, description: "In words." }),
  }),
});

interface RoleShape {
  readonly role: Core.ResponseRole;
  readonly agentId: string;
}

export const IncidentRole = builder.objectRef<RoleShape>("IncidentRole").implement({
  description: "Who does what while a major incident lasts.",
  fields: (t) => ({
    role: t.expose("role", { type: ResponseRole, description: "What." }),
    agent: t.field({
      ...rule("Who.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: ({ agentId }, _, { loaders }) => loaders.agent.load(agentId),
    }),
  }),
});

IncidentEntry.implement({
  description: "One line of the history of a major incident.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "Its id." }),
    type: t.exposeString("type", { description: "What happened, for example `incident.update_posted`." }),
    public: t.exposeBoolean("public", { description: "Whether the customers concerned see it." }),
    at: t.expose("at", { type: "DateTime", description: "When it was written." }),
    occurredAt: t.expose("occurredAt", { type: "DateTime", description: "When it happened." }),
    status: t.expose("status", {
      type: IncidentStatus,
      nullable: true,
      description: "How it stands since, where that was said.",
    }),
    text: t.exposeString("text", { nullable: true, description: "What was written." }),
    actor: t.expose("actor", { type: Actor, nullable: true, description: "Who did it; null for customers." }),
    facts: t.field({ type: "JSON", description: "Before and after of a change.", resolve: ({ facts }) => facts }),
  }),
});

/** The roles that somebody has, in their order; null for customers. */
export const rolesOf = (roles: Core.MajorIncident["roles"] | undefined): RoleShape[] | null =>
  roles === undefined
    ? null
    : Core.RESPONSE_ROLES.flatMap((role) => {
        const agentId = roles[role];
        return agentId === undefined ? [] : [{ role, agentId }];
      });
