import type { Applied } from "../kernel/index.ts";
import type { Events } from "./events.ts";
import type { AgentStatus } from "./moves.ts";
import type { Agent } from "./schema.ts";

type Joining = Extract<Applied<Events>, { type: "agent.created" | "agent.invited" }>;
type Profiled = Extract<Applied<Events>, { type: "agent.profile_changed" }>;

export function evolve(state: Agent | undefined, event: Applied<Events>): Agent {
  const agent = state as Agent;
  switch (event.type) {
    case "agent.created":
      return joined(event, "ACTIVE");
    case "agent.invited":
      return inTeams({ ...joined(event, "INVITED"), invitedUntil: event.payload.until }, event.payload.teams);
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
    case "agent.skills_changed":
      return set(agent, { skills: event.payload.skills.length === 0 ? null : event.payload.skills });
    case "agent.capacity_changed":
      return set(agent, { capacity: event.payload.capacity, weight: event.payload.weight });
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
  return customRoles.length === 0 ? { ...without(agent, "customRoles"), roles } : { ...agent, roles, customRoles };
}

function joined(event: Joining, status: AgentStatus): Agent {
  const { name = "", email = "" } = event.content ?? {};
  const { aggregateId: id, occurredAt: createdAt } = event;
  return withRoles({ id, name, email, roles: [], status, createdAt }, event.payload);
}

const without = (agent: Agent, field: "customRoles" | "invitedUntil" | "hours" | "teams"): Agent => {
  const { [field]: _gone, ...rest } = agent;
  return rest as unknown as Agent;
};

const invitedNoMore = (agent: Agent, status: AgentStatus): Agent => ({ ...without(agent, "invitedUntil"), status });

const withHours = (agent: Agent, hours: Agent["hours"] | null): Agent =>
  hours ? { ...agent, hours } : without(agent, "hours");

/** Fields as they are now; what is null is absent. */
function set(agent: Agent, fields: Partial<Record<"skills" | "capacity" | "weight", unknown>>): Agent {
  const next: Record<string, unknown> = { ...agent, ...fields };
  for (const [field, value] of Object.entries(fields)) if (value === null) delete next[field];
  return next as unknown as Agent;
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

const inTeams = (agent: Agent, teams: readonly string[]): Agent =>
  teams.length === 0 ? without(agent, "teams") : { ...agent, teams };
