import * as z from "zod";
import { type Grants, isPermission, PLATFORM_ONLY, SCOPES, text } from "../kernel/index.ts";
import { Key } from "./field.ts";

/** One permission of a role of the company's own, and how far it reaches. */
export const Grant = z.object({
  /** resource:action. A word that this release does not know is kept, and grants nothing. */
  permission: z.string().max(60),
  scope: z.enum(SCOPES),
});
export type Grant = z.infer<typeof Grant>;

/** A role of the company's own: a named set of permissions (DESIGN 6). */
export const CustomRole = z.object({
  key: Key,
  label: text(100, 1),
  grants: z.array(Grant).min(1, "A role grants at least one permission.").max(100),
});
export type CustomRole = z.infer<typeof CustomRole>;

/** What a role of the company's own grants. The platform's own permissions are in none, whatever was written. */
export const grantsOfRole = ({ grants }: Pick<CustomRole, "grants">): Grants =>
  new Map(
    grants.flatMap(({ permission, scope }) =>
      isPermission(permission) && !PLATFORM_ONLY.has(permission) ? [[permission, scope] as const] : [],
    ),
  );
