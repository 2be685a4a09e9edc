import * as z from "zod";
import type { Ctx, Side, SideEvent } from "../kernel/index.ts";
import { type RecordWrite, sideAfter, sideOf } from "../table/index.ts";
import { fieldsOf } from "./decideField.ts";
import { type FieldOwner, FieldValue, type FieldValues } from "./field.ts";
import { changeValues, type FieldChanges } from "./fieldValue.ts";
import { configInForce } from "./operations.ts";

/** What the event of changed values carries: names on the bus, values where they can be erased. */
export const AttributesChanged = {
  payload: z.object({ keys: z.array(z.string()), count: z.number() }),
  content: z.object({ values: z.record(z.string(), FieldValue.nullable()) }),
};

const evolve = (type: string) => (_: string, before: FieldValues, event: SideEvent) => {
  if (event.type !== type) return before;
  const { keys } = event.payload as z.infer<typeof AttributesChanged.payload>;
  // Values that were erased are as good as cleared.
  const { values } = (event.content ?? { values: {} }) as z.infer<typeof AttributesChanged.content>;
  const kept = Object.entries(before).filter(([key]) => !keys.includes(key));
  const set = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries([...kept, ...set]) as FieldValues;
};

/** Row `F`: the values of a company's own fields, folded from the event that has this type. */
export const attributeSide = (type: string): Side<FieldValues> => ({ row: "F", empty: {}, evolve: evolve(type) });

/** The values of the fields there are now; those of a field that was taken away stay unseen. */
export async function attributesIn(
  ctx: Ctx,
  side: Side<FieldValues>,
  at: { readonly id: string; readonly on: FieldOwner },
): Promise<FieldValues> {
  const [values, { config }] = await Promise.all([sideOf(ctx, side, at.id), configInForce(ctx)]);
  const there = new Set(fieldsOf(config, at.on).map(({ key }) => key));
  return Object.fromEntries(Object.entries(values).filter(([key]) => there.has(key)));
}

/**
 * Checks changes of values against the fields in force.
 *
 * @returns what the event carries, and the row that moves with it; null when nothing changes
 * @throws VALIDATION naming the field
 */
export async function changeAttributes<T extends string>(
  ctx: Ctx,
  side: Side<FieldValues>,
  what: { readonly id: string; readonly on: FieldOwner; readonly type: T; readonly changes: FieldChanges },
) {
  const [before, { config }] = await Promise.all([sideOf(ctx, side, what.id), configInForce(ctx)]);
  const { values, changed } = changeValues(fieldsOf(config, what.on), before, what.changes, ["values"]);
  if (changed.length === 0) return null;
  const draft = {
    type: what.type,
    payload: { keys: [...changed], count: Object.keys(values).length },
    content: { values: Object.fromEntries(changed.map((key) => [key, values[key] ?? null])) },
  };
  const record: RecordWrite = sideAfter(ctx, side, { id: what.id, before }, [draft]);
  return { events: [draft], records: [record] };
}
