import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";

/** A stretch of one shard: what came, and where the next one begins. */
export interface Stretch {
  readonly shard: string;
  readonly records: readonly _Record[];
}

/** Positions that were worked off, by shard. */
export type Positions = Readonly<Record<string, string>>;

export interface StreamSource {
  /** What came since the last read, shard by shard; empty when nothing did. */
  read(): Promise<readonly Stretch[]>;
}

/** The stream of a table, from the given positions or from as far back as it reaches. */
export async function openStream(client: DynamoDBClient, table: string, from: Positions): Promise<StreamSource> {
  const stream = await connect(client, table);
  const iterators = new Map<string, string>();
  const ended = new Set<string>();

  async function discover(): Promise<void> {
    for (const shard of await stream.shards()) {
      if (iterators.has(shard) || ended.has(shard)) continue;
      const iterator = await stream.iterator(shard, from[shard]);
      if (iterator !== undefined) iterators.set(shard, iterator);
    }
  }

  async function readShard(shard: string, iterator: string): Promise<Stretch> {
    const { records, next } = await stream.records(iterator);
    if (next !== undefined) iterators.set(shard, next);
    else {
      iterators.delete(shard);
      ended.add(shard);
    }
    return { shard, records };
  }

  return {
    async read() {
      if (iterators.size === 0) await discover();
      const reads = await Promise.allSettled([...iterators].map(([shard, iterator]) => readShard(shard, iterator)));
      const stretches = reads.flatMap((read) => (read.status === "fulfilled" ? read.value : []));
      const some = stretches.filter(({ records }) => records.length > 0);
      // What one shard gave must not be lost because another failed; that one is asked again.
      const failed = reads.find((read) => read.status === "rejected");
      if (some.length === 0 && failed) throw failed.reason;
      return some;
    },
  };
}

/** The three calls there are to a stream. */
async function connect(client: DynamoDBClient, table: string) {
  const { region, credentials, endpoint } = client.config;
  const streams = new DynamoDBStreamsClient({ region, credentials, ...(endpoint ? { endpoint } : {}), maxAttempts: 3 });
  streams.middlewareStack.remove("loggerMiddleware");
  const described = await client.send(new DescribeTableCommand({ TableName: table }));
  const StreamArn = described.Table?.LatestStreamArn;
  if (StreamArn === undefined) throw new Error(`the table ${table} has no stream`);

  return {
    async shards(): Promise<readonly string[]> {
      const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
      return (StreamDescription?.Shards ?? []).flatMap(({ ShardId }) => ShardId ?? []);
    },
    async iterator(ShardId: string, position: string | undefined): Promise<string | undefined> {
      const start = { StreamArn, ShardId };
      if (position !== undefined) {
        const after = { ...start, ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: position } as const;
        // A position the stream no longer keeps: what is left of it is read from its beginning.
        const found = await streams.send(new GetShardIteratorCommand(after)).catch(() => null);
        if (found) return found.ShardIterator;
      }
      const whole = { ...start, ShardIteratorType: "TRIM_HORIZON" } as const;
      return (await streams.send(new GetShardIteratorCommand(whole))).ShardIterator;
    },
    async records(ShardIterator: string) {
      const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
      return { records: Records, next: NextShardIterator };
    },
  };
}
