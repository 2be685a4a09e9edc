import {
  BatchGetItemCommand,
  type ConsumedCapacity,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Key, Outcome, Row, TablePort, Write } from "../port/index.ts";
import { fromItem, type Item, toItem } from "./item.ts";
import { outcomeOf } from "./outcome.ts";
import { queryInput, singleInput, transactItem } from "./request.ts";

/** What one call cost, as DynamoDB said. One call is one round trip. */
export interface Usage {
  readonly call: string;
  readonly read: number;
  readonly write: number;
}

export interface TableOptions {
  /** Asks DynamoDB for the cost of every call and hands it over. */
  readonly onUsage?: (usage: Usage) => void;
}

const BATCH = 100;
const BATCH_TRIES = 10;

/** What every call needs: the client, the table's name, and where the cost is reported. */
interface Connection {
  readonly client: DynamoDBClient;
  readonly common: { readonly TableName: string; readonly ReturnConsumedCapacity: "INDEXES" | undefined };
  readonly report: (call: string, capacity: ConsumedCapacity | ConsumedCapacity[] | undefined) => void;
}

/**
 * The table over a DynamoDB client of the caller's. The client's retries are its own matter; give it
 * `maxAttempts` of 3 at most, since default retries hide throttling from the desk's own backing off.
 */
export function dynamoTable(client: DynamoDBClient, name: string, options: TableOptions = {}): TablePort {
  const { onUsage } = options;
  const connection: Connection = {
    client,
    common: { TableName: name, ReturnConsumedCapacity: onUsage ? "INDEXES" : undefined },
    report: (call, capacity) => onUsage?.(usage(call, [capacity ?? []].flat())),
  };
  return { ...reading(connection), ...writing(connection) };
}

function reading(connection: Connection): Pick<TablePort, "get" | "batchGet" | "query"> {
  const { client, common, report } = connection;
  return {
    async get(key, read = {}) {
      const answer = await client.send(
        new GetItemCommand({ ...common, Key: toItem({ ...key }), ConsistentRead: read.consistent ?? false }),
      );
      report("get", answer.ConsumedCapacity);
      return answer.Item ? fromItem(answer.Item) : null;
    },
    async batchGet(keys, read = {}) {
      const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, i) =>
        keys.slice(i * BATCH, (i + 1) * BATCH),
      );
      const rows = await Promise.all(batches.map((batch) => readBatch(connection, batch, read.consistent ?? false)));
      return rows.flat();
    },
    async query(request) {
      const answer = await client.send(new QueryCommand({ ...common, ...queryInput(request) }));
      report("query", answer.ConsumedCapacity);
      return {
        rows: (answer.Items ?? []).map(fromItem),
        next: answer.LastEvaluatedKey ? fromItem(answer.LastEvaluatedKey) : null,
      };
    },
  };
}

async function readBatch({ client, common, report }: Connection, keys: readonly Key[], ConsistentRead: boolean) {
  const { TableName, ReturnConsumedCapacity } = common;
  const rows: Row[] = [];
  let pending: Item[] = keys.map((key) => toItem({ ...key }));
  for (let tries = 0; pending.length > 0 && tries < BATCH_TRIES; tries++) {
    const RequestItems = { [TableName]: { Keys: pending, ConsistentRead } };
    const answer = await client.send(new BatchGetItemCommand({ RequestItems, ReturnConsumedCapacity }));
    report("batchGet", answer.ConsumedCapacity);
    rows.push(...(answer.Responses?.[TableName] ?? []).map(fromItem));
    pending = answer.UnprocessedKeys?.[TableName]?.Keys ?? [];
  }
  if (pending.length > 0) throw new Error("DynamoDB left keys of a batch unread");
  return rows;
}

function writing(connection: Connection): Pick<TablePort, "transact" | "write" | "add"> {
  const { client, common, report } = connection;
  const { TableName, ReturnConsumedCapacity } = common;

  async function transact(writes: readonly Write[]): Promise<Outcome> {
    if (writes.length === 0 || writes.length > BATCH) throw new RangeError(`a transaction of ${writes.length} writes`);
    const TransactItems = writes.map((write) => transactItem(TableName, write));
    try {
      const answer = await client.send(new TransactWriteItemsCommand({ TransactItems, ReturnConsumedCapacity }));
      report("transact", answer.ConsumedCapacity);
      return { done: true };
    } catch (e) {
      return outcomeOf(e, writes.length);
    }
  }

  async function write(one: Write): Promise<Outcome> {
    if (one.kind === "check") return transact([one]);
    try {
      const answer = await sendSingle(connection, one);
      report(one.kind, answer.ConsumedCapacity);
      return answer.Attributes ? { done: true, row: fromItem(answer.Attributes) } : { done: true };
    } catch (e) {
      return outcomeOf(e, 1);
    }
  }

  return { transact, write, add: (key, attribute, amount) => addTo(connection, key, { attribute, amount }) };
}

function sendSingle({ client, common }: Connection, one: Exclude<Write, { kind: "check" }>) {
  const input = { ...common, ...singleInput(one) };
  if (one.kind === "put") return client.send(new PutItemCommand({ ...input, Item: toItem(one.row) }));
  const Key = toItem({ ...one.key });
  if (one.kind === "delete") return client.send(new DeleteItemCommand({ ...input, Key }));
  return client.send(new UpdateItemCommand({ ...input, Key }));
}

async function addTo(
  { client, common, report }: Connection,
  key: Key,
  { attribute, amount }: { readonly attribute: string; readonly amount: number },
): Promise<number> {
  const answer = await client.send(
    new UpdateItemCommand({
      ...common,
      Key: toItem({ ...key }),
      UpdateExpression: "ADD #n :n",
      ExpressionAttributeNames: { "#n": attribute },
      ExpressionAttributeValues: { ":n": { N: String(amount) } },
      ReturnValues: "UPDATED_NEW",
    }),
  );
  report("add", answer.ConsumedCapacity);
  return Number(answer.Attributes?.[attribute]?.N);
}

function usage(call: string, capacities: readonly ConsumedCapacity[]): Usage {
  const sum = (pick: (c: ConsumedCapacity) => number | undefined) => capacities.reduce((n, c) => n + (pick(c) ?? 0), 0);
  const reads = ["get", "batchGet", "query"].includes(call);
  const total = sum((c) => c.CapacityUnits);
  return {
    call,
    read: reads ? total : sum((c) => c.ReadCapacityUnits),
    write: reads ? 0 : total - sum((c) => c.ReadCapacityUnits),
  };
}
