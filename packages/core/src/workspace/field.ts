import * as z from "zod";
import { Key, text } from "../kernel/index.ts";
import { KINDS } from "./trade.ts";

export const FIELD_TYPES = ["TEXT", "NUMBER", "BOOLEAN", "ENUM", "MULTI_ENUM", "DATE", "CURRENCY", "URL"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** What may carry fields of a company's own. */
export const FIELD_OWNERS = ["TICKET", "CUSTOMER", "COMPANY"] as const;
export type FieldOwner = (typeof FIELD_OWNERS)[number];

export { Key };

const Option = z.object({
  value: Key,
  label: text(100, 1),
  /** Kept for what has it already; nobody chooses it any more. */
  retired: z.boolean().optional(),
});

/** A value of a field: what JSON can say, in the shape that its type asks for. */
export const FieldValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.object({ amount: z.string(), currency: z.string() }),
]);
export type FieldValue = z.infer<typeof FieldValue>;

/** One field of a company's own, typed, on tickets, customers or companies. */
export const Field = z.object({
  on: z.enum(FIELD_OWNERS),
  key: Key,
  label: text(100, 1),
  type: z.enum(FIELD_TYPES),
  /** For ENUM and MULTI_ENUM: what can be chosen. */
  options: z.array(Option).max(200, "A field has at most 200 options.").optional(),
  /** On tickets: the kinds that have it; all when absent. */
  kinds: z.array(z.enum(KINDS)).min(1).optional(),
  /** On tickets: without a value none of those that have it is resolved. */
  requiredOnResolve: z.boolean().optional(),
  /** There only while another field has one of these values. */
  when: z
    .object({
      key: Key,
      in: z
        .array(z.union([z.string(), z.boolean()]))
        .min(1)
        .max(50),
    })
    .optional(),
});
export type Field = z.infer<typeof Field>;

/** The values of some object by the keys of their fields. */
export type FieldValues = Readonly<Record<string, FieldValue>>;
