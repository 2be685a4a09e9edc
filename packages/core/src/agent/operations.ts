import {
  authorize,
  type Ctx,
  type Grants,
  INVITED,
  id,
  type Loaded,
  NO_GRANTS,
  type Page,
  type PageInput,
  parse,
  reachOf,
  type Versioned,
  versioned,
} from "../kernel/index.ts";
import {
  change,
  create as createAggregate,
  load,
  loadMany,
  need,
  type Result,
  list as readList,
} from "../table/index.ts";
import { configInForce } from "../workspace/index.ts";
import { adminsMoved } from "./admins.ts";
import * as decide from "./decide.ts";
import { AGENT_STATUSES, type AgentStatus } from "./moves.ts";
import { presenceGone } from "./presence.ts";
import { assertKnown, assertMayGrant, assertMayPlace, grantsOf, type HeldRoles } from "./roles.ts";
import { type Agent, AgentInput, ChangeRolesInput, ChangeTeamsInput, CreateInput } from "./schema.ts";
import { type AgentSummary, agent, everybody, holdEmail } from "./store.ts";

const permission = "agent:manage" as const;

/**
 * Adds somebody to the desk.
 *
 * @throws ALREADY_EXISTS for a known e-mail address, FORBIDDEN also when a role would give more than the caller holds
 * @example await Agent.create(ctx, { name: "Ada", email: "ada@acme.example", roles: ["representative"] });
 */
export async function create(ctx: Ctx, raw: CreateInput): Promise<Result<Agent>> {
  const input = parse(CreateInput, raw);
  const agentId = ctx.ids.next("agt");
  return createAggregate(ctx, agent, { name: "agent.create", permission, id: agentId, input }, async () => {
    // Who is in no team is nobody's but theirs who manage everybody.
    await authorize(ctx, permission, {});
    await assertKnown(ctx, input);
    await assertMayGrant(ctx, input);
    return joining(ctx, agentId, input);
  });
}

/** What makes somebody an agent, for a commit that does more. Checks no permission: whoever commits it has. */
export async function joining(ctx: Ctx, agentId: string, input: HeldRoles & Pick<Agent, "name" | "email">) {
  const admins = await adminsMoved(ctx, null, { status: "ACTIVE", roles: input.roles });
  return { events: decide.created(input), records: [holdEmail(ctx, input.email, agentId), ...admins] };
}

/**
 * Changes what an agent may do.
 *
 * @throws NOT_FOUND, FORBIDDEN also when it would give or take more than the caller holds, VALIDATION for oneself and
 * when no admin would remain, TRANSITION for one who has left
 */
export async function changeRoles(ctx: Ctx, raw: ChangeRolesInput): Promise<Result<Agent>> {
  const input = parse(ChangeRolesInput, raw);
  return change(ctx, agent, op("agent.changeRoles", input), async ({ state }) => {
    const after = { ...state, roles: input.roles, customRoles: input.customRoles ?? state.customRoles };
    await assertKnown(ctx, after, state.customRoles);
    await assertMayGrant(ctx, after, state);
    const events = decide.changeRoles(state, input, isSelf(ctx, state));
    return { events, records: await adminsMoved(ctx, state, { ...state, roles: input.roles }) };
  });
}

/**
 * Says which teams somebody works in: all of them, by key.
 *
 * @throws VALIDATION for a team there is not, NOT_FOUND, FORBIDDEN also when a team gives more than the caller holds in
 * it, CONFLICT
 * @example await Agent.changeTeams(ctx, { agentId, teams: ["workshop"] });
 */
export async function changeTeams(ctx: Ctx, raw: ChangeTeamsInput): Promise<Result<Agent>> {
  const input = parse(ChangeTeamsInput, raw);
  return change(ctx, agent, op("agent.changeTeams", input), async ({ state }) => {
    const [{ config }, teams] = [await configInForce(ctx), state.teams ?? []];
    const moved = [...input.teams, ...teams].filter((team) => !(input.teams.includes(team) && teams.includes(team)));
    await assertMayPlace(ctx, state, moved);
    return decide.changeTeams(state, input.teams, config.teams);
  });
}

/**
 * Shuts an agent out, at most a minute later everywhere.
 *
 * @throws NOT_FOUND, FORBIDDEN, VALIDATION for oneself and for the last admin, TRANSITION for who is not on the desk
 */
export async function suspend(ctx: Ctx, raw: AgentInput): Promise<Result<Agent>> {
  const input = parse(AgentInput, raw);
  return change(ctx, agent, op("agent.suspend", input), async ({ state }) => {
    await assertMayGrant(ctx, state);
    const events = decide.suspend(state, isSelf(ctx, state));
    if (events.length === 0) return [];
    const admins = await adminsMoved(ctx, state, { ...state, status: "SUSPENDED" });
    return { events, records: [...admins, presenceGone(ctx, state.id)] };
  });
}

/** Lets a suspended agent in again. @throws NOT_FOUND, FORBIDDEN, TRANSITION for who is invited or has left */
export async function reinstate(ctx: Ctx, raw: AgentInput): Promise<Result<Agent>> {
  const input = parse(AgentInput, raw);
  return change(ctx, agent, op("agent.reinstate", input), async ({ state }) => {
    await assertMayGrant(ctx, state);
    const events = decide.reinstate(state);
    return { events, records: await adminsMoved(ctx, state, { ...state, status: "ACTIVE" }) };
  });
}

/** One agent. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function get(ctx: Ctx, agentId: string): Promise<Versioned<Agent>> {
  const known = parse(id("agt"), agentId);
  return versioned(await need(ctx, agent, known, { permission: "agent:read" }));
}

const PRESENT = AGENT_STATUSES.filter((status) => status !== "OFFBOARDED");

/**
 * Everybody on the desk, in the order of joining: those who left only when their status is asked for. For those who may
 * read all of them.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT
 */
export async function list(
  ctx: Ctx,
  page: PageInput = {},
  { status = PRESENT }: { readonly status?: readonly AgentStatus[] } = {},
): Promise<Page<AgentSummary>> {
  await authorize(ctx, "agent:read", {});
  return readList(ctx, everybody(ctx, status), page);
}

/** Many agents at once, in the order asked, null for those there are not or the caller may not see. For dataloaders. */
export async function getMany(ctx: Ctx, ids: readonly string[]): Promise<(Versioned<Agent> | null)[]> {
  const reach = await reachOf(ctx, "agent:read");
  const found: readonly (Loaded<Agent> | null)[] = await loadMany(ctx, agent, ids);
  return found.map((one) => (one && reach.has(agent.target(one.state)) ? versioned(one) : null));
}

/** What an agent may do now, and where: nothing when unknown, suspended or gone, and to accept when invited. */
export interface Standing {
  readonly grants: Grants;
  readonly teams: ReadonlySet<string>;
  /** Set for who may not work: that may be over any moment, so it is not to be remembered. */
  readonly waiting?: true;
}

/** Asked by the desk, checks nothing itself. */
export async function standingOf(ctx: Ctx, agentId: string): Promise<Standing> {
  const found = await load(ctx, agent, agentId);
  if (found?.state.status !== "ACTIVE") {
    return { grants: found?.state.status === "INVITED" ? INVITED : NO_GRANTS, teams: new Set(), waiting: true };
  }
  return { grants: await grantsOf(ctx, found.state), teams: new Set(found.state.teams) };
}

/** Whether somebody can be given work. Checks no permission: for decisions of other modules. */
export async function isActive(ctx: Pick<Ctx, "workspaceId" | "table">, agentId: string): Promise<boolean> {
  return (await load(ctx, agent, agentId))?.state.status === "ACTIVE";
}

/** Somebody who works on the desk now; null for everybody else. Checks no permission: for decisions of other modules. */
export async function working(ctx: Pick<Ctx, "workspaceId" | "table">, agentId: string): Promise<Agent | null> {
  const found = await load(ctx, agent, agentId);
  return found?.state.status === "ACTIVE" ? found.state : null;
}

/** Somebody who has not left for good; null for everybody else. Checks no permission. */
export async function staying(ctx: Pick<Ctx, "workspaceId" | "table">, agentId: string): Promise<Agent | null> {
  const found = await load(ctx, agent, agentId);
  return found && found.state.status !== "OFFBOARDED" ? found.state : null;
}

/** Whether somebody has left for good. Checks no permission: for decisions of other modules. */
export async function hasLeft(ctx: Pick<Ctx, "workspaceId" | "table">, agentId: string): Promise<boolean> {
  return (await load(ctx, agent, agentId))?.state.status === "OFFBOARDED";
}

/** Whether somebody may accept an invitation. Checks no permission: for whoever bears its code. */
export async function isInvited(ctx: Pick<Ctx, "workspaceId" | "table">, agentId: string): Promise<boolean> {
  return (await load(ctx, agent, agentId))?.state.status === "INVITED";
}

export const isSelf = (ctx: Ctx, { id: agentId }: Agent): boolean =>
  ctx.actor.kind === "agent" && ctx.actor.agentId === agentId;

export const op = <I extends { agentId: string }>(name: string, input: I) => ({
  name,
  permission,
  id: input.agentId,
  input,
  path: ["agentId"],
});
