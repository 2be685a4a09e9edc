import { invalid } from "../kernel/index.ts";
import { configured, type Reconfigured } from "./decide.ts";
import { withItem, withoutItem } from "./keyed.ts";
import type { Config, Workspace } from "./schema.ts";
import type { CustomStatus } from "./status.ts";

/** A status comes, or is changed where it stands. Tickets have it: its category stays. */
export function defineStatus(workspace: Workspace, config: Config, status: CustomStatus): Reconfigured {
  const before = config.statuses.find(({ key }) => key === status.key);
  if (before && before.category !== status.category) {
    throw invalid(`The status belongs to ${before.category} and stays there; take another key.`, ["category"]);
  }
  return configured(workspace, config, { ...config, statuses: withItem(config.statuses, status) }, "statuses");
}

/** Tickets that have it show the label of its category from then on. */
export function removeStatus(workspace: Workspace, config: Config, key: string): Reconfigured {
  const statuses = withoutItem(config.statuses, key, "status");
  return configured(workspace, config, { ...config, statuses }, "statuses");
}
