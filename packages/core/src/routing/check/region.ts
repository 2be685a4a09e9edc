import { CHANNELS, type Condition, type ConditionFacts, KINDS, PRIORITIES, TIERS } from "../../workspace/index.ts";

/** What a ticket has one of. Teams and categories that no condition names are all alike: one word stands for them. */
const SCALARS = ["tiers", "channels", "kinds", "priorities", "teams", "categories"] as const;
type Scalar = (typeof SCALARS)[number];
const OTHER = "";

/** A set of tickets: what each scalar may be, and of tags those it has, those it has not, and lists it has one of. */
export interface Region {
  readonly scalars: Readonly<Record<Scalar, readonly string[]>>;
  readonly has: readonly string[];
  readonly lacks: readonly string[];
  readonly oneOf: readonly (readonly string[])[];
}

/** The teams and categories that a ticket may have beside those that are named nowhere. */
export interface Known {
  readonly teams: readonly string[];
  readonly categories: readonly string[];
}

export const everything = ({ teams, categories }: Known): Region => ({
  scalars: {
    tiers: TIERS,
    channels: CHANNELS,
    kinds: KINDS,
    priorities: PRIORITIES,
    teams: [...new Set([...teams, OTHER])],
    categories: [...new Set([...categories, OTHER])],
  },
  has: [],
  lacks: [],
  oneOf: [],
});

/** The tickets of a region for which a condition holds. */
export function within(region: Region, condition: Condition): Region {
  return partsOf(condition).reduce((left, part) => part.holds(left), region);
}

/** The tickets of a region for which it does not, in pieces that have none in common. */
export function without(region: Region, condition: Condition): readonly Region[] {
  const pieces: Region[] = [];
  let left = region;
  for (const part of partsOf(condition)) {
    pieces.push(...part.fails(left));
    left = part.holds(left);
  }
  return pieces.filter((piece) => !isEmpty(piece));
}

/** Whether there can be no such ticket: of tags one has whatever is not forbidden. */
export const isEmpty = ({ scalars, has, lacks, oneOf }: Region): boolean =>
  SCALARS.some((name) => scalars[name].length === 0) ||
  has.some((tag) => lacks.includes(tag)) ||
  oneOf.some((tags) => tags.every((tag) => lacks.includes(tag)));

/** One requirement of a condition: what it leaves of a region, and what it takes away. */
interface Part {
  holds(region: Region): Region;
  fails(region: Region): readonly Region[];
}

function partsOf(condition: Condition): readonly Part[] {
  const { any, all = [], none = [] } = condition.tags ?? {};
  const scalars = SCALARS.flatMap((name) => {
    const list: readonly string[] | undefined = condition[name];
    return list ? [among(name, list)] : [];
  });
  return [...scalars, ...all.map(tagged), ...none.map(untagged), ...(any ? [taggedWithOne(any)] : [])];
}

function among(name: Scalar, list: readonly string[]): Part {
  const only = (region: Region, keep: (value: string) => boolean): Region => ({
    ...region,
    scalars: { ...region.scalars, [name]: region.scalars[name].filter(keep) },
  });
  return {
    holds: (region) => only(region, (value) => list.includes(value)),
    fails: (region) => [only(region, (value) => !list.includes(value))],
  };
}

const having = (region: Region, tag: string): Region => ({ ...region, has: [...region.has, tag] });
const lacking = (region: Region, ...tags: readonly string[]): Region => ({
  ...region,
  lacks: [...region.lacks, ...tags],
});

const tagged = (tag: string): Part => ({
  holds: (region) => having(region, tag),
  fails: (region) => [lacking(region, tag)],
});

const untagged = (tag: string): Part => ({
  holds: (region) => lacking(region, tag),
  fails: (region) => [having(region, tag)],
});

const taggedWithOne = (any: readonly string[]): Part => ({
  holds: (region) => ({ ...region, oneOf: [...region.oneOf, any] }),
  fails: (region) => [lacking(region, ...any)],
});

/** A ticket of a region that is not empty: what proves that something is reached. */
export function example({ scalars, has, lacks, oneOf }: Region): ConditionFacts {
  const first = (name: Scalar): string => scalars[name][0] ?? OTHER;
  const tags = oneOf.map((list) => list.find((tag) => !lacks.includes(tag)) ?? OTHER);
  const [teamId, category] = [first("teams"), first("categories")];
  return {
    tier: first("tiers") as ConditionFacts["tier"],
    channel: first("channels") as ConditionFacts["channel"],
    kind: first("kinds") as ConditionFacts["kind"],
    priority: first("priorities") as ConditionFacts["priority"],
    ...(teamId === OTHER ? {} : { teamId }),
    ...(category === OTHER ? {} : { category }),
    tags: [...new Set([...has, ...tags])],
  };
}
