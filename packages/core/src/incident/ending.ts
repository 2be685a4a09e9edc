import { authorize, type Ctx, parse, type Versioned } from "../kernel/index.ts";
import { expectVersion, need, type Result } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import * as decide from "./decide.ts";
import { on } from "./operations.ts";
import { EndInput, type MajorIncident } from "./schema.ts";
import { incident } from "./store.ts";

/** What became of a major incident, and of the tickets in it. */
export interface Ending {
  readonly incident: Versioned<MajorIncident>;
  /** The cascade of its problem: what was resolved, and what was left with the reason why. */
  readonly cascade: Ticket.Cascade;
}

/**
 * Ends a major incident: its problem is resolved, each open incident of it with one public answer, and then it is over,
 * which the timeline says with the same words. What is refused of the problem leaves it as it is. It is many commits;
 * the same call again, with its key or without, goes on where it was and answers nobody twice.
 *
 * @throws TRANSITION, VALIDATION for what keeps the problem from being resolved, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example
 * const { cascade } = await Incident.resolve(ctx, { incidentId, text: "Payments work again." });
 * console.log(cascade.skipped.map(({ id, reason }) => `${id} ${reason}`));
 */
export async function resolve(ctx: Ctx, raw: EndInput): Promise<Ending> {
  const input = parse(EndInput, raw);
  const { text } = input;
  const { problemId } = await leading(ctx, input, "RESOLVED");
  await authorize(ctx, "ticket:reply");
  const { idempotencyKey } = input;
  const cascade = await Ticket.resolveProblem(ctx, { problemId, text, idempotencyKey });
  const { object } = await on(ctx, "incident.resolve", input, (state) => decide.resolved(state, text));
  return { incident: object, cascade };
}

/**
 * Takes a major incident up again that was not over after all, and its problem with it unless that is closed for good.
 * The tickets in it stay as they are: those whose customers feel it again are open by their message. Customers read why.
 *
 * @throws NOT_FOUND, FORBIDDEN, CONFLICT
 */
export async function reopen(ctx: Ctx, raw: EndInput): Promise<Result<MajorIncident>> {
  const input = parse(EndInput, raw);
  const { text, idempotencyKey } = input;
  const { problemId } = await leading(ctx, input, "INVESTIGATING");
  const problem = await Ticket.get(ctx, problemId);
  if (problem.status === "RESOLVED") await Ticket.reopen(ctx, { ticketId: problemId, idempotencyKey });
  return on(ctx, "incident.reopen", input, (state) => decide.reopened(state, text));
}

/** The incident, if the caller may end it and take it up again. What is so already is a call that is repeated. */
async function leading(ctx: Ctx, input: EndInput, goal: MajorIncident["status"]): Promise<MajorIncident> {
  const { incidentId, expectedVersion } = input;
  const found = await need(ctx, incident, incidentId, { permission: "incident:manage", path: ["incidentId"] });
  await authorize(ctx, "ticket:status");
  if (found.state.status !== goal) expectVersion(found, expectedVersion);
  return found.state;
}
