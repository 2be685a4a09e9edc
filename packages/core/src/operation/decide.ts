import { limit } from "../kernel/index.ts";
import type { Workspace, WorkspaceDraft } from "../workspace/index.ts";
import { MOST_OPERATIONS, type Operation } from "./schema.ts";

type Facts = Pick<Operation, "hash" | "name" | "anonymous">;

/** Registers a document; one that is known gets the new name and openness, and nothing happens when it has them. */
export function register(workspace: Workspace, before: Operation | null, wanted: Facts): readonly WorkspaceDraft[] {
  const { hash, name, anonymous } = wanted;
  if (before?.name === name && before.anonymous === anonymous) return [];
  if (!before && (workspace.operations ?? 0) >= MOST_OPERATIONS)
    throw limit(`A workspace has at most ${MOST_OPERATIONS} registered operations.`, MOST_OPERATIONS, ["document"]);
  const payload = { hash, name, anonymous };
  return [...(before ? remove(before) : []), { type: "workspace.operation_registered", payload }];
}

export const remove = ({ hash, name }: Operation): readonly WorkspaceDraft[] => [
  { type: "workspace.operation_removed", payload: { hash, name } },
];
