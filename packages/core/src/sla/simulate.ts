import type { StoredEvent } from "../kernel/index.ts";
import type { Tier } from "../workspace/index.ts";
import { type Folded, folded } from "./engine/fold.ts";
import { type Mark, marksOf } from "./engine/mark.ts";
import type { Facts, Rules } from "./engine/schema.ts";

export interface Replay {
  /** The whole history of one ticket, from its opening. */
  readonly events: readonly StoredEvent[];
  /** How its customer was served. */
  readonly tier: Tier;
  /** How far time goes, ms. */
  readonly until: number;
}

/** Before a ticket is opened nothing is known of it. */
const UNKNOWN: Omit<Facts, "tier"> = { channel: "WEB", kind: "QUESTION", priority: "NORMAL", tags: [] };

/**
 * The clocks that a ticket would have had under some rules, and all that would have become of them: breaches,
 * warnings, what was met. Pure; under the rules that were in force all the time it is what really happened.
 *
 * @throws nothing
 * @example
 * const { turns } = clocksOver({ events, tier: "VIP", until: now }, { version: 0, slaPolicies, calendars });
 * const breaches = turns.filter(({ turn }) => turn === "breached");
 */
export function clocksOver({ events, tier, until }: Replay, rules: Rules): Folded {
  const marks: readonly Mark[] = marksOf(events);
  return folded({ clocks: null, facts: { ...UNKNOWN, tier } }, marks, rules, until);
}
