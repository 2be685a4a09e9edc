import { invalid } from "../kernel/index.ts";
import { configured, type Reconfigured } from "./decide.ts";
import type { Cell, KindSettings } from "./kind.ts";
import type { Config, Workspace } from "./schema.ts";

/** What is not given stays. */
export function changeKind(workspace: Workspace, config: Config, change: KindSettings): Reconfigured {
  const { kind, ...given } = change;
  if (kind === "QUESTION" && given.enabled === false) {
    throw invalid("Mail opens QUESTIONs: this kind stays; give it another label.", ["enabled"]);
  }
  const opener = given.enabled === false && config.addresses.find((address) => address.kind === kind);
  if (opener) throw invalid(`Mail to ${opener.address} opens this kind: change the address first.`, ["enabled"]);
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const kinds = { ...config.kinds, [kind]: { ...config.kinds[kind], ...set } };
  return configured(workspace, config, { ...config, kinds }, "kinds");
}

/** Cells that are not given stay. */
export function changeMatrix(workspace: Workspace, config: Config, cells: readonly Cell[]): Reconfigured {
  const named = new Set(cells.map(({ impact, urgency }) => `${impact} ${urgency}`));
  if (named.size !== cells.length) throw invalid("Name each cell once.", ["cells"]);
  const matrix = structuredClone(config.matrix);
  for (const { impact, urgency, priority } of cells) matrix[impact][urgency] = priority;
  return configured(workspace, config, { ...config, matrix }, "matrix");
}
