import { alreadyExists, authorize, type Ctx, invalid, type Loaded, parse, type Versioned } from "../kernel/index.ts";
import { execute, load, need, type Result, resultOf } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { configInForce, type EscalationPath } from "../workspace/index.ts";
import * as decide from "./decide.ts";
import { acting } from "./perform.ts";
import { get } from "./read.ts";
import { ClockInput, EscalateInput, type Escalation } from "./schema.ts";
import { escalation } from "./store.ts";
import { isFor, pathsFor, wake } from "./wake.ts";

const permission = "ticket:assign" as const;

/** Which escalation of a ticket by a path: as often as it is started for one cause, it is one. */
const idFor = (ctx: Ctx, { id, createdAt }: Ticket.Ticket, path: string, cause: readonly (string | number)[]): string =>
  ctx.ids.derive("esc", createdAt, ctx.workspaceId, id, path, ...cause.map(String));

/**
 * Starts a path on a ticket by hand, whatever it is started by else. Steps without a delay are done at once, the others
 * by the tick. While one that was started by hand runs, the same path is not started by hand again.
 *
 * @throws VALIDATION for a path there is not or that is for other tickets, ALREADY_EXISTS with the id of the one that
 * runs, TRANSITION for a ticket that is done with, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Escalation.escalate(ctx, { ticketId, path: "engineering", reason: "Ten customers by now." });
 */
export async function escalate(ctx: Ctx, raw: EscalateInput): Promise<Result<Escalation>> {
  const input = parse(EscalateInput, raw);
  await authorize(ctx, permission);
  const executed = await execute(ctx, { name: "escalation.escalate", input }, async () => {
    const found = await need(ctx, Ticket.ticket, input.ticketId, { permission, path: ["ticketId"] });
    const inForce = await configInForce(ctx);
    const path = decide.pathOf(inForce.config, input.path);
    decide.assertEscalatable(found.state);
    if (!(await isFor(ctx, path, found.state)))
      throw invalid(`The path "${path.key}" is for other tickets: \`when\` says which.`, ["path"]);
    const id = await freeId(ctx, found.state, path);
    const start = { cause: "MANUAL", reason: input.reason, startsAt: ctx.clock.now() } as const;
    return {
      changes: [{ agg: escalation, id, before: null, drafts: decide.started(input.ticketId, path, start, inForce) }],
    };
  });
  const result = await resultOf(ctx, escalation, { permission }, executed);
  await wake(acting(ctx, result.object.id), result.object.id);
  return { ...result, object: await current(ctx, result.object) };
}

/** As it is once its first steps were done. Whoever may escalate is told, also without the right to read notes. */
const current = async (ctx: Ctx, known: Versioned<Escalation>): Promise<Versioned<Escalation>> =>
  get(acting(ctx, known.id), known.id);

/** The id of the next escalation by hand. @throws ALREADY_EXISTS while the one before runs */
async function freeId(ctx: Ctx, ticket: Ticket.Ticket, { key }: EscalationPath): Promise<string> {
  for (let round = 1; ; round++) {
    const id = idFor(ctx, ticket, key, ["MANUAL", round]);
    const found = await load(ctx, escalation, id);
    if (!found) return id;
    if (found.state.status === "RUNNING")
      throw alreadyExists(`This path runs on the ticket already, as ${id}: acknowledge that first.`, ["path"], id);
  }
}

/**
 * Starts the paths that a clock starts which warns or is over, once for each cycle of it. Called by the reaction to
 * that; safe to repeat.
 *
 * @throws FORBIDDEN
 */
export async function startForClock(ctx: Ctx, raw: ClockInput): Promise<void> {
  await authorize(ctx, "ticket:process");
  const { ticketId, at = ctx.clock.now(), ...clock } = parse(ClockInput, raw);
  const { metric, cycle, state } = clock;
  await startAll(ctx, ticketId, {
    isMeant: ({ trigger: t }) => t.kind === "SLA" && t.state === state && (t.metric ?? metric) === metric,
    cause: ["SLA", metric, cycle, state],
    startOf: () => ({ cause: "SLA", clock, startsAt: at }),
  });
}

/**
 * Starts the paths that wait for a ticket to reach an age: their steps count from then on. Called by the reaction to
 * its opening; safe to repeat.
 *
 * @throws FORBIDDEN
 */
export async function startForAge(ctx: Ctx, { ticketId }: { readonly ticketId: string }): Promise<void> {
  await authorize(ctx, "ticket:process");
  await startAll(ctx, ticketId, {
    isMeant: ({ trigger }) => trigger.kind === "AGE",
    cause: ["AGE"],
    startOf: ({ trigger, calendar }, { createdAt }, config) => {
      const minutes = trigger.kind === "AGE" ? trigger.minutes : 0;
      return { cause: "AGE", startsAt: decide.later(config, calendar, createdAt, minutes) };
    },
  });
}

type InForce = Awaited<ReturnType<typeof configInForce>>;

interface Starting {
  readonly isMeant: (path: EscalationPath) => boolean;
  readonly cause: readonly (string | number)[];
  readonly startOf: (path: EscalationPath, ticket: Ticket.Ticket, config: InForce["config"]) => decide.Start;
}

/** A desk without such paths pays for a look at its configuration, which is remembered. */
async function startAll(ctx: Ctx, ticketId: string, { isMeant, cause, startOf }: Starting): Promise<void> {
  const inForce = await configInForce(ctx);
  const meant = inForce.config.escalationPaths.filter(isMeant);
  if (meant.length === 0) return;
  const found: Loaded<Ticket.Ticket> | null = await load(ctx, Ticket.ticket, ticketId);
  if (!found || decide.overBecause(found.state) !== null) return;
  for (const path of await pathsFor(ctx, meant, found.state)) {
    const id = idFor(ctx, found.state, path.key, cause);
    await startOnce(ctx, id, () => decide.started(ticketId, path, startOf(path, found.state, inForce.config), inForce));
    await wake(acting(ctx, id), id);
  }
}

/** Its id follows from what caused it: a second start finds the first. */
async function startOnce(ctx: Ctx, id: string, drafts: () => decide.Drafts): Promise<void> {
  const { idempotencyKey: _, ...request } = ctx.request;
  await execute({ ...ctx, request }, { name: "escalation.start", input: {} }, async () => {
    const known = await load(ctx, escalation, id);
    return { changes: known ? [] : [{ agg: escalation, id, before: null, drafts: drafts() }] };
  });
}
