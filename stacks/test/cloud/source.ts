import { askEngine } from "./engine.ts";

/** A record of a table's stream as DynamoDB and Lambda both write it: attributes in the wire's own form. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly dynamodb: {
    readonly ApproximateCreationDateTime?: number;
    readonly SequenceNumber: string;
    readonly Keys: Readonly<Record<string, unknown>>;
  };
}

export interface Stretch {
  readonly shard: string;
  readonly records: readonly StreamRecord[];
}

/** The stream of the engine's table, in the wire's form: it is what Lambda hands on. */
export class StreamSource {
  readonly #engine: string;
  readonly #table: string;
  readonly #iterators = new Map<string, string>();
  #arn: string | undefined;

  constructor(engine: string, table: string) {
    this.#engine = engine;
    this.#table = table;
  }

  /** What came since the last read, from the beginning on. */
  async read(): Promise<readonly Stretch[]> {
    await this.#discover();
    const stretches: Stretch[] = [];
    for (const [shard, ShardIterator] of this.#iterators) {
      const { Records = [], NextShardIterator } = await this.#ask<{
        Records?: readonly StreamRecord[];
        NextShardIterator?: string;
      }>("DynamoDBStreams_20120810.GetRecords", { ShardIterator });
      this.#iterators.set(shard, NextShardIterator ?? "");
      if (Records.length > 0) stretches.push({ shard, records: Records });
    }
    return stretches;
  }

  async #discover(): Promise<void> {
    this.#arn ??= (
      await this.#ask<{ Table: { LatestStreamArn: string } }>("DynamoDB_20120810.DescribeTable", {
        TableName: this.#table,
      })
    ).Table.LatestStreamArn;
    const { StreamDescription } = await this.#ask<{ StreamDescription: { Shards: readonly { ShardId: string }[] } }>(
      "DynamoDBStreams_20120810.DescribeStream",
      { StreamArn: this.#arn },
    );
    for (const { ShardId } of StreamDescription.Shards) {
      if (this.#iterators.has(ShardId)) continue;
      const start = { StreamArn: this.#arn, ShardId, ShardIteratorType: "TRIM_HORIZON" };
      const { ShardIterator } = await this.#ask<{ ShardIterator: string }>(
        "DynamoDBStreams_20120810.GetShardIterator",
        start,
      );
      this.#iterators.set(ShardId, ShardIterator);
    }
  }

  async #ask<T>(target: string, input: unknown): Promise<T> {
    const answer = await askEngine(this.#engine, target, JSON.stringify(input));
    if (!answer.ok) throw new Error(`${target}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
