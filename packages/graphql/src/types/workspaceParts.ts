import type { Result } from "@switchboard/core";
import type * as Core from "@switchboard/core/workspace";
import type { Mutation } from "../mutation.ts";
import { Workspace } from "./refs.ts";

/** What all changes of the configuration have in common. */
export const configuring: Pick<Mutation<object, Result<Core.Workspace>>, "permission" | "versioned" | "payload"> = {
  permission: "workspace:configure",
  versioned: true,
  payload: (t) => ({
    workspace: t.field({
      type: Workspace,
      nullable: true,
      description: "The workspace.",
      resolve: (p) => p.result?.object,
    }),
  }),
};
