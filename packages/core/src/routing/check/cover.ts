import type { Condition } from "../../workspace/index.ts";
import { everything, isEmpty, type Known, type Region, within, without } from "./region.ts";

/** A list of which the first that holds is taken: queues, policies. */
export type FirstMatch = readonly { readonly key: string; readonly when: Condition }[];

/** Why the item of a list is never taken: nothing is what it asks for, or what is before it takes all of that. */
export type Unreachable = { readonly why: "NOTHING" } | { readonly why: "COVERED"; readonly by: readonly string[] };

/** So much is looked at for one item: behind it the item counts as reached, so what is called unreachable is. */
const MOST_LOOKS = 20_000;

/**
 * Why no ticket ever comes to the item at a place, or null when one can. It is exact: of what the item asks for, all
 * that those before it ask for is taken away, and unreachable is what has nothing left.
 */
export function unreachable(list: FirstMatch, place: number, known: Known): Unreachable | null {
  const item = list[place];
  if (!item) return null;
  const asked = within(everything(known), item.when);
  if (isEmpty(asked)) return { why: "NOTHING" };
  const before = list.slice(0, place).filter(({ when }) => !isEmpty(within(asked, when)));
  // The name of a single one says more than the names of many, of which it may be one.
  const alone = before.find((one) => leftOf(asked, [one]) === null);
  if (alone) return { why: "COVERED", by: [alone.key] };
  return leftOf(asked, before) === null ? { why: "COVERED", by: before.map(({ key }) => key) } : null;
}

/** A part of a region that no item takes, or null when together they take all of it. */
function leftOf(region: Region, items: FirstMatch): Region | null {
  const open: { readonly region: Region; readonly next: number }[] = [{ region, next: 0 }];
  let looked = 0;
  for (let piece = open.pop(); piece; piece = open.pop()) {
    const { region: here, next } = piece;
    const taken = items.slice(next).findIndex(({ when }) => !isEmpty(within(here, when)));
    const taker = items[next + taken];
    looked += items.length - next;
    if (taken < 0 || !taker || looked > MOST_LOOKS) return here;
    for (const rest of without(here, taker.when)) open.push({ region: rest, next: next + taken + 1 });
  }
  return null;
}
