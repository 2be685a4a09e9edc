import { invalid } from "../../kernel/index.ts";
import type { Config, Level, Matrix } from "../../workspace/index.ts";
import type { Ticket } from "../schema/index.ts";
import { assertHasImpact } from "./impact.ts";
import { assertCategory, assertKind, assertTeam } from "./known.ts";

/** How a new ticket is sorted, as it is asked for. */
interface Wanted {
  readonly kind: Ticket["kind"];
  readonly priority?: Ticket["priority"] | undefined;
  readonly impact?: Level | undefined;
  readonly urgency?: Level | undefined;
  readonly category?: string | undefined;
  readonly team?: string | undefined;
}

/** @throws VALIDATION for what the configuration does not have, or a priority beside what it follows from */
export function sorted(wanted: Wanted, config: Config) {
  const { kind, category, team } = wanted;
  assertKind(config, kind);
  if (category !== undefined) assertCategory(config, category);
  if (team !== undefined) assertTeam(config, team);
  return { kind, category, teamId: team, ...weighed(wanted, config.matrix) };
}

function weighed({ kind, priority, impact, urgency }: Wanted, matrix: Matrix) {
  if (impact === undefined && urgency === undefined) return { priority: priority ?? ("NORMAL" as const) };
  assertHasImpact(kind);
  if (impact === undefined) throw invalid("Give impact and urgency together.", ["impact"]);
  if (urgency === undefined) throw invalid("Give impact and urgency together.", ["urgency"]);
  if (priority !== undefined) {
    throw invalid("The priority follows from impact and urgency: leave it out.", ["priority"]);
  }
  return { impact, urgency, priority: matrix[impact][urgency] };
}
