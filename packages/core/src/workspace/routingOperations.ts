import type * as z from "zod";
import { authorize, type Ctx, canonical, parse } from "../kernel/index.ts";
import type { Result } from "../table/index.ts";
import { differing } from "./decide.ts";
import { configureRouting as decide, ROUTING_PARTS, withRouting } from "./decideRouting.ts";
import { configInForce } from "./operations.ts";
import { reconfigure } from "./reconfigure.ts";
import { type Config, ConfigureRoutingInput, RoutingConfiguration, type Workspace } from "./schema.ts";

/**
 * Replaces calendars, skills, queues, service level policies, escalation paths and the settings of routing: each list
 * that is given as a whole, in its order, all in one version. Try it out with {@link planRouting}.
 *
 * @throws VALIDATION naming the place: a team, skill or calendar there is not, a key that stands twice, a calendar that
 * never opens, a condition on what does not exist; LIMIT, FORBIDDEN, CONFLICT
 * @example
 * await Workspace.configureRouting(ctx, { queues: [{ key: "repairs", label: "Repairs", primaryTeams: ["workshop"] }] });
 */
export async function configureRouting(ctx: Ctx, raw: ConfigureRoutingInput): Promise<Result<Workspace>> {
  const { idempotencyKey, expectedVersion, ...change } = parse(ConfigureRoutingInput, raw);
  const input = { ...change, idempotencyKey, expectedVersion };
  return reconfigure(ctx, { name: "workspace.configureRouting", input }, (state, now) =>
    decide(state, now, change, ctx.clock.now()),
  );
}

/** What a part of the configuration would be instead; of lists only the items that differ. */
export interface PlannedChange {
  readonly part: (typeof ROUTING_PARTS)[number];
  readonly before: unknown;
  readonly after: unknown;
}

/** What would be in force, and how it differs from what is. */
export interface RoutingPlan {
  readonly configVersion: number;
  readonly config: Config;
  readonly changes: readonly PlannedChange[];
}

/**
 * What {@link configureRouting} would do, without doing it.
 *
 * @throws VALIDATION as that one does, FORBIDDEN
 */
export async function planRouting(ctx: Ctx, raw: z.input<typeof RoutingConfiguration>): Promise<RoutingPlan> {
  const change = parse(RoutingConfiguration, raw);
  await authorize(ctx, "workspace:configure", {});
  const { version, config } = await configInForce(ctx);
  const next = withRouting(config, change, ctx.clock.now());
  const changes = ROUTING_PARTS.filter((part) => canonical(config[part]) !== canonical(next[part])).map((part) => ({
    part,
    ...differing(config[part], next[part]),
  }));
  return { configVersion: version, config: next, changes };
}
