import type { Applied } from "../kernel/index.ts";
import type { Agent, Events } from "./schema.ts";

export function evolve(state: Agent | undefined, event: Applied<Events>): Agent {
  const agent = state as Agent;
  switch (event.type) {
    case "agent.created":
      return {
        id: event.aggregateId,
        name: event.content?.name ?? "",
        email: event.content?.email ?? "",
        roles: event.payload.roles,
        ...(event.payload.customRoles?.length ? { customRoles: event.payload.customRoles } : {}),
        status: "ACTIVE",
        createdAt: event.occurredAt,
      };
    case "agent.profile_changed":
      return { ...agent, name: event.content?.name ?? "" };
    case "agent.roles_changed":
      return withRoles(agent, event.payload);
    case "agent.teams_changed":
      return inTeams(agent, event.payload.teams);
    case "agent.suspended":
      return { ...agent, status: "SUSPENDED" };
    case "agent.reinstated":
      return { ...agent, status: "ACTIVE" };
    case "agent.key_minted":
    case "agent.key_revoked":
      return agent;
  }
}

function withRoles(
  agent: Agent,
  { roles, customRoles }: { readonly roles: Agent["roles"]; readonly customRoles?: readonly string[] | undefined },
): Agent {
  if (customRoles === undefined) return { ...agent, roles };
  const { customRoles: _, ...rest } = agent;
  return customRoles.length === 0 ? { ...rest, roles } : { ...rest, roles, customRoles };
}

function inTeams(agent: Agent, teams: readonly string[]): Agent {
  const { teams: _, ...rest } = agent;
  return teams.length === 0 ? rest : { ...rest, teams };
}
