import { invalid, type Path, SwitchboardError } from "../../kernel/index.ts";
import { changeValues, type Field, type FieldChanges, type FieldValues, isThere } from "../../workspace/index.ts";
import type { Drafts } from "./spoken.ts";

/** @throws VALIDATION naming the field */
export function changeFields(fields: readonly Field[], before: FieldValues, changes: FieldChanges, path: Path): Drafts {
  const { values, changed } = changeValues(fields, before, changes, path);
  if (changed.length === 0) return [];
  const set = Object.fromEntries(changed.map((key) => [key, values[key] ?? null]));
  const payload = { keys: [...changed], count: Object.keys(values).length };
  return [{ type: "ticket.fields_changed", payload, content: { values: set } }];
}

/** Values that another ticket has: they were judged there. */
export function takeFields(values: FieldValues): Drafts {
  const keys = Object.keys(values);
  if (keys.length === 0) return [];
  const payload = { keys: keys.sort(), count: keys.length };
  return [{ type: "ticket.fields_changed", payload, content: { values: { ...values } } }];
}

/** @throws VALIDATION naming every field that resolving needs and that is there without a value */
export function assertComplete(fields: readonly Field[], values: FieldValues): void {
  const missing = fields.filter(
    (field) => field.requiredOnResolve && isThere(field, values) && values[field.key] === undefined,
  );
  if (missing.length === 0) return;
  const issues = missing.map(({ key, label }) =>
    invalid(`"${label}" is needed before this is resolved.`, ["fields", key]),
  );
  throw new SwitchboardError(
    "VALIDATION",
    issues.flatMap((one) => one.issues),
  );
}
