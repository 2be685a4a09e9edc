import type { Ctx, Side, SideEvent } from "../../kernel/index.ts";
import { type RecordWrite, sideAfter, sideOf, sidesAt } from "../../table/index.ts";
import { type Config, type Field, type FieldValue, type FieldValues, fieldsOf } from "../../workspace/index.ts";
import type { Drafts } from "../decide/spoken.ts";
import type { Ticket } from "../schema/index.ts";

/** The values of the company's own fields: up to 50 KB, never listed, and read by few. */
interface Held {
  readonly values: FieldValues;
}

const NOTHING: Held = { values: {} };

interface Changed {
  readonly values: Readonly<Record<string, FieldValue | null>>;
}

function evolveValues(_: string, held: Held, { type, payload, content }: SideEvent): Held {
  if (type === "ticket.purged") return NOTHING;
  if (type !== "ticket.fields_changed") return held;
  const { keys } = payload as { readonly keys: readonly string[] };
  // Of an event whose words were blanked nothing is left but which fields it was about.
  const { values } = (content ?? NOTHING) as Changed;
  const kept = Object.entries(held.values).filter(([key]) => !keys.includes(key));
  const set = Object.entries(values).filter((one): one is [string, FieldValue] => one[1] !== null);
  return { values: Object.fromEntries([...kept, ...set]) };
}

/** Row `F`: the values of fields. */
export const fieldValues: Side<Held> = { row: "F", empty: NOTHING, evolve: evolveValues };

/**
 * Access pattern: the values of one ticket; with a time (ms), as they were then. The state counts them, so a ticket
 * without costs no read.
 */
export async function valuesOf(ctx: Ctx, { id, fieldCount }: Ticket, at?: number): Promise<FieldValues> {
  if (at !== undefined) return (await sidesAt(ctx, fieldValues, [id], at)).get(id)?.values ?? {};
  return fieldCount === undefined ? {} : (await sideOf(ctx, fieldValues, id)).values;
}

/** Values as events that are not written yet leave them. */
export const fieldValuesIn = (id: string, values: FieldValues, drafts: Drafts): FieldValues =>
  drafts
    .filter(({ type }) => type === "ticket.fields_changed")
    .reduce((held: Held, draft) => evolveValues(id, held, draft as unknown as SideEvent), { values }).values;

/** The row as the events leave it. */
export const valuesAfter = (ctx: Ctx, id: string, values: FieldValues, drafts: Drafts): readonly RecordWrite[] =>
  drafts.some(({ type }) => type === "ticket.fields_changed")
    ? [sideAfter(ctx, fieldValues, { id, before: { values } }, drafts)]
    : [];

/** The fields that a ticket of this kind has. */
export const fieldsOfKind = (config: Config, kind: Ticket["kind"]): readonly Field[] =>
  fieldsOf(config, "TICKET").filter(({ kinds }) => kinds === undefined || kinds.includes(kind));
