import * as Agent from "../agent/index.ts";
import { type Ctx, ERRORS, isRefusal, keyless } from "../kernel/index.ts";
import { load } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import type { EscalationAction } from "../workspace/index.ts";
import * as decide from "./decide.ts";
import type { Escalation, TimedStep } from "./schema.ts";

/** Steps are the platform's, whoever started the path: what they do is done once, whichever tick comes by. */
export const acting = (ctx: Ctx, escalationId: string): Ctx =>
  ctx.as({ kind: "system", workspaceId: ctx.workspaceId, name: "escalation" }, { correlationId: escalationId });

/** What a step came to, before it is written down. */
export interface Performed {
  readonly agentIds: readonly string[];
  readonly failed: readonly decide.Failure[];
}

/**
 * Does what a step says, through the operations that people use, each with a key that follows from escalation and step:
 * done before and not written down, it has no second effect. What is refused is told, and holds up nothing else.
 */
export async function perform(ctx: Ctx, escalation: Escalation, step: TimedStep): Promise<Performed> {
  const as = keyless(acting(ctx, escalation.id));
  const agentIds = await agentsOf(as, step);
  const failed: decide.Failure[] = [];
  for (const action of step.actions) {
    for (const run of runsOf(as, escalation, { action, step, agentIds })) {
      const failure = await attempt(action, run);
      if (failure) failed.push(failure);
    }
  }
  return { agentIds, failed };
}

/** Whoever a step goes to, and is on the desk. */
async function agentsOf(ctx: Ctx, { to }: TimedStep): Promise<readonly string[]> {
  if ("agentId" in to) return [to.agentId];
  const members = (await Agent.workers(ctx, [to.team])).map(({ agent }) => agent);
  return members.filter(({ status, teams = [] }) => status === "ACTIVE" && teams.includes(to.team)).map(({ id }) => id);
}

type Run = () => Promise<unknown>;

interface Doing {
  readonly action: EscalationAction;
  readonly step: TimedStep;
  readonly agentIds: readonly string[];
}

function runsOf(
  ctx: Ctx,
  { id, ticketId, done, label }: Escalation,
  { action, step, agentIds }: Doing,
): readonly Run[] {
  const key = (what: string) => ({ ticketId, idempotencyKey: `${id}:${done + 1}:${what}` });
  switch (action) {
    case "NOTIFY":
      return [];
    case "FOLLOW":
      return agentIds.map((agentId) => () => Ticket.follow(ctx, { ...key(`follow:${agentId}`), agentId }));
    case "REASSIGN":
      return [() => reassign(ctx, step, key)];
    case "RAISE_PRIORITY":
      return [() => raise(ctx, key("raise"), `Escalated: ${label}`)];
  }
}

type Keyed = { readonly ticketId: string; readonly idempotencyKey: string };

/** To an agent; or to a team, of which whoever has it keeps it if they are in it. */
async function reassign(ctx: Ctx, { to }: TimedStep, key: (what: string) => Keyed): Promise<void> {
  if ("agentId" in to) {
    await Ticket.assign(ctx, { ...key("assign"), assigneeId: to.agentId });
    return;
  }
  const { object } = await Ticket.changeTeam(ctx, { ...key("team"), team: to.team });
  if (object.assigneeId === undefined) return;
  const [owner] = await Agent.workersOf(ctx, [object.assigneeId]);
  if (!owner?.agent.teams?.includes(to.team)) await Ticket.unassign(ctx, key("unassign"));
}

/** By one. A key that was used for another priority was used for this very step: it is raised already. */
async function raise(ctx: Ctx, key: Keyed, reason: string): Promise<void> {
  const found = await load(ctx, Ticket.ticket, key.ticketId);
  const priority = found && decide.raised(found.state.priority);
  if (!priority) return;
  try {
    await Ticket.changePriority(ctx, { ...key, priority, reason });
  } catch (e) {
    if (!isRefusal(e) || e.code !== "IDEMPOTENCY_MISMATCH") throw e;
  }
}

/** A refusal that the same call would get again, or null. @throws whatever another try may do away with */
async function attempt(action: EscalationAction, run: Run): Promise<decide.Failure | null> {
  try {
    await run();
    return null;
  } catch (e) {
    if (!isRefusal(e) || ERRORS[e.code].retryable) throw e;
    return { action, code: e.code, message: e.message };
  }
}
