import type { Applied } from "../kernel/index.ts";
import type { Events } from "./events.ts";
import type { Workspace } from "./schema.ts";

export function evolve(state: Workspace | undefined, event: Applied<Events>): Workspace {
  switch (event.type) {
    case "workspace.created":
      return { id: event.aggregateId, ...event.payload, createdAt: event.occurredAt };
    case "workspace.configured":
      return { ...(state as Workspace), configVersion: event.payload.configVersion };
    case "workspace.reply_key_rotated":
      return state as Workspace;
    case "workspace.operation_registered":
      return registered(state as Workspace, 1);
    case "workspace.operation_removed":
      return registered(state as Workspace, -1);
  }
}

const registered = (state: Workspace, more: number): Workspace => ({
  ...state,
  operations: (state.operations ?? 0) + more,
});
