import * as z from "zod";
import { authorize, type Ctx, canonical, DAY, parse } from "../../kernel/index.ts";
import { rulesOf } from "../../sla/index.ts";
import { type Config, configInForce, planRouting, type Tier } from "../../workspace/index.ts";
import { type Simulation, simulateRouting } from "../simulate/index.ts";
import { changeOf } from "./change.ts";
import { defaultsAmong, factsAtDecisions, tiersOf } from "./known.ts";
import { type BreachComparison, breachesOf } from "./levels.ts";
import { type ReadHistory, readHistory } from "./read.ts";

const MOST_DAYS = 31;
const PERCENT = "Give whole percent from 1 to 1,000.";
const Time = z.number().int("Give a time in whole ms.");

/** What `Workspace.planRouting` takes, which checks it. */
type Configuration = Parameters<typeof planRouting>[1];

export const SimulateInput = z
  .object({
    /** From and to this time, both included, ms. */
    from: Time,
    to: Time,
    /** What would have been configured; what is left out is as it is now. */
    configuration: z.custom<Configuration>((value) => typeof value === "object" && value !== null).optional(),
    /** What everybody could have carried, in percent of what they could. */
    capacityPercent: z.number().int(PERCENT).min(1, PERCENT).max(1_000, PERCENT).default(100),
  })
  .refine(({ from, to }) => from <= to, { error: "The range ends before it starts.", path: ["to"] })
  .refine(({ from, to }) => to - from <= MOST_DAYS * DAY, {
    error: `Ask for at most ${MOST_DAYS} days.`,
    path: ["from"],
  });
export type SimulateInput = z.input<typeof SimulateInput>;

/** What came out, and of how much. */
export interface Simulated extends Simulation {
  readonly from: number;
  /** How far it goes: to the end of the range, or to where it was cut. */
  readonly until: number;
  /** Whether there was more in this time than is looked at: 20,000 decisions. */
  readonly isCut: boolean;
  /** Decisions that are left out, because the facts they were made of are not kept. */
  readonly withoutFacts: number;
  /** Of each ticket that something happened to, the targets that were missed and that would have been. */
  readonly breaches: readonly BreachComparison[];
}

/**
 * Runs another configuration over a stretch of time: who would have got which ticket, when, and why, and which service
 * levels would have been missed, beside what happened. Without any change every decision comes out as it was recorded. A change of queues or of the
 * rules of skills places each ticket anew, as it was when it was decided on; how the customer is served is taken as it
 * is now.
 *
 * @throws FORBIDDEN (`workspace:read_log`, and `workspace:configure` with a configuration), VALIDATION over 31 days, and
 * for a configuration as `Workspace.configureRouting`
 * @example
 * const { recorded, simulated } = await Routing.simulate(ctx, { from, to, capacityPercent: 50 });
 */
export async function simulate(ctx: Ctx, raw: SimulateInput): Promise<Simulated> {
  const { from, to, configuration, capacityPercent } = parse(SimulateInput, raw);
  await authorize(ctx, "workspace:read_log", {});
  const { version, config: before } = await configInForce(ctx);
  const after = configuration ? (await planRouting(ctx, configuration)).config : before;
  const history = await readHistory(ctx, { from, to });
  const { until, isCut, withoutFacts } = history;
  const tiers = await tiersOf(ctx, history);
  const change = await changeIn(ctx, history, { before, after, capacityPercent, tiers });
  const simulation = simulateRouting(history, change);
  const promised = rulesOf({ version, config: before });
  const rules = isPromisedAlike(before, after) ? null : rulesOf({ version, config: after });
  const levels = { from, history, tickets: simulation.tickets, tiers, rules };
  const breaches = await breachesOf(ctx, levels, promised);
  return { ...simulation, from, until, isCut, withoutFacts, breaches };
}

const isPromisedAlike = (a: Config, b: Config): boolean =>
  canonical([a.slaPolicies, a.calendars]) === canonical([b.slaPolicies, b.calendars]);

interface Wanted {
  readonly before: Config;
  readonly after: Config;
  readonly capacityPercent: number;
  readonly tiers: ReadonlyMap<string, Tier>;
}

/** Tickets and agents are only looked up where the configuration makes a difference to them. */
async function changeIn(ctx: Ctx, history: ReadHistory, { tiers, ...wanted }: Wanted) {
  if (wanted.before === wanted.after) {
    return changeOf({ ...wanted, factsOf: () => undefined, isDefault: () => false });
  }
  const facts = factsAtDecisions(history, tiers);
  const defaults = await defaultsAmong(ctx, history);
  return changeOf({ ...wanted, factsOf: (ticket) => facts.get(ticket), isDefault: (id) => defaults.has(id) });
}
