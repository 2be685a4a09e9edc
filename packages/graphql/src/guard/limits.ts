import type { ErrorCode } from "@switchboard/core";
import type { GraphQLError } from "graphql";
import { topError } from "../refusal.ts";

/** What one request may ask for (DOMAIN 10). Each is refused by name, before anything is read. */
export const LIMITS = {
  bodyBytes: 256 * 1024,
  tokens: 2_000,
  depth: 12,
  introspectionDepth: 16,
  introspectionFields: 1,
  aliases: 30,
  rootFields: 20,
  directives: 20,
  operations: 1,
  variables: 100,
  variableBytes: 64 * 1024,
  valueDepth: 32,
  cost: 5_000,
} as const;

/** Points for reading the schema, however much of it. */
export const INTROSPECTION_COST = 100;

/** A request refused by the guard: 400, or 200 for clients that accept only application/json. */
export const refuse = (code: ErrorCode, message: string): GraphQLError =>
  topError(code, message, { status: 400, spec: true });

const grouped = (n: number): string => (Number.isFinite(n) ? n.toLocaleString("en-US") : "far more");

/** @throws COST_LIMIT when there is too much of something; the message names the limit */
export function atMost(max: number, found: number, what: string): void {
  if (found > max) {
    throw refuse(
      "COST_LIMIT",
      `This has ${grouped(found)} ${what}; the limit is ${grouped(max)}. Ask for less at once.`,
    );
  }
}
