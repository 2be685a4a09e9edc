import { alreadyExists, invalid, limit } from "../kernel/index.ts";
import { type Category, MAX_DEPTH } from "./category.ts";
import { configured, type Reconfigured } from "./decide.ts";
import { withItem, withoutItem } from "./keyed.ts";
import type { Config, Workspace } from "./schema.ts";

/** A category comes, or is changed where it stands, or moves with all below it. */
export function defineCategory(workspace: Workspace, config: Config, category: Category): Reconfigured {
  const categories = withItem(config.categories, category);
  assertPlace(categories, category);
  return configured(workspace, config, { ...config, categories }, "categories");
}

/** Tickets that have it keep it. */
export function removeCategory(workspace: Workspace, config: Config, key: string): Reconfigured {
  const categories = withoutItem(config.categories, key, "category");
  const below = categories.find(({ parent }) => parent === key);
  if (below) throw invalid(`"${below.key}" stands below it; move or remove that first.`, ["key"]);
  return configured(workspace, config, { ...config, categories }, "categories");
}

function assertPlace(tree: readonly Category[], { key, label, parent }: Category): void {
  const byKey = new Map(tree.map((one) => [one.key, one]));
  if (parent !== undefined && !byKey.has(parent)) throw invalid("There is no such category above.", ["parent"]);
  if (pathOf(byKey, key) === null) throw invalid("A category does not stand below itself.", ["parent"]);
  const twin = tree.find(
    (one) => one.key !== key && one.parent === parent && one.label.toLowerCase() === label.toLowerCase(),
  );
  if (twin) throw alreadyExists(`"${twin.key}" has this label at the same place.`, ["label"]);
  if (tree.some((one) => (pathOf(byKey, one.key)?.length ?? 0) > MAX_DEPTH)) {
    throw limit(`The tree has at most ${MAX_DEPTH} levels.`, MAX_DEPTH, ["parent"]);
  }
}

/** The keys from a category up to the top; null when they lead back to it. */
function pathOf(byKey: ReadonlyMap<string, Category>, key: string): readonly string[] | null {
  const path: string[] = [];
  for (let at: string | undefined = key; at !== undefined; at = byKey.get(at)?.parent) {
    if (path.includes(at)) return null;
    path.push(at);
  }
  return path;
}
