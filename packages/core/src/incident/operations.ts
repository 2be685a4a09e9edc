import * as Agent from "../agent/index.ts";
import * as Company from "../company/index.ts";
import * as Customer from "../customer/index.ts";
import { alreadyExists, authorize, type Ctx, invalid, notFound, type Path, parse } from "../kernel/index.ts";
import { change, create, type Decision, load, need, type Operation, type Result } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import * as decide from "./decide.ts";
import type { Events } from "./events.ts";
import type { MajorIncident } from "./schema.ts";
import * as schema from "./schema.ts";
import { incident, incidentOf } from "./store.ts";

const permission = "incident:manage" as const;

type Declaring = ReturnType<typeof parsedDeclaration>;
const parsedDeclaration = (raw: schema.DeclareInput) => parse(schema.DeclareInput, raw);

/**
 * Declares a major incident on a problem, or on one that is opened with it. A problem has one at most: after it was
 * resolved it is reopened, not declared again. Its title, and what is public of its timeline, is read by every customer
 * who has a ticket among the problem's incidents.
 *
 * Opening a problem is a commit in front: after a crash the same call, with its key, goes on with that problem.
 *
 * @throws VALIDATION for what is no problem, a role given twice, or a condition there is not; NOT_FOUND for whoever and
 * whatever is named; TRANSITION for a problem that is done with; ALREADY_EXISTS with the id of the one it has; FORBIDDEN
 * @example
 * const { object } = await Incident.declare(ctx, {
 *   title: "Payments fail", severity: "SEV1", problemId, audience: { tiers: ["VIP"], text: "Whoever pays by card" },
 *   roles: [{ role: "COMMUNICATIONS", agentId }], text: "We are looking into it.",
 * });
 */
export async function declare(ctx: Ctx, raw: schema.DeclareInput): Promise<Result<MajorIncident>> {
  const input = parsedDeclaration(raw);
  await authorize(ctx, permission);
  const problemId = input.problemId ?? (await opened(ctx, input));
  const op = { name: "incident.declare", permission, id: incidentOf(problemId), input };
  return create(ctx, incident, op, async () => {
    const checked = await checkedOf(ctx, input);
    const problem = await need(ctx, Ticket.ticket, problemId, { permission: "ticket:read", path: ["problemId"] });
    if (await load(ctx, incident, op.id))
      throw alreadyExists(`This problem has the major incident ${op.id}: go on with that one.`, ["problemId"], op.id);
    decide.assertProblem(problem.state);
    const { title, severity, audience, text, public: isPublic } = input;
    return { events: decide.declared({ title, severity, audience, problemId, ...checked, text, public: isPublic }) };
  });
}

/** The problem a declaration opens: nothing of it is, if anything else of the declaration is refused. */
async function opened(ctx: Ctx, input: Declaring): Promise<string> {
  const { open, title, idempotencyKey } = input;
  if (!open) throw invalid("Name the problem it stands on.", ["problemId"]);
  await checkedOf(ctx, input);
  if (!(await Customer.standsFor(ctx, open.customerId))) throw notFound(open.customerId, ["open", "customerId"]);
  const { object } = await Ticket.open(ctx, { ...open, subject: title, kind: "PROBLEM", idempotencyKey });
  return object.id;
}

/** Who leads it and whom it is about, all of them there. */
async function checkedOf(ctx: Ctx, { ownerId, roles, audience }: Declaring) {
  const owner = ownerId ?? (ctx.actor.kind === "agent" ? ctx.actor.agentId : undefined);
  if (owner === undefined) throw invalid("Say which agent answers for it.", ["ownerId"]);
  const held = decide.rolesOf(roles);
  await assertActive(ctx, owner, ["ownerId"]);
  for (const [i, { agentId }] of roles.entries()) await assertActive(ctx, agentId, ["roles", i, "agentId"]);
  await assertCompanies(ctx, audience);
  return { ownerId: owner, roles: held };
}

/** @throws NOT_FOUND for an agent who is not there, or suspended */
async function assertActive(ctx: Ctx, agentId: string, path: Path): Promise<void> {
  if (!(await Agent.isActive(ctx, agentId))) throw notFound(agentId, path);
}

async function assertCompanies(ctx: Ctx, { companyIds = [] }: schema.Audience): Promise<void> {
  const found = await Promise.all(companyIds.map((companyId) => Company.exists(ctx, companyId)));
  for (const [i, companyId] of companyIds.entries())
    if (!found[i]) throw notFound(companyId, ["audience", "companyIds", i]);
}

type Decide = (state: MajorIncident) => Decision<Events> | Promise<Decision<Events>>;

type Input = Operation["input"] & { readonly incidentId: string };

/** Changes one major incident that the input names. */
export const on = (ctx: Ctx, name: string, input: Input, decision: Decide): Promise<Result<MajorIncident>> =>
  change(ctx, incident, { name, permission, id: input.incidentId, input, path: ["incidentId"] }, ({ state }) =>
    decision(state),
  );

/**
 * Says how it stands: with `public` to every customer who has a ticket in it, else to the desk. Once it is over, what is
 * learnt later can still be told.
 *
 * @throws TRANSITION to RESOLVED, which `resolve` does, and from it, which `reopen` does; NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Incident.postUpdate(ctx, { incidentId, status: "IDENTIFIED", text: "A cable.", public: true });
 */
export async function postUpdate(ctx: Ctx, raw: schema.PostUpdateInput): Promise<Result<MajorIncident>> {
  const input = parse(schema.PostUpdateInput, raw);
  const { status, text, public: isPublic } = input;
  return on(ctx, "incident.postUpdate", input, (state) =>
    decide.update(state, status === undefined ? { text, isPublic } : { status, text, isPublic }),
  );
}

/** Gives a role to an agent, also instead of another. @throws NOT_FOUND, TRANSITION when it is over, FORBIDDEN, CONFLICT */
export async function assignRole(ctx: Ctx, raw: schema.AssignRoleInput): Promise<Result<MajorIncident>> {
  const input = parse(schema.AssignRoleInput, raw);
  return on(ctx, "incident.assignRole", input, async (state) => {
    const drafts = decide.assignRole(state, input.role, input.agentId);
    if (drafts.length > 0) await assertActive(ctx, input.agentId, ["agentId"]);
    return drafts;
  });
}

/** Takes a role back; one that nobody has changes nothing. @throws NOT_FOUND, FORBIDDEN, CONFLICT */
export async function releaseRole(ctx: Ctx, raw: schema.ReleaseRoleInput): Promise<Result<MajorIncident>> {
  const input = parse(schema.ReleaseRoleInput, raw);
  return on(ctx, "incident.releaseRole", input, (state) => decide.releaseRole(state, input.role));
}

/** Says how bad it is, and why that is otherwise by now. @throws NOT_FOUND, TRANSITION when it is over, FORBIDDEN, CONFLICT */
export async function changeSeverity(ctx: Ctx, raw: schema.ChangeSeverityInput): Promise<Result<MajorIncident>> {
  const input = parse(schema.ChangeSeverityInput, raw);
  return on(ctx, "incident.changeSeverity", input, (state) =>
    decide.changeSeverity(state, input.severity, input.reason),
  );
}

/** Says anew who is affected. @throws NOT_FOUND also for a company, VALIDATION, TRANSITION when it is over, FORBIDDEN */
export async function changeAudience(ctx: Ctx, raw: schema.ChangeAudienceInput): Promise<Result<MajorIncident>> {
  const input = parse(schema.ChangeAudienceInput, raw);
  return on(ctx, "incident.changeAudience", input, async (state) => {
    await assertCompanies(ctx, input.audience);
    return decide.changeAudience(state, input.audience);
  });
}

/** Makes another agent answer for it. @throws NOT_FOUND, TRANSITION when it is over, FORBIDDEN, CONFLICT */
export async function changeOwner(ctx: Ctx, raw: schema.ChangeOwnerInput): Promise<Result<MajorIncident>> {
  const input = parse(schema.ChangeOwnerInput, raw);
  return on(ctx, "incident.changeOwner", input, async (state) => {
    const drafts = decide.changeOwner(state, input.ownerId);
    if (drafts.length > 0) await assertActive(ctx, input.ownerId, ["ownerId"]);
    return drafts;
  });
}
