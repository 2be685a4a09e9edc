import type { Scope } from "@switchboard/core/kernel";
import { builder } from "../builder.ts";
import { PermissionScope } from "./enums.ts";

export interface GrantShape {
  readonly permission: string;
  readonly scope: Scope;
}

export const Grant = builder.objectRef<GrantShape>("Grant").implement({
  description: "One permission, and how far it reaches.",
  fields: (t) => ({
    permission: t.exposeString("permission", { description: "resource:action, the words that refusals use." }),
    scope: t.expose("scope", { type: PermissionScope, description: "How far it reaches." }),
  }),
});

export const GrantInput = builder.inputType("GrantInput", {
  description: "One permission, and how far it reaches.",
  fields: (t) => ({
    permission: t.string({ required: true, description: "resource:action; docs/permissions.md lists them." }),
    scope: t.field({ type: PermissionScope, required: true, description: "How far it reaches." }),
  }),
});
