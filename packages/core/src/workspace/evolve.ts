import type { Applied } from "../kernel/index.ts";
import type { Events, Workspace } from "./schema.ts";

export function evolve(state: Workspace | undefined, event: Applied<Events>): Workspace {
  switch (event.type) {
    case "workspace.created":
      return { id: event.aggregateId, ...event.payload, createdAt: event.occurredAt };
    case "workspace.configured":
      return { ...(state as Workspace), configVersion: event.payload.configVersion };
  }
}
