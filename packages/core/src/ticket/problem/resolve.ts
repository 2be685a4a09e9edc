import type * as z from "zod";
import { authorize, type Ctx, ERRORS, isRefusal, parse, type Versioned, withRequest } from "../../kernel/index.ts";
import { change, type Decision } from "../../table/index.ts";
import { type Config, configInForce } from "../../workspace/index.ts";
import { placedOnce } from "../conversation.ts";
import * as decide from "../decide/index.ts";
import type { Events } from "../events/index.ts";
import { finishing } from "../finishing.ts";
import { ResolveProblemInput, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { together } from "../together.ts";
import { type Cause, causeOf, saidSince } from "./cause.ts";
import { incidentIds } from "./incidents.ts";

/** What became of a problem and its incidents. */
export interface Cascade {
  readonly problem: Versioned<Ticket>;
  /** Incidents that are resolved by it, also by an earlier run of the same call. */
  readonly resolved: readonly string[];
  readonly skipped: readonly ReturnType<typeof decide.skipped>[];
}

/**
 * Resolves a problem, and with it each open incident that it causes: with one public answer when there is a `text`.
 * Every incident is a commit of its own, caused by the event that resolved the problem, once for that event: after a
 * crash the same call goes on where it was. An incident whose customer has said more since the problem was last
 * worked on is left alone and listed. A problem that is resolved already takes its incidents along all the same.
 *
 * @throws VALIDATION when it is none or for fields that resolving needs, TRANSITION, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example
 * const { resolved, skipped } = await Ticket.resolveProblem(ctx, { problemId, text: "The shop is up again." });
 */
export async function resolveProblem(ctx: Ctx, raw: ResolveProblemInput): Promise<Cascade> {
  const input = parse(ResolveProblemInput, raw);
  const { problemId } = input;
  await authorize(ctx, "ticket:status");
  if (input.text !== undefined) await authorize(ctx, "ticket:reply");
  const op = {
    name: "ticket.resolveProblem",
    permission: "ticket:status",
    id: problemId,
    input,
    path: ["problemId"],
  } as const;
  const { object: problem, entryIds } = await change(ctx, ticket, op, async ({ state }) => {
    decide.assertProblem(state);
    if (!decide.resolves(state)) return [];
    const { config } = await configInForce(ctx);
    return [decide.resolved(state.status, await finishing(ctx, state, config), undefined)];
  });
  decide.assertStillSolved(problem);
  const outcomes = await cascade(ctx, problem, input, entryIds[0]);
  return {
    problem,
    resolved: outcomes.flatMap((one) => (one.reason === null ? [one.id] : [])),
    skipped: outcomes.flatMap((one) => (one.reason === null ? [] : [one])),
  };
}

type Outcome = ReturnType<typeof decide.skipped> | { readonly id: string; readonly reason: null };
type Input = z.output<typeof ResolveProblemInput>;

async function cascade(
  ctx: Ctx,
  problem: Ticket,
  { text, incidentIds: named }: Input,
  entryId: string | undefined,
): Promise<readonly Outcome[]> {
  const [cause, linked, { config }] = await Promise.all([
    causeOf(ctx, problem.id, entryId),
    incidentIds(ctx, problem),
    configInForce(ctx),
  ]);
  const known = new Set(linked);
  return together([...new Set(named ?? linked)], async (id): Promise<Outcome> => {
    if (!known.has(id)) return decide.skipped(id, "NOT_LINKED");
    return resolveIncident(ctx, { id, text }, { cause, config });
  });
}

interface Incident {
  readonly id: string;
  readonly text: Input["text"];
}

interface Circumstances {
  readonly cause: Cause;
  readonly config: Config;
}

async function resolveIncident(ctx: Ctx, { id, text }: Incident, { cause, config }: Circumstances): Promise<Outcome> {
  const caused = withRequest(ctx, { causationId: cause.id, idempotencyKey: `${cause.id}:${id}` });
  const permission = text === undefined ? "ticket:status" : "ticket:reply";
  const once = placedOnce(caused, { text: text ?? "", attachmentIds: [] }, false);
  let reason: decide.Skipped = "REFUSED";
  const decision = async (state: Ticket): Promise<Decision<Events>> => {
    const skip = decide.skippedAs(state) ?? ((await isNewer(ctx, state, cause)) ? "NEWER_MESSAGE" : null);
    reason = skip ?? "REFUSED";
    // A refusal, not an empty decision: that would remember the try, and the next one would do nothing.
    if (skip !== null) throw decide.left(state, skip);
    const finish = await finishing(caused, state, config);
    if (text === undefined) return [decide.resolved(state.status, finish, undefined)];
    const { words, records } = await once(id);
    return { events: decide.reply(state, { words, channel: state.channel }, { status: "RESOLVED", finish }), records };
  };
  try {
    await change(caused, ticket, { name: "ticket.resolveIncident", permission, id, input: {} }, ({ state }) =>
      decision(state),
    );
    return { id, reason: null };
  } catch (e) {
    if (!isRefusal(e) || (ERRORS[e.code].top && e.code !== "FORBIDDEN")) throw e;
    return decide.skipped(id, e.code === "NOT_FOUND" ? "NOT_FOUND" : reason, e.issues[0]?.message);
  }
}

/** Activity that is not newer leaves no message that is: most incidents cost no look. */
const isNewer = async (ctx: Ctx, state: Ticket, { updatedAt }: Cause): Promise<boolean> =>
  state.activityAt > updatedAt && (await saidSince(ctx, state.id, updatedAt));
