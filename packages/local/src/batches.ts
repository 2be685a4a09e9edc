import { systemClock } from "@switchboard/core/kernel";
import type { StreamAnswer, StreamRecord, StreamRow } from "@switchboard/functions";
import { RETRIES, type Runner } from "./runner.ts";

const RETRY_MS = 20;

/**
 * Hands a batch of stream records to a handler until it is taken, as Lambda does: from the first failed record
 * on, again; a record that never passes is set aside, so that those behind it go on.
 */
export async function deliver(runner: Runner, row: StreamRow, batch: readonly StreamRecord[]): Promise<void> {
  let rest = batch;
  let tries = 0;
  while (rest.length > 0) {
    const answer = await runner.call(row, { Records: rest }).catch((error: unknown) => ({ error }));
    const from = firstFailed(rest, answer);
    if (from === rest.length) return;
    tries = from > 0 ? 1 : tries + 1;
    rest = rest.slice(from);
    if (tries > RETRIES) {
      runner.bury(row, rest[0], { error: reasonOf(answer), attempts: tries });
      rest = rest.slice(1);
      tries = 0;
    }
    await systemClock.sleep(RETRY_MS);
  }
}

const isError = (answer: unknown): answer is { readonly error: unknown } =>
  typeof answer === "object" && answer !== null && "error" in answer;

const reasonOf = (answer: unknown): unknown =>
  isError(answer) ? answer.error : "the handler reported this record as failed";

function firstFailed(batch: readonly StreamRecord[], answer: unknown): number {
  if (isError(answer)) return 0;
  const failed = new Set((answer as StreamAnswer).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const at = batch.findIndex((record) => failed.has(record.dynamodb?.SequenceNumber ?? ""));
  return at === -1 ? batch.length : at;
}
