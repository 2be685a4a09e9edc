import { canonical, invalid, iso, type Path } from "../kernel/index.ts";
import type { Field, FieldType, FieldValue, FieldValues } from "./field.ts";

const MAX_BYTES = 1024;

/** Why a value is none for its field, in words that say what to give; null when it is one. */
type Check = (value: FieldValue, field: Field, before: FieldValue | undefined) => string | null;

const CHECKS: Readonly<Record<FieldType, Check>> = {
  TEXT: (value) =>
    typeof value === "string" && value !== "" && Buffer.byteLength(value) <= MAX_BYTES
      ? null
      : "Give text of up to 1 KB.",
  NUMBER: (value) => (typeof value === "number" && Number.isFinite(value) ? null : "Give a number."),
  BOOLEAN: (value) => (typeof value === "boolean" ? null : "Give true or false."),
  ENUM: (value, field, before) =>
    typeof value === "string" && choices(field, before).includes(value) ? null : oneOf(field),
  MULTI_ENUM: (value, field, before) =>
    Array.isArray(value) && value.length > 0 && isChosen(value, choices(field, before))
      ? null
      : `${oneOf(field)} Each once.`,
  DATE: (value) => (typeof value === "string" && isDate(value) ? null : "Give a date as 2026-11-02."),
  CURRENCY: (value) =>
    typeof value === "object" && !Array.isArray(value) && isAmount(value)
      ? null
      : 'Give an amount and the ISO 4217 code of its currency: { amount: "12.50", currency: "EUR" }.',
  URL: (value) =>
    typeof value === "string" && isUrl(value) ? null : "Give an absolute http or https URL of up to 1 KB.",
};

/** What can be chosen: options that are not retired, and whatever is chosen already. */
const choices = ({ options = [] }: Field, before: FieldValue | undefined): readonly string[] => [
  ...options.filter(({ retired }) => !retired).map(({ value }) => value),
  ...(typeof before === "string" || Array.isArray(before) ? [before].flat() : []),
];

const oneOf = ({ options = [] }: Field): string =>
  `Give one of ${options
    .filter(({ retired }) => !retired)
    .map(({ value }) => value)
    .join(", ")}.`;

const isChosen = (values: readonly string[], from: readonly string[]): boolean =>
  new Set(values).size === values.length && values.every((value) => from.includes(value));

/** February 30 is rolled over by Date, so what comes out is compared with what went in. */
function isDate(value: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN;
  return !Number.isNaN(at) && iso(at).startsWith(value);
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

const isAmount = ({ amount, currency }: { readonly amount: string; readonly currency: string }): boolean =>
  /^-?\d{1,15}(\.\d{1,4})?$/.test(amount) && CURRENCIES.has(currency);

function isUrl(value: string): boolean {
  return Buffer.byteLength(value) <= MAX_BYTES && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** What to set, and what to clear with null. */
export type FieldChanges = Readonly<Record<string, FieldValue | null>>;

/**
 * Checks changes of values against the fields there are: unknown keys, fields that are not there for this object,
 * values of another type, and options that went away are refused, all at once by name.
 *
 * @returns the values afterwards, with those cleared that are no longer there, and the keys that changed
 * @throws VALIDATION naming the field
 */
export function changeValues(
  fields: readonly Field[],
  before: FieldValues,
  changes: FieldChanges,
  path: Path,
): { readonly values: FieldValues; readonly changed: readonly string[] } {
  const after: Record<string, FieldValue> = { ...before };
  const known = new Map(fields.map((field) => [field.key, field]));
  for (const [key, value] of Object.entries(changes)) {
    const field = known.get(key);
    // What belongs to no field any more can still be cleared.
    const orphan = value === null && before[key] !== undefined;
    if (!field && !orphan) {
      const there = [...known.keys()].join(", ") || "none";
      throw invalid(`There is no field "${key}" here; there are: ${there}.`, [...path, key]);
    }
    if (value === null) delete after[key];
    else if (field) after[key] = checked(field, value, before[key], path);
  }
  for (const field of fields) if (changes[field.key] !== undefined) assertThere(field, after, path);
  dropOrphans(fields, after);
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...keys].filter((key) => canonical(before[key]) !== canonical(after[key]));
  return { values: after, changed: changed.sort() };
}

function checked(field: Field, value: FieldValue, before: FieldValue | undefined, path: Path): FieldValue {
  const refused = CHECKS[field.type](value, field, before);
  if (refused !== null) throw invalid(refused, [...path, field.key]);
  return typeof value === "string" ? value.toWellFormed() : value;
}

function assertThere(field: Field, values: FieldValues, path: Path): void {
  if (values[field.key] === undefined || isThere(field, values)) return;
  const says = `"${field.key}" is there only while "${field.when?.key}" says so; set that first.`;
  throw invalid(says, [...path, field.key]);
}

/** What hangs on another value goes with it, and what hangs on that. */
function dropOrphans(fields: readonly Field[], values: Record<string, FieldValue>): void {
  const orphans = fields.filter((field) => values[field.key] !== undefined && !isThere(field, values));
  for (const { key } of orphans) delete values[key];
  if (orphans.length > 0) dropOrphans(fields, values);
}

/** Whether a field is there, going by the other values. */
export function isThere({ when }: Field, values: FieldValues): boolean {
  if (!when) return true;
  const value = values[when.key];
  const held = Array.isArray(value) ? value : [value];
  return held.some((one) => when.in.includes(one as string));
}
