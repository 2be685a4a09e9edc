import type { Applied } from "../kernel/index.ts";
import type { App, Events } from "./schema.ts";

export function evolve(state: App | undefined, event: Applied<Events>): App {
  const app = state as App;
  switch (event.type) {
    case "app.created":
      return { id: event.aggregateId, ...event.payload, status: "ACTIVE", createdAt: event.occurredAt };
    case "app.renamed":
      return { ...app, name: event.payload.name };
    case "app.scopes_changed":
      return { ...app, scopes: event.payload.scopes };
    case "app.disabled":
      return { ...app, status: "DISABLED" };
    case "app.enabled":
      return { ...app, status: "ACTIVE" };
    case "app.key_minted":
    case "app.key_revoked":
      return app;
  }
}
