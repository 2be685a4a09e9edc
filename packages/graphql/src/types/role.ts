import { AGENT_ROLES, type Grants, ROLES } from "@switchboard/core/kernel";
import * as Core from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { Grant, GrantInput, type GrantShape } from "./grant.ts";
import { configuring } from "./workspaceParts.ts";

interface RoleShape {
  readonly key: string;
  readonly label: string;
  readonly builtIn: boolean;
  readonly grants: readonly GrantShape[];
}

const Role = builder.objectRef<RoleShape>("Role").implement({
  description: "A named set of permissions that agents have.",
  fields: (t) => ({
    key: t.exposeString("key", { description: "What programs call it." }),
    label: t.exposeString("label", { description: "What people read." }),
    builtIn: t.exposeBoolean("builtIn", { description: "Whether it comes with the desk, and never changes." }),
    grants: t.field({
      type: [Grant],
      description: "What it permits, up to 100.",
      resolve: ({ grants }) => [...grants],
    }),
  }),
});

const listed = (grants: Grants): GrantShape[] => [...grants].map(([permission, scope]) => ({ permission, scope }));

const BUILT_IN: readonly RoleShape[] = AGENT_ROLES.map((key) => ({
  key,
  label: key.charAt(0).toUpperCase() + key.slice(1).replaceAll("_", " "),
  builtIn: true,
  grants: listed(ROLES[key]),
}));

builder.queryField("roles", (t) =>
  t.field({
    ...rule("The roles of the desk: seven that come with it, then those of the company's own, up to 50.", {
      permission: "workspace:read",
      cost: 5,
      size: 20,
    }),
    type: [Role],
    nullable: true,
    resolve: async (_, _args, { loaders }) => {
      const { roles } = await loaders.config();
      return [...BUILT_IN, ...roles.map((role) => ({ ...role, builtIn: false }))];
    },
  }),
);

const managing = { ...configuring, permission: "role:manage" } as const;

mutation(
  "defineRole",
  (t) => ({
    key: t.string({ required: true, description: "What programs call it: lower-case letters, digits, underscores." }),
    label: t.string({ required: true, description: "What people read, up to 100 characters." }),
    grants: t.field({ type: [GrantInput], required: true, description: "All that it permits, each once, up to 100." }),
  }),
  {
    ...managing,
    says: "Adds a role of the company's own, or changes what one permits. Nobody gives or takes what they do not hold; `simulateRole` tells before what it comes to.",
    run: (ctx, input) => Core.defineRole(ctx, input),
  },
);

mutation("removeRole", (t) => ({ key: t.string({ required: true, description: "Which role." }) }), {
  ...managing,
  says: "Takes a role of the company's own away: whoever had it has what their other roles permit.",
  run: (ctx, input) => Core.removeRole(ctx, input),
});
