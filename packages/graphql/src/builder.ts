import SchemaBuilder from "@pothos/core";
import type { GraphContext } from "./context.ts";

/**
 * The one builder. Nothing is nullable unless it says so; times and durations are milliseconds on the inside.
 *
 * Pothos's relay and complexity plugins are left out on purpose: core brings pages, cursors and ids in Relay's
 * shape already, and the guard must measure before validation, in one pass over the document.
 */
export const builder = new SchemaBuilder<{
  Context: GraphContext;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: number; Output: number };
    Duration: { Input: number; Output: number };
    EmailAddress: { Input: string; Output: string };
    URL: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
  };
}>({ defaultFieldNullability: false });

export type Types = typeof builder.$inferSchemaTypes;

builder.queryType({
  description: "Everything that can be read. What a caller sees differs by permission, never by schema.",
});
builder.mutationType({
  description:
    "Everything that can be changed. Each mutation takes one `input` and answers with the object and typed `errors`.",
});
