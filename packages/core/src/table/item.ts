import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Row, Scalar } from "../port/index.ts";

/** Rows are flat: text, numbers, truth values and bytes. Structure lives in JSON attributes of the codec. */
export type Item = Record<string, AttributeValue>;

export function toItem(row: Row): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(row)) item[name] = toAttribute(value);
  return item;
}

export function fromItem(item: Item): Row {
  const row: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(item)) {
    const scalar = fromAttribute(value);
    if (scalar !== undefined) row[name] = scalar;
  }
  return row;
}

export function toAttribute(value: Scalar): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  return { B: value };
}

function fromAttribute(value: AttributeValue): Scalar | undefined {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  return value.B;
}
