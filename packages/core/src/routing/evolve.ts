import type { Applied } from "../kernel/index.ts";
import type { Events, Route } from "./schema.ts";

type Event = Applied<Events>;

export function evolve(state: Route | undefined, event: Event): Route {
  const route = state as Route;
  switch (event.type) {
    case "routing.queued":
      return queued(state, event);
    case "routing.decided":
      return decided(route, event.payload);
    case "routing.offered": {
      const { agentId, until, load } = event.payload;
      return { ...settled(route), state: "OFFERED", offer: { agentId, until, load } };
    }
    case "routing.declined": {
      const { agentId, why } = event.payload;
      if (why !== "DECLINED") return { ...settled(route), state: "WAITING" };
      const others = (route.excluded ?? []).filter((one) => one.agentId !== agentId);
      return { ...settled(route), state: "WAITING", excluded: [...others, { agentId, why }] };
    }
    case "routing.assigned":
      return { ...settled(route), state: "ASSIGNED", agentId: event.payload.agentId };
    case "routing.left":
      return { ...settled(route), state: "LEFT" };
    case "routing.skills_changed":
      return skilled(state, event);
  }
}

/** Without what belonged to the state it was in. */
function settled(route: Route): Route {
  const { offer: _, agentId: __, retryAt: ___, digest: ____, ...rest } = route;
  return rest;
}

function queued(route: Route | undefined, event: Extract<Event, { type: "routing.queued" }>): Route {
  const { begins, ...facts } = event.payload;
  const { excluded, skills } = route ?? {};
  return {
    id: event.aggregateId,
    ...facts,
    state: "WAITING",
    ...(skills ? { skills } : {}),
    ...(excluded && !begins ? { excluded } : {}),
  };
}

/** Of a decision that gave it to somebody the next event tells more. */
function decided(
  route: Route,
  { retryAt, digest }: { readonly retryAt: number | null; readonly digest: string },
): Route {
  const { retryAt: _, ...rest } = route;
  return { ...rest, digest, ...(retryAt === null ? {} : { retryAt }) };
}

/** What somebody asks for can be said before the ticket ever waited. */
function skilled(route: Route | undefined, event: Extract<Event, { type: "routing.skills_changed" }>): Route {
  const { ticketId, skills } = event.payload;
  const { skills: _, ...rest } = route ?? {
    id: event.aggregateId,
    ticketId,
    state: "LEFT",
    queue: "",
    eligibleSince: event.occurredAt,
    rank: "",
    required: [],
    preferred: [],
  };
  return skills ? { ...rest, skills } : rest;
}
