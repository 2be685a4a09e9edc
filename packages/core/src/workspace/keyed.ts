import { invalid } from "../kernel/index.ts";

interface Keyed {
  readonly key: string;
}

/** The list with an item where its key stands already, else behind the others. */
export function withItem<T extends Keyed>(list: readonly T[], item: T): T[] {
  const at = list.findIndex(({ key }) => key === item.key);
  return at < 0 ? [...list, item] : list.with(at, item);
}

/** The list without an item. @throws VALIDATION when there is none of this key */
export function withoutItem<T extends Keyed>(list: readonly T[], key: string, noun: string): T[] {
  const left = list.filter((one) => one.key !== key);
  if (left.length === list.length) throw invalid(`There is no ${noun} "${key}".`, ["key"]);
  return left;
}
