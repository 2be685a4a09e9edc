import type { CancellationReason } from "@aws-sdk/client-dynamodb";
import type { Outcome, Reason } from "../port/index.ts";
import { fromItem, type Item } from "./item.ts";

/**
 * Sorts DynamoDB's errors: those that surely wrote nothing become an outcome, the rest is thrown on,
 * because after them nobody knows. Errors are told apart by name, as two copies of the SDK may be loaded.
 */
export function outcomeOf(e: unknown, writes: number): Outcome {
  const error = e as { name?: string; CancellationReasons?: CancellationReason[]; Item?: Item };
  if (error.name === "TransactionCanceledException") {
    return { done: false, reasons: (error.CancellationReasons ?? []).map(reasonOf) };
  }
  if (error.name === "ConditionalCheckFailedException") {
    return { done: false, reasons: [{ code: "condition", ...(error.Item ? { row: fromItem(error.Item) } : {}) }] };
  }
  const code = error.name === undefined ? undefined : CODES[error.name];
  if (code === undefined) throw e;
  return { done: false, reasons: Array.from({ length: writes }, (): Reason => ({ code })) };
}

const CODES: Readonly<Record<string, Reason["code"]>> = {
  TransactionConflictException: "conflict",
  TransactionInProgressException: "conflict",
  ProvisionedThroughputExceededException: "throttled",
  RequestLimitExceeded: "throttled",
  ThrottlingException: "throttled",
};

const CANCELLATIONS: Readonly<Record<string, Reason["code"]>> = {
  None: "none",
  ConditionalCheckFailed: "condition",
  TransactionConflict: "conflict",
  ProvisionedThroughputExceeded: "throttled",
  ThrottlingError: "throttled",
};

function reasonOf(reason: CancellationReason): Reason {
  const code = CANCELLATIONS[reason.Code ?? "None"];
  if (code === undefined) throw new Error(`DynamoDB refused a write: ${reason.Code} ${reason.Message ?? ""}`);
  return reason.Item ? { code, row: fromItem(reason.Item as Item) } : { code };
}
