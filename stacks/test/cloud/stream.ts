import { randomUUID } from "node:crypto";
import type { Access } from "./access.ts";
import type { Meter } from "./figures.ts";
import type { Outcome } from "./instance.ts";
import type { Lambda } from "./lambda.ts";
import { patternOf } from "./pattern.ts";
import type { MappingResource } from "./resources.ts";
import type { StreamRecord, StreamSource } from "./source.ts";
import type { Timeline } from "./timeline.ts";

export interface StreamGround {
  readonly timeline: Timeline;
  readonly access: Access;
  readonly meter: Meter;
  readonly region: string;
}

/** A record, and when it came: by the cloud's time, as its age is. */
interface Arrived {
  readonly record: StreamRecord;
  readonly shard: string;
  readonly at: number;
}

type Condition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

const READING = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"];
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 30 * 60_000;

/** Lambda's reader of a table's stream: in order, shard by shard, and a batch that fails holds up its shard. */
export class StreamMapping {
  readonly #mapping: MappingResource;
  readonly #source: StreamSource;
  readonly #lambda: Lambda;
  readonly #ground: StreamGround;
  readonly #wants: (record: unknown) => boolean;
  readonly #shards = new Map<string, Arrived[]>();

  constructor(mapping: MappingResource, ends: { source: StreamSource; lambda: Lambda }, ground: StreamGround) {
    this.#mapping = mapping;
    this.#source = ends.source;
    this.#lambda = ends.lambda;
    this.#ground = ground;
    const filters = (mapping.filterCriteria?.filters ?? []).map(({ pattern }) => patternOf(pattern));
    this.#wants = (record) => filters.length === 0 || filters.some((fits) => fits(record));
  }

  /** Takes what came and works on it. False when nothing did. */
  async poll(): Promise<boolean> {
    const { access, timeline, meter } = this.#ground;
    const may = READING.map((action) => access.byFunction(this.#lambda.resource, action, this.#mapping.eventSourceArn));
    if (may.includes(false)) return false;
    meter.count("streamReads");
    const stretches = await this.#source.read();
    for (const { shard, records } of stretches) {
      const arrived = records.filter(this.#wants).map((record) => ({ record, shard, at: timeline.now() }));
      const waiting = this.#shards.get(shard);
      waiting?.push(...arrived);
      if (waiting) continue;
      this.#shards.set(shard, arrived);
      timeline.run(() => this.#drain(shard, arrived));
    }
    return stretches.length > 0;
  }

  async #drain(shard: string, waiting: Arrived[]): Promise<void> {
    while (waiting.length > 0) await this.#deliver(waiting.splice(0, this.#mapping.batchSize));
    this.#shards.delete(shard);
  }

  /** Until everything of it was taken or is too old. */
  async #deliver(whole: readonly Arrived[]): Promise<void> {
    const { timeline } = this.#ground;
    let batch = whole;
    let outcome: Outcome | null = null;
    for (let tries = 0; batch.length > 0; ) {
      const fresh = this.#fresh(batch, outcome, tries);
      if (fresh.length < batch.length) tries = 0;
      batch = fresh;
      if (batch.length === 0) return;
      outcome = await this.#lambda.invoke({ Records: batch.map(({ record }) => this.#recordOf(record)) });
      const from = this.#firstFailed(batch, outcome);
      if (from === batch.length) return;
      if (!outcome.ok && this.#mapping.bisectBatchOnFunctionError && batch.length > 1) return this.#halve(batch);
      tries = from > 0 ? 1 : tries + 1;
      batch = batch.slice(from);
      if (this.#isSpent(tries)) return this.#bury(batch, "RetryAttemptsExhausted", { outcome, tries });
      await timeline.sleep(Math.min(FIRST_RETRY_MS * 2 ** Math.min(tries - 1, 20), MAX_RETRY_MS));
    }
  }

  /** Halves are tried by themselves, the first one first; splitting uses up no retry. */
  async #halve(batch: readonly Arrived[]): Promise<void> {
    const middle = Math.ceil(batch.length / 2);
    await this.#deliver(batch.slice(0, middle));
    await this.#deliver(batch.slice(middle));
  }

  #isSpent(tries: number): boolean {
    const { maximumRetryAttempts } = this.#mapping;
    return maximumRetryAttempts !== -1 && tries > maximumRetryAttempts;
  }

  /** Those that are not too old; the others are a letter. */
  #fresh(batch: readonly Arrived[], outcome: Outcome | null, tries: number): readonly Arrived[] {
    const { maximumRecordAgeInSeconds: seconds } = this.#mapping;
    if (seconds === -1) return batch;
    const horizon = this.#ground.timeline.now() - seconds * 1_000;
    const old = batch.filter(({ at }) => at < horizon);
    if (old.length > 0) this.#bury(old, "RecordAgeExceeded", { outcome, tries });
    return batch.filter(({ at }) => at >= horizon);
  }

  /** Where the retry begins: at the first of the records that the function names. */
  #firstFailed(batch: readonly Arrived[], outcome: Outcome): number {
    if (!outcome.ok) return 0;
    if (this.#mapping.functionResponseTypes.length === 0) return batch.length;
    const answer = JSON.parse(outcome.payload.toString("utf8") || "null") as {
      batchItemFailures?: readonly { itemIdentifier: string }[];
    } | null;
    const failed = (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
    if (failed.length === 0) return batch.length;
    const places = failed.map((id) => batch.findIndex(({ record }) => record.dynamodb.SequenceNumber === id));
    // An id that nobody sent fails the whole batch.
    return Math.max(0, Math.min(...places));
  }

  #recordOf(record: StreamRecord) {
    return {
      ...record,
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: this.#ground.region,
      eventSourceARN: this.#mapping.eventSourceArn,
    };
  }

  /** A letter names where in the stream the records lie, and holds none of them. */
  #bury(
    batch: readonly Arrived[],
    condition: Condition,
    { outcome, tries }: { readonly outcome: Outcome | null; readonly tries: number },
  ): void {
    const destination = this.#mapping.destinationConfig?.onFailure.destinationArn;
    const [first, last] = [batch[0], batch.at(-1)];
    if (destination === undefined || !first || !last) return;
    const { timeline } = this.#ground;
    this.#lambda.sendLetter(destination, {
      requestContext: {
        requestId: randomUUID(),
        functionArn: this.#lambda.resource.arn,
        condition,
        approximateInvokeCount: tries,
      },
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        functionError: outcome && !outcome.ok ? "Unhandled" : null,
      },
      version: "1.0",
      timestamp: new Date(timeline.now()).toISOString(),
      DDBStreamBatchInfo: {
        shardId: first.shard,
        startSequenceNumber: first.record.dynamodb.SequenceNumber,
        endSequenceNumber: last.record.dynamodb.SequenceNumber,
        approximateArrivalOfFirstRecord: createdAt(first),
        approximateArrivalOfLastRecord: createdAt(last),
        batchSize: batch.length,
        streamArn: this.#mapping.eventSourceArn,
      },
    });
  }
}

/** By the engine's clock, which skips nothing: it is the one that the events themselves were written by. */
const createdAt = ({ record, at }: Arrived): string =>
  new Date((record.dynamodb.ApproximateCreationDateTime ?? at / 1_000) * 1_000).toISOString();
