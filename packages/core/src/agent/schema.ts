import * as z from "zod";
import { WorkingHours } from "../calendar/index.ts";
import { AGENT_ROLES, email, id, Locale, Meta, TimeZone, text } from "../kernel/index.ts";
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

export const Capacity = z.object({
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
