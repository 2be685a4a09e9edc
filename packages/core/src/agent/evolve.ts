import type { Applied } from "../kernel/index.ts";
import type { AgentStatus } from "./moves.ts";
import type { Agent, Events } from "./schema.ts";

type Profiled = Extract<Applied<Events>, { type: "agent.profile_changed" }>;

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
    case "agent.invited":
      return inTeams(
        {
          id: event.aggregateId,
          name: event.content?.name ?? "",
          email: event.content?.email ?? "",
          roles: event.payload.roles,
          ...(event.payload.customRoles?.length ? { customRoles: event.payload.customRoles } : {}),
          status: "INVITED",
          createdAt: event.occurredAt,
          invitedUntil: event.payload.until,
        },
        event.payload.teams,
      );
    case "agent.reinvited":
      return { ...agent, invitedUntil: event.payload.until };
    case "agent.accepted":
      return invitedNoMore(agent, "ACTIVE");
    case "agent.invitation_withdrawn":
    case "agent.offboarded":
      return inTeams(invitedNoMore(agent, "OFFBOARDED"), []);
    case "agent.profile_changed":
      return profiled(agent, event.content);
    case "agent.hours_changed":
      return withHours(agent, event.payload.hours);
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

function invitedNoMore({ invitedUntil: _, ...rest }: Agent, status: AgentStatus): Agent {
  return { ...rest, status };
}

function withHours({ hours: _, ...rest }: Agent, hours: Agent["hours"] | null): Agent {
  return hours ? { ...rest, hours } : rest;
}

/** What is not named stays; of erased words nothing does. */
function profiled(agent: Agent, content: Profiled["content"]): Agent {
  const next = { ...agent, name: content?.name ?? "" } as Record<string, unknown>;
  for (const field of ["displayName", "locale", "timeZone"] as const) {
    const value = content ? content[field] : null;
    if (value === null) delete next[field];
    else if (value !== undefined) next[field] = value;
  }
  return next as unknown as Agent;
}

function inTeams(agent: Agent, teams: readonly string[]): Agent {
  const { teams: _, ...rest } = agent;
  return teams.length === 0 ? rest : { ...rest, teams };
}
