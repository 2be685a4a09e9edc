import { SwitchboardError } from "@switchboard/core";
import { GraphQLError, type GraphQLSchema, validate } from "graphql";
import { parseWithin } from "../server/gate.ts";
import { measure } from "./measure.ts";

const MAX_ERRORS = 10;

/**
 * Checks a document that shall be kept by all that a request passes: what is wrong with it shows now, and not to a
 * visitor later.
 *
 * @throws VALIDATION for what would be refused as a request, and for what has no operation
 */
export function assertRegistrable(schema: GraphQLSchema, text: string): void {
  const wrong = faultsOf(schema, text);
  if (wrong.length > 0)
    throw new SwitchboardError(
      "VALIDATION",
      wrong.map((message) => ({ message, path: ["document"] })),
    );
}

function faultsOf(schema: GraphQLSchema, text: string): readonly string[] {
  try {
    const document = parseWithin(text);
    if (!measure(schema, document, {})) return ["This document has no operation."];
    return validate(schema, document, undefined, { maxErrors: MAX_ERRORS, hideSuggestions: true }).map(
      ({ message }) => message,
    );
  } catch (e) {
    if (e instanceof GraphQLError) return [e.message];
    throw e;
  }
}
