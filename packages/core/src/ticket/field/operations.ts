import { authorize, type Ctx, id, parse } from "../../kernel/index.ts";
import { need, type Result } from "../../table/index.ts";
import { configInForce, type Field, type FieldValue, fieldsOf } from "../../workspace/index.ts";
import * as decide from "../decide/index.ts";
import { edit } from "../edit.ts";
import { ChangeFieldsInput, type Ticket } from "../schema/index.ts";
import { assertNotClosed } from "../status.ts";
import { ticket } from "../store.ts";
import { fieldsOfKind, valuesAfter, valuesOf } from "./values.ts";

/**
 * Sets values of the company's own fields, and clears those given as null. A field that hangs on another goes with it.
 *
 * @throws VALIDATION naming the field: one there is not on this kind, a value of another type; TRANSITION when
 * closed, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Ticket.changeFields(ctx, { ticketId, values: { frame: "NB-1", colour: null } });
 */
export async function changeFields(ctx: Ctx, raw: ChangeFieldsInput): Promise<Result<Ticket>> {
  const input = parse(ChangeFieldsInput, raw);
  return edit(ctx, { name: "ticket.changeFields", permission: "ticket:edit", input }, async ({ state }) => {
    assertNotClosed(state.status);
    const [{ config }, values] = await Promise.all([configInForce(ctx), valuesOf(ctx, state)]);
    const events = decide.changeFields(fieldsOfKind(config, state.kind), values, input.values, ["values"]);
    return { events, records: valuesAfter(ctx, state.id, values, events) };
  });
}

const readable = { permission: "ticket:read_notes", path: ["ticketId"], hidden: true } as const;

/** A value, and the field it belongs to: null when there is no such field any more. */
export interface Held {
  readonly key: string;
  readonly field: Field | null;
  readonly value: FieldValue;
}

/**
 * The values of a ticket's own fields, also of those that went away or belong to another kind; with `asOf` (ms) as they
 * were then, which takes a read of its history and `ticket:read_audit`. For staff alone.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 * @example const frame = (await Ticket.fields(ctx, ticketId)).find(({ key }) => key === "frame")?.value;
 */
export async function fields(ctx: Ctx, ticketId: string, asOf?: number): Promise<readonly Held[]> {
  const known = parse(id("tkt"), ticketId);
  const { state } = await need(ctx, ticket, known, readable);
  if (asOf !== undefined) await authorize(ctx, "ticket:read_audit", ticket.target(state));
  else if (state.fieldCount === undefined) return [];
  const [{ config }, values] = await Promise.all([configInForce(ctx), valuesOf(ctx, state, asOf)]);
  const byKey = new Map(fieldsOf(config, "TICKET").map((field) => [field.key, field]));
  return Object.entries(values).map(([key, value]) => ({ key, field: byKey.get(key) ?? null, value }));
}
