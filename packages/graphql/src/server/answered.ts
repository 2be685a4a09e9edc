import type { Ctx } from "@switchboard/core";
import type { OperationDefinitionNode } from "graphql";

/** What a log may say of a request: who, which operation by name and kind, and how it ended. Nothing of what was in it. */
export interface Answered {
  /** Absent for a request without a good credential. */
  readonly ctx?: Ctx;
  /** As the document calls it, so a name of GraphQL's: letters, digits and underscores. */
  readonly operationName?: string;
  readonly operationType?: "query" | "mutation" | "subscription";
  /** Points, where the document got so far as to have some. */
  readonly cost?: number;
  /** The HTTP status. */
  readonly status: number;
  /** The codes of all errors at the top. */
  readonly codes: readonly string[];
  readonly durationMs: number;
}

/** What is seen of a request on its way. */
export interface Seen {
  ctx?: Ctx;
  operation?: OperationDefinitionNode;
  cost?: number;
  codes?: readonly string[];
}

export function answered({ ctx, operation, cost, codes = [] }: Seen, status: number, durationMs: number): Answered {
  const name = operation?.name?.value;
  return {
    ...(ctx ? { ctx } : {}),
    ...(name === undefined ? {} : { operationName: name }),
    ...(operation ? { operationType: operation.operation } : {}),
    ...(cost === undefined ? {} : { cost }),
    status,
    codes,
    durationMs,
  };
}
