import * as z from "zod";
import { text } from "../kernel/index.ts";
import { Key } from "./field.ts";
import { CHANNELS, type Channel, KINDS, type Kind, PRIORITIES, type Priority, TIERS, type Tier } from "./trade.ts";

/** What a list of alternatives holds at least: an empty one is true of no ticket. */
const some = <T extends z.ZodType>(item: T) =>
  z.array(item).min(1, "An empty list matches nothing: leave it out, or name at least one.").max(100);

/** Spelled as tickets spell theirs: otherwise "VIP" would hold for none. */
const Tag = z
  .string()
  .transform((tag) => tag.trim().toLowerCase())
  .pipe(text(50, 1));
const Tags = z.strictObject({ any: some(Tag).optional(), all: some(Tag).optional(), none: some(Tag).optional() });

/**
 * Which tickets a rule is for: every part that is given must hold, of each list one. Without parts it holds for all.
 * A part that does not exist is refused, rather than passed over.
 */
export const Condition = z.strictObject({
  tiers: some(z.enum(TIERS)).optional(),
  channels: some(z.enum(CHANNELS)).optional(),
  kinds: some(z.enum(KINDS)).optional(),
  priorities: some(z.enum(PRIORITIES)).optional(),
  teams: some(Key).optional(),
  categories: some(text(100, 1)).optional(),
  tags: Tags.superRefine(({ any = [], all = [], none = [] }, found) => {
    const never = all.some((tag) => none.includes(tag)) || (any.length > 0 && any.every((tag) => none.includes(tag)));
    if (never) found.addIssue({ code: "custom", message: "This asks for a tag and forbids it: it matches nothing." });
  }).optional(),
});
export type Condition = z.infer<typeof Condition>;

/** What conditions look at. */
export interface ConditionFacts {
  readonly tier: Tier;
  readonly channel: Channel;
  readonly kind: Kind;
  readonly priority: Priority;
  readonly teamId?: string | undefined;
  readonly category?: string | undefined;
  readonly tags: readonly string[];
}

/**
 * Whether a condition holds for a ticket.
 *
 * @example matches({ tiers: ["VIP"], tags: { none: ["spam"] } }, facts)
 */
export function matches(condition: Condition, facts: ConditionFacts): boolean {
  const { tiers, channels, kinds, priorities, teams, categories, tags } = condition;
  return (
    among(tiers, facts.tier) &&
    among(channels, facts.channel) &&
    among(kinds, facts.kind) &&
    among(priorities, facts.priority) &&
    among(teams, facts.teamId) &&
    among(categories, facts.category) &&
    tagged(tags, facts.tags)
  );
}

const among = <T>(list: readonly T[] | undefined, value: T | undefined): boolean =>
  list === undefined || (value !== undefined && list.includes(value));

function tagged(wanted: Condition["tags"], tags: readonly string[]): boolean {
  if (!wanted) return true;
  const { any, all = [], none = [] } = wanted;
  return (
    (any === undefined || any.some((tag) => tags.includes(tag))) &&
    all.every((tag) => tags.includes(tag)) &&
    !none.some((tag) => tags.includes(tag))
  );
}
