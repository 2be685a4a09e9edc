import * as z from "zod";
import type { Permission, Scope } from "../kernel/index.ts";
import { isPermission } from "../kernel/index.ts";
import { DefineRoleInput, KeyInput } from "../workspace/index.ts";

/** What decided whether somebody may: the first of these that applies, from above. */
export const RULES = {
  NOT_ACTIVE: "They are not active: nothing is permitted.",
  NOT_HELD: "None of their roles has the permission.",
  BORROWED: "Whoever acts as somebody else does not get this with it.",
  NO_OBJECT: "A role has the permission; no object was asked about.",
  UNREADABLE: "They may not read this: to them it does not exist.",
  OUT_OF_SIGHT: "It is deleted, private or otherwise out of sight: to them it does not exist.",
  ALL: "A role has the permission for everything.",
  OWN: "A role has the permission for what is their own, and this is.",
  TEAM: "A role has the permission for what belongs to their teams, and this does.",
  OUT_OF_SCOPE: "A role has the permission, but not as far as this.",
} as const;
export type Rule = keyof typeof RULES;

/** What one of their roles says of a permission. */
export interface RoleSays {
  /** A built-in role, or the key of one of the company's own. */
  readonly role: string;
  readonly scope: Scope;
}

/** Whether somebody may do something, and the rule that decided. */
export interface Explanation {
  readonly allowed: boolean;
  readonly permission: Permission;
  readonly rule: Rule;
  /** The rule in one sentence. */
  readonly says: string;
  /** How far they hold the permission; null when they do not. */
  readonly scope: Scope | null;
  /** Which of their roles have it. */
  readonly heldBy: readonly RoleSays[];
  /** Which roles of this desk would give it. */
  readonly grantedBy: readonly RoleSays[];
}

const permission = z.string().refine(isPermission, "There is no such permission; docs/permissions.md lists them all.");

export const ExplainInput = z.object({
  permission: permission.transform((word) => word as Permission),
  /** About what: a ticket, customer, company, agent, app or view; without it whether they may at all. */
  objectId: z.string().optional(),
  /** Who; the caller when absent. */
  actor: z.object({ kind: z.enum(["agent", "customer", "app"]), id: z.string() }).optional(),
});
export type ExplainInput = z.input<typeof ExplainInput>;

/** A change of roles that somebody thinks about: exactly one of these. */
export const SimulateInput = z
  .object({
    /** The role as it would be. */
    define: z.object({ key: DefineRoleInput.shape.key, grants: DefineRoleInput.shape.grants }).optional(),
    /** The role that would go. */
    remove: KeyInput.shape.key.optional(),
    /** The roles that an agent would have. */
    assign: z.object({ agentId: z.string(), roles: z.array(z.string()), customRoles: z.array(z.string()) }).optional(),
  })
  .refine((input) => Object.values(input).filter((one) => one !== undefined).length === 1, {
    message: "Give one change: `define`, `remove` or `assign`.",
  });
export type SimulateInput = z.input<typeof SimulateInput>;

/** One permission that moves. */
export interface Moved {
  readonly permission: Permission;
  /** How far it reaches now and would then; null for not at all. */
  readonly before: Scope | null;
  readonly after: Scope | null;
}

/** What somebody would gain and lose. */
export interface Affected {
  readonly agentId: string;
  readonly gains: readonly Moved[];
  readonly loses: readonly Moved[];
}

export interface Simulation {
  /** Those for whom something would change. */
  readonly affected: readonly Affected[];
  /** How many people of the desk were looked at. */
  readonly looked: number;
}
