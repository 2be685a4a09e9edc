import * as z from "zod";
import { StoredHours } from "../calendar/index.ts";
import type { EventCatalogue } from "../kernel/index.ts";
import { HeldSkill } from "../workspace/index.ts";
import { Capacity, Role } from "./schema.ts";

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
    // The name is always there, as the release before knows it; what was taken away is null.
    content: z.object({
      name: z.string(),
      displayName: z.string().nullish(),
      locale: z.string().nullish(),
      timeZone: z.string().nullish(),
      signature: z.string().nullish(),
    }),
    says: "An agent's profile changed.",
  },
  "agent.hours_changed": {
    ...audit,
    payload: z.object({ hours: StoredHours.nullable() }),
    says: "An agent works at other times; null when nobody says any more when.",
  },
  "agent.skills_changed": {
    ...audit,
    payload: z.object({ skills: z.array(HeldSkill), previous: z.array(HeldSkill) }),
    says: "An agent has other skills.",
  },
  "agent.capacity_changed": {
    ...audit,
    payload: z.object({
      capacity: Capacity.nullable(),
      weight: z.number().nullable(),
      previous: z.object({ capacity: Capacity.nullable(), weight: z.number().nullable() }),
    }),
    says: "An agent takes more or less at once, or another share; null stands for what everybody takes.",
  },
  "agent.invited": {
    ...audit,
    payload: z.object({
      roles: z.array(Role),
      customRoles: z.array(z.string()).optional(),
      teams: z.array(z.string()),
      until: z.number(),
    }),
    content: z.object({ name: z.string(), email: z.string() }),
    says: "Somebody was invited to the desk, until a time (ms).",
  },
  "agent.reinvited": {
    ...audit,
    payload: z.object({ until: z.number() }),
    says: "Somebody was invited anew, until a time (ms); the invitation before is void.",
  },
  "agent.accepted": {
    ...audit,
    payload: z.object({ by: z.enum(["CODE", "TOKEN"]) }),
    says: "Somebody accepted an invitation, with its code or signed in by a token, and is on the desk.",
  },
  "agent.invitation_withdrawn": { ...audit, payload: z.object({}), says: "Somebody is invited no more." },
  "agent.offboarded": {
    ...audit,
    payload: z.object({ teams: z.array(z.string()) }),
    content: z.object({ reason: z.string() }).optional(),
    says: "An agent left for good; the teams are those they were in. Their open tickets go back.",
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
