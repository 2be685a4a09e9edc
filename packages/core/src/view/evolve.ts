import type { Applied } from "../kernel/index.ts";
import type { Narrowing } from "../ticket/index.ts";
import type { Events, View } from "./schema.ts";

export function evolve(state: View | undefined, event: Applied<Events>): View {
  switch (event.type) {
    case "view.created": {
      const { sharing, team, ownerId } = event.payload;
      return {
        id: event.aggregateId,
        name: event.content?.name ?? "",
        filter: (event.content?.filter ?? {}) as Narrowing,
        filterVersion: 1,
        sharing,
        ...(team === undefined ? {} : { team }),
        ...(ownerId === undefined ? {} : { ownerId }),
        createdAt: event.occurredAt,
      };
    }
    case "view.changed":
      return changed(state as View, event);
    case "view.removed":
      return { ...(state as View), removed: true };
  }
}

type Changed = Extract<Applied<Events>, { type: "view.changed" }>;

function changed(view: View, { payload, content }: Changed): View {
  const narrows = payload.fields.includes("filter");
  const { team: _before, ...kept } = view;
  return {
    ...kept,
    ...(payload.team === undefined ? {} : { team: payload.team }),
    ...(payload.fields.includes("name") ? { name: content?.name ?? "" } : {}),
    ...(narrows ? { filter: (content?.filter ?? {}) as Narrowing, filterVersion: view.filterVersion + 1 } : {}),
    sharing: payload.sharing,
  };
}
