import type * as z from "zod";
import {
  authorize,
  type Ctx,
  ERRORS,
  isRefusal,
  keyless,
  parse,
  type Versioned,
  withRequest,
} from "../../kernel/index.ts";
import { change, type Decision } from "../../table/index.ts";
import { type Config, configInForce } from "../../workspace/index.ts";
import { placedOnce } from "../conversation.ts";
import * as decide from "../decide/index.ts";
import type { Events } from "../events/index.ts";
import { finishing } from "../finishing.ts";
import { hasParts } from "../merge/parts.ts";
import { ResolveProblemInput, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { together } from "../together.ts";
import { type Cause, causeOf, doneOnce, saidSince, wasDone } from "./cause.ts";
import { incidentIds } from "./incidents.ts";

/** What became of a problem and its incidents. */
export interface Cascade {
  readonly problem: Versioned<Ticket>;
  /** Incidents that are resolved by it, also by an earlier call, whoever's, and were not taken up again since. */
  readonly resolved: readonly string[];
  readonly skipped: readonly ReturnType<typeof decide.skipped>[];
}

/**
 * Resolves a problem, and with it each open incident that it causes: with one public answer when there is a `text`.
 * Every incident is a commit of its own, caused by the event that resolved the problem, and once for that event,
 * whoever repeats the call: after a crash it goes on where it was. An incident is left alone and listed whose customer
 * has said more since the problem was last worked on, or that was resolved by it and is open again. A problem that is
 * resolved already takes its incidents along all the same.
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
  const caused = withRequest(keyless(ctx), { causationId: cause.id });
  const permission = text === undefined ? "ticket:status" : "ticket:reply";
  const once = placedOnce(caused, { text: text ?? "", attachmentIds: [] }, false);
  let reason: decide.Skipped | null = "REFUSED";
  const decision = async (state: Ticket): Promise<Decision<Events>> => {
    if (await wasDone(caused, cause, state)) {
      reason = decide.doneBefore(state);
      throw decide.left(state, reason ?? "ALREADY_RESOLVED");
    }
    const skip = decide.skippedAs(state) ?? ((await isNewer(ctx, state, cause)) ? "NEWER_MESSAGE" : null);
    reason = skip ?? "REFUSED";
    if (skip !== null) throw decide.left(state, skip);
    const finish = await finishing(caused, state, config);
    const done = doneOnce(caused, cause, id);
    if (text === undefined) return { events: [decide.resolved(state.status, finish, undefined)], records: [done] };
    const { words, records } = await once(id);
    const events = decide.reply(state, { words, channel: state.channel }, { status: "RESOLVED", finish });
    return { events, records: [...records, done] };
  };
  try {
    await change(caused, ticket, { name: "ticket.resolveIncident", permission, id, input: {} }, ({ state }) =>
      decision(state),
    );
    return { id, reason: null };
  } catch (e) {
    if (!isRefusal(e) || (ERRORS[e.code].top && e.code !== "FORBIDDEN")) throw e;
    if (e.code === "NOT_FOUND") return decide.skipped(id, "NOT_FOUND", e.issues[0]?.message);
    return reason === null ? { id, reason } : decide.skipped(id, reason, e.issues[0]?.message);
  }
}

/** Activity that is not newer leaves no message that is, but for merging and splitting: most incidents cost no look. */
const isNewer = async (ctx: Ctx, state: Ticket, { updatedAt }: Cause): Promise<boolean> =>
  (state.activityAt > updatedAt || hasParts(state)) && (await saidSince(ctx, state, updatedAt));
