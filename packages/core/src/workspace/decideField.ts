import { invalid, limit } from "../kernel/index.ts";
import { configured, type Reconfigured } from "./decide.ts";
import type { Field, FieldOwner } from "./field.ts";
import { type Config, MOST_FIELDS, type Workspace } from "./schema.ts";

const isSame = (a: Pick<Field, "on" | "key">, b: Pick<Field, "on" | "key">): boolean =>
  a.on === b.on && a.key === b.key;

/** The fields of tickets, customers or companies. */
export const fieldsOf = (config: Pick<Config, "fields">, on: FieldOwner): readonly Field[] =>
  config.fields.filter((field) => field.on === on);

/** A field comes, or is changed where it stands. What has values keeps its type. */
export function defineField(workspace: Workspace, config: Config, field: Field): Reconfigured {
  assertSound(config, field);
  const known = config.fields.findIndex((one) => isSame(one, field));
  const fields = known < 0 ? [...config.fields, field] : config.fields.with(known, field);
  if (fields.filter(({ on }) => on === field.on).length > MOST_FIELDS) {
    throw limit(`There are at most ${MOST_FIELDS} fields on a ${field.on.toLowerCase()}.`, MOST_FIELDS, ["key"]);
  }
  return configured(workspace, config, { ...config, fields }, "fields");
}

export function removeField(workspace: Workspace, config: Config, gone: Pick<Field, "on" | "key">): Reconfigured {
  const fields = config.fields.filter((one) => !isSame(one, gone));
  if (fields.length === config.fields.length) throw invalid("There is no such field.", ["key"]);
  const leaning = fields.find(({ on, when }) => on === gone.on && when?.key === gone.key);
  if (leaning) throw invalid(`"${leaning.key}" is there only while this field says so; change that first.`, ["key"]);
  return configured(workspace, config, { ...config, fields }, "fields");
}

function assertSound(config: Config, field: Field): void {
  const before = config.fields.find((one) => isSame(one, field));
  if (before && before.type !== field.type) {
    throw invalid(`The field is of type ${before.type} and stays so; take another key.`, ["type"]);
  }
  assertOptions(field);
  if (field.on !== "TICKET" && (field.kinds || field.requiredOnResolve)) {
    throw invalid("Kinds, and what resolving needs, are for fields of tickets.", [
      field.kinds ? "kinds" : "requiredOnResolve",
    ]);
  }
  assertCondition(config, field);
}

function assertOptions({ type, options = [] }: Field): void {
  const chosen = type === "ENUM" || type === "MULTI_ENUM";
  if (!chosen && options.length > 0) throw invalid("Only ENUM and MULTI_ENUM have options.", ["options"]);
  if (chosen && options.every(({ retired }) => retired)) throw invalid("Name at least one option.", ["options"]);
  if (new Set(options.map(({ value }) => value)).size !== options.length)
    throw invalid("Each option once.", ["options"]);
}

/** A condition names another field whose values can be counted up, and leads back to nothing. */
function assertCondition(config: Config, field: Field): void {
  const { when } = field;
  if (!when) return;
  const others = fieldsOf(config, field.on).filter(({ key }) => key !== field.key);
  const other = others.find(({ key }) => key === when.key);
  const values = other?.type === "BOOLEAN" ? [true, false] : other?.options?.map(({ value }) => value);
  if (!values) throw invalid("A condition names another field of type ENUM, MULTI_ENUM or BOOLEAN.", ["when", "key"]);
  if (!when.in.every((one) => (values as unknown[]).includes(one)))
    throw invalid(`Give some of ${values.join(", ")}.`, ["when", "in"]);
  for (let at = other; at?.when; ) {
    if (at.when.key === field.key)
      throw invalid("This condition would lead back to the field itself.", ["when", "key"]);
    const next = at.when.key;
    at = others.find(({ key }) => key === next);
  }
}
