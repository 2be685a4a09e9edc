import type { AnyAggregate, Ctx, Tally } from "../kernel/index.ts";
import type { Expression, Scalar, Write } from "../port/index.ts";
import { recordKey } from "./key.ts";

/** A record of sums that a commit may not lift over a bound, and what else the row keeps of it. */
export interface Bound {
  readonly of: Tally["of"];
  /** The highest each sum may be after the commit. */
  readonly most: Readonly<Record<string, number>>;
  readonly set?: Readonly<Record<string, Scalar>>;
}

/** One aggregate on both sides of a commit; null where it was not there before. */
export interface Moved {
  readonly agg: AnyAggregate;
  readonly before: unknown;
  readonly after: unknown;
}

interface Sum {
  readonly of: Tally["of"];
  readonly amounts: Map<string, number>;
}

/**
 * The writes that move sums with the states that they are made of: one a record, however many states move it. Where a
 * bound is broken the commit is refused, and whoever decided decides anew.
 */
export function tallied(ctx: Ctx, moved: readonly Moved[], bounds: readonly Bound[]): readonly Write[] {
  const sums = new Map<string, Sum>();
  for (const { agg, before, after } of moved) {
    if (!agg.tallies) continue;
    add(sums, before === null ? [] : agg.tallies(before), -1);
    add(sums, agg.tallies(after), 1);
  }
  const bound = new Map(bounds.map((one) => [one.of.join(), one]));
  for (const one of bounds) if (!sums.has(one.of.join())) sums.set(one.of.join(), { of: one.of, amounts: new Map() });
  return [...sums].flatMap(([id, sum]) => writeOf(ctx, sum, bound.get(id)));
}

function add(sums: Map<string, Sum>, tallies: readonly Tally[], sign: 1 | -1): void {
  for (const { of, amounts } of tallies) {
    const id = of.join();
    const sum = sums.get(id) ?? { of, amounts: new Map<string, number>() };
    sums.set(id, sum);
    for (const [name, amount] of Object.entries(amounts)) {
      sum.amounts.set(name, (sum.amounts.get(name) ?? 0) + sign * amount);
    }
  }
}

function writeOf(ctx: Ctx, { of, amounts }: Sum, bound: Bound | undefined): readonly Write[] {
  const moves = [...amounts].filter(([, amount]) => amount !== 0);
  if (moves.length === 0 && !bound) return [];
  const set = Object.entries({ _v: 1, ...bound?.set });
  const most = Object.entries(bound?.most ?? {});
  const names = [...moves, ...set, ...most].map(([name]) => [`#${name}`, name] as const);
  const adds = moves.map(([name]) => `#${name} :${name}`);
  const sets = set.map(([name]) => `#${name} = :${name}`);
  const expression = [`SET ${sets.join(", ")}`, ...(adds.length > 0 ? [`ADD ${adds.join(", ")}`] : [])].join(" ");
  const values = Object.fromEntries([...moves, ...set].map(([name, value]) => [`:${name}`, value]));
  const used = new Set([...moves, ...set].map(([name]) => name));
  const update: Expression = {
    expression,
    names: Object.fromEntries(names.filter(([, name]) => used.has(name))),
    values,
  };
  const condition = most.length > 0 ? within(most, amounts) : undefined;
  return [{ kind: "update", key: recordKey(ctx, ...of), update, ...(condition ? { condition } : {}) }];
}

/** What is not there yet is zero. */
function within(most: readonly (readonly [string, number])[], amounts: ReadonlyMap<string, number>): Expression {
  const room = most.map(([name, limit]) => [name, limit - (amounts.get(name) ?? 0)] as const);
  return {
    expression: room
      .map(([name, left]) =>
        left < 0 ? `#${name} <= :most_${name}` : `(attribute_not_exists(#${name}) OR #${name} <= :most_${name})`,
      )
      .join(" AND "),
    names: Object.fromEntries(room.map(([name]) => [`#${name}`, name])),
    values: Object.fromEntries(room.map(([name, left]) => [`:most_${name}`, left])),
  };
}
