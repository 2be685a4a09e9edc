import * as z from "zod";
import { StoredHours, WorkingHours } from "../calendar/index.ts";
import { AGENT_ROLES, type EventCatalogue, email, id, Locale, Meta, TimeZone, text } from "../kernel/index.ts";
import { CapacityUnits, CHANNEL_CLASSES, FieldKey, HeldSkill, WEIGHTS } from "../workspace/index.ts";
import type { AgentStatus } from "./moves.ts";

export const Role = z.enum(AGENT_ROLES);
const Roles = z.array(Role).transform((roles) => [...new Set(roles)].sort());
/** Roles of the company's own, by key. */
const CustomRoles = z
  .array(FieldKey)
  .max(20, "An agent has at most 20 roles of the company's own.")
  .transform((roles) => [...new Set(roles)].sort());

const Teams = z
  .array(FieldKey)
  .max(20, "An agent is in at most 20 teams.")
  .transform((teams) => [...new Set(teams)].sort());

const Capacity = z.object({
  units: CapacityUnits,
  /** At most so many of them for channels of a class. */
  byClass: z.partialRecord(z.enum(CHANNEL_CLASSES), CapacityUnits).optional(),
});
const Weight = z.number().int(WEIGHTS).min(1, WEIGHTS).max(100, WEIGHTS);

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
  /** Until when the invitation can be accepted, ms; only while they are INVITED. */
  readonly invitedUntil?: number;
  /** What customers read instead of the name. */
  readonly displayName?: string;
  /** BCP 47, for example `de-AT`. */
  readonly locale?: string;
  /** IANA zone, for example `Europe/Berlin`. */
  readonly timeZone?: string;
  /** When they work; absent when nobody has said so. */
  readonly hours?: Readonly<WorkingHours>;
  /** What they can do that not everybody can; absent when nobody said so. */
  readonly skills?: readonly HeldSkill[];
  /** How much they take at once; absent when it is what everybody takes. */
  readonly capacity?: z.infer<typeof Capacity>;
  /** Their share where work is spread by weight; 1 when absent. */
  readonly weight?: number;
}

export const CreateInput = Meta.extend({
  name: text(200, 1),
  email,
  roles: Roles,
  customRoles: CustomRoles.optional(),
});
export const MAX_SIGNATURE = 2_000;
/** A signature has lines: what ends a line stays as it is. */
const Signature = z
  .string()
  .transform((value) => value.toWellFormed())
  .pipe(z.string().max(MAX_SIGNATURE, `Shorten this to at most ${MAX_SIGNATURE} characters.`));
export const ChangeProfileInput = Meta.extend({
  agentId: id("agt"),
  name: text(200, 1).optional(),
  displayName: text(200, 1).nullish(),
  locale: Locale.nullish(),
  timeZone: TimeZone.nullish(),
  signature: Signature.nullish(),
});
export const ChangeHoursInput = Meta.extend({ agentId: id("agt"), hours: WorkingHours.nullable() });
export const InviteInput = Meta.pick({ idempotencyKey: true }).extend({
  name: text(200, 1),
  email,
  roles: Roles,
  customRoles: CustomRoles.optional(),
  teams: Teams.default([]),
});
export const OffboardInput = Meta.extend({ agentId: id("agt"), reason: text(500, 1).optional() });
export const ChangeRolesInput = Meta.extend({ agentId: id("agt"), roles: Roles, customRoles: CustomRoles.optional() });
export const ChangeTeamsInput = Meta.extend({ agentId: id("agt"), teams: Teams });
export const ChangeSkillsInput = Meta.extend({
  agentId: id("agt"),
  skills: z.array(HeldSkill).max(50, "An agent has at most 50 skills."),
});
export const ChangeCapacityInput = Meta.extend({
  agentId: id("agt"),
  capacity: Capacity.nullish(),
  weight: Weight.nullish(),
});
export const AgentInput = Meta.extend({ agentId: id("agt") });

export type CreateInput = z.input<typeof CreateInput>;
export type ChangeProfileInput = z.input<typeof ChangeProfileInput>;
export type ChangeHoursInput = z.input<typeof ChangeHoursInput>;
export type InviteInput = z.input<typeof InviteInput>;
export type OffboardInput = z.input<typeof OffboardInput>;
export type ChangeRolesInput = z.input<typeof ChangeRolesInput>;
export type ChangeTeamsInput = z.input<typeof ChangeTeamsInput>;
export type ChangeSkillsInput = z.input<typeof ChangeSkillsInput>;
export type ChangeCapacityInput = z.input<typeof ChangeCapacityInput>;
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
