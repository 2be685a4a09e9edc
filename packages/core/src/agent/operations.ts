import {
  authorize,
  type Ctx,
  type Grants,
  id,
  NO_GRANTS,
  type Page,
  type PageInput,
  parse,
  union,
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
import * as decide from "./decide.ts";
import { assertKnown, grantsOf, type HeldRoles } from "./roles.ts";
import {
  type Agent,
  AgentInput,
  ChangeProfileInput,
  ChangeRolesInput,
  ChangeTeamsInput,
  CreateInput,
} from "./schema.ts";
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
    await assertKnown(ctx, input);
    await assertMayGrant(ctx, input);
    return joining(ctx, agentId, input);
  });
}

/** What makes somebody an agent, for a commit that does more. Checks no permission: whoever commits it has. */
export const joining = (ctx: Ctx, agentId: string, input: HeldRoles & Pick<Agent, "name" | "email">) => ({
  events: decide.created(input),
  records: [holdEmail(ctx, input.email, agentId)],
});

/** Renames an agent. @throws NOT_FOUND, FORBIDDEN, CONFLICT */
export async function changeProfile(ctx: Ctx, raw: ChangeProfileInput): Promise<Result<Agent>> {
  const input = parse(ChangeProfileInput, raw);
  return change(ctx, agent, op("agent.changeProfile", input), ({ state }) => decide.changeProfile(state, input.name));
}

/** Changes what an agent may do. @throws NOT_FOUND, FORBIDDEN also when it would give or take more than the caller holds */
export async function changeRoles(ctx: Ctx, raw: ChangeRolesInput): Promise<Result<Agent>> {
  const input = parse(ChangeRolesInput, raw);
  return change(ctx, agent, op("agent.changeRoles", input), async ({ state }) => {
    const after = { roles: input.roles, customRoles: input.customRoles ?? state.customRoles };
    await assertKnown(ctx, after, state.customRoles);
    await assertMayGrant(ctx, after, state);
    return decide.changeRoles(state, input, isSelf(ctx, state));
  });
}

/**
 * Says which teams somebody works in: all of them, by key.
 *
 * @throws VALIDATION for a team there is not, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Agent.changeTeams(ctx, { agentId, teams: ["workshop"] });
 */
export async function changeTeams(ctx: Ctx, raw: ChangeTeamsInput): Promise<Result<Agent>> {
  const input = parse(ChangeTeamsInput, raw);
  return change(ctx, agent, op("agent.changeTeams", input), async ({ state }) => {
    const { config } = await configInForce(ctx);
    return decide.changeTeams(state, input.teams, config.teams);
  });
}

/** Shuts an agent out, at most a minute later everywhere. @throws NOT_FOUND, FORBIDDEN, VALIDATION for oneself */
export async function suspend(ctx: Ctx, raw: AgentInput): Promise<Result<Agent>> {
  const input = parse(AgentInput, raw);
  return change(ctx, agent, op("agent.suspend", input), async ({ state }) => {
    await assertMayGrant(ctx, state);
    return decide.suspend(state, isSelf(ctx, state));
  });
}

/** Lets a suspended agent in again. @throws NOT_FOUND, FORBIDDEN */
export async function reinstate(ctx: Ctx, raw: AgentInput): Promise<Result<Agent>> {
  const input = parse(AgentInput, raw);
  return change(ctx, agent, op("agent.reinstate", input), async ({ state }) => {
    await assertMayGrant(ctx, state);
    return decide.reinstate(state);
  });
}

/** One agent. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function get(ctx: Ctx, agentId: string): Promise<Versioned<Agent>> {
  const known = parse(id("agt"), agentId);
  return versioned(await need(ctx, agent, known, { permission: "agent:read" }));
}

/** Everybody on the desk, in the order of joining. @throws FORBIDDEN, BAD_USER_INPUT */
export async function list(ctx: Ctx, page: PageInput = {}): Promise<Page<AgentSummary>> {
  await authorize(ctx, "agent:read");
  return readList(ctx, everybody(ctx), page);
}

/** Many agents at once, in the order asked, null for those there are not. For dataloaders. */
export async function getMany(ctx: Ctx, ids: readonly string[]): Promise<(Versioned<Agent> | null)[]> {
  await authorize(ctx, "agent:read");
  return (await loadMany(ctx, agent, ids)).map((found) => found && versioned(found));
}

/** Nobody gives or takes more than they hold. @throws FORBIDDEN naming what is missing */
async function assertMayGrant(ctx: Ctx, ...wanted: readonly HeldRoles[]): Promise<void> {
  const grants = await Promise.all(wanted.map((roles) => grantsOf(ctx, roles)));
  decide.assertMayGrant(await ctx.grants(), union(...grants));
}

/** What an agent may do now, and where: nothing when unknown or suspended. */
export interface Standing {
  readonly grants: Grants;
  readonly teams: ReadonlySet<string>;
}

/** Asked by the desk, checks nothing itself. */
export async function standingOf(ctx: Ctx, agentId: string): Promise<Standing> {
  const found = await load(ctx, agent, agentId);
  if (found?.state.status !== "ACTIVE") return { grants: NO_GRANTS, teams: new Set() };
  return { grants: await grantsOf(ctx, found.state), teams: new Set(found.state.teams) };
}

/** Whether somebody can be given work. Checks no permission: for decisions of other modules. */
export async function isActive(ctx: Pick<Ctx, "workspaceId" | "table">, agentId: string): Promise<boolean> {
  return (await load(ctx, agent, agentId))?.state.status === "ACTIVE";
}

const isSelf = (ctx: Ctx, { id: agentId }: Agent): boolean =>
  ctx.actor.kind === "agent" && ctx.actor.agentId === agentId;

const op = <I extends { agentId: string }>(name: string, input: I) => ({
  name,
  permission,
  id: input.agentId,
  input,
  path: ["agentId"],
});
