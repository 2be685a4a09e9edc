import * as z from "zod";
import { AGENT_ROLES, type EventCatalogue, email, id, Meta, text } from "../kernel/index.ts";
import { FieldKey } from "../workspace/index.ts";

export const Role = z.enum(AGENT_ROLES);
const Roles = z.array(Role).transform((roles) => [...new Set(roles)].sort());
/** Roles of the company's own, by key. */
const CustomRoles = z
  .array(FieldKey)
  .max(20, "An agent has at most 20 roles of the company's own.")
  .transform((roles) => [...new Set(roles)].sort());

export const AgentStatus = z.enum(["ACTIVE", "SUSPENDED"]);
export type AgentStatus = z.infer<typeof AgentStatus>;

/** Somebody who works on the desk. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly z.infer<typeof Role>[];
  /** The keys of roles of the company's own; absent when they have none. */
  readonly customRoles?: readonly string[];
  readonly status: AgentStatus;
  /** The keys of their teams; absent when they are in none. */
  readonly teams?: readonly string[];
  readonly createdAt: number;
}

export const CreateInput = Meta.extend({
  name: text(200, 1),
  email,
  roles: Roles,
  customRoles: CustomRoles.optional(),
});
export const ChangeProfileInput = Meta.extend({ agentId: id("agt"), name: text(200, 1) });
export const ChangeRolesInput = Meta.extend({ agentId: id("agt"), roles: Roles, customRoles: CustomRoles.optional() });
export const ChangeTeamsInput = Meta.extend({
  agentId: id("agt"),
  teams: z
    .array(FieldKey)
    .max(20, "An agent is in at most 20 teams.")
    .transform((teams) => [...new Set(teams)].sort()),
});
export const AgentInput = Meta.extend({ agentId: id("agt") });

export type CreateInput = z.input<typeof CreateInput>;
export type ChangeProfileInput = z.input<typeof ChangeProfileInput>;
export type ChangeRolesInput = z.input<typeof ChangeRolesInput>;
export type ChangeTeamsInput = z.input<typeof ChangeTeamsInput>;
export type AgentInput = z.input<typeof AgentInput>;

const audit = { visibility: "audit", editorial: true, version: 1 } as const;

export const events = {
  "agent.created": {
    ...audit,
    payload: z.object({ roles: z.array(Role), customRoles: z.array(z.string()).optional() }),
    content: z.object({ name: z.string(), email: z.string() }),
    says: "Somebody joined the desk.",
  },
  "agent.profile_changed": {
    ...audit,
    payload: z.object({}),
    content: z.object({ name: z.string() }),
    says: "An agent's name changed.",
  },
  "agent.roles_changed": {
    ...audit,
    payload: z.object({
      roles: z.array(Role),
      previous: z.array(Role),
      customRoles: z.array(z.string()).optional(),
      previousCustomRoles: z.array(z.string()).optional(),
    }),
    says: "What an agent may do changed.",
  },
  "agent.teams_changed": {
    ...audit,
    payload: z.object({ teams: z.array(z.string()), previous: z.array(z.string()) }),
    says: "An agent works in other teams; the keys name them.",
  },
  "agent.suspended": { ...audit, payload: z.object({}), says: "An agent may do nothing for now." },
  "agent.reinstated": { ...audit, payload: z.object({}), says: "A suspended agent is back." },
  // Not editorial: a key changes nothing that somebody edits on the agent.
  "agent.key_minted": {
    ...audit,
    editorial: false,
    payload: z.object({ keyId: z.string() }),
    says: "A key that acts as the agent was made.",
  },
  "agent.key_revoked": {
    ...audit,
    editorial: false,
    payload: z.object({ keyId: z.string() }),
    says: "A key of the agent stopped working for good.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
