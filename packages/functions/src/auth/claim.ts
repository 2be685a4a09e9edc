import type { JWTPayload } from "jose";

/**
 * The value of a claim by its name, or by the path to it with dots. A claim that is called exactly so comes first:
 * those of a company's own are often called by a URL.
 */
export function claimOf(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  let value: unknown = payload;
  for (const step of name.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}

const PLAIN = new Set(["string", "number", "boolean"]);

/** Whether a claim says this; of a list, one of its items. */
export function says(payload: JWTPayload, name: string, wanted: string): boolean {
  const value = claimOf(payload, name);
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.some((one) => PLAIN.has(typeof one) && String(one) === wanted);
}
