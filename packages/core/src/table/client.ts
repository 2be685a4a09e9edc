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
import type { Key, Outcome, Query, Row, TablePort, Write } from "../port/index.ts";
import { fromItem, type Item, toItem } from "./item.ts";
import { queryInput, singleInput, transactItem } from "./request.ts";
import { outcomeOf } from "./outcome.ts";

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

/**
 * The table over a DynamoDB client of the caller's. The client's retries are its own matter; give it
 * `maxAttempts` of 3 at most, since default retries hide throttling from the desk's own backing off.
 */
export function dynamoTable(client: DynamoDBClient, name: string, options: TableOptions = {}): TablePort {
  const TableName = name;
  const ReturnConsumedCapacity = options.onUsage ? ("INDEXES" as const) : undefined;
  const common = { TableName, ReturnConsumedCapacity };
  const report = (call: string, capacity: ConsumedCapacity | ConsumedCapacity[] | undefined) => {
    if (options.onUsage) options.onUsage(usage(call, [capacity ?? []].flat()));
  };

  async function get(key: Key, read: { readonly consistent?: boolean } = {}): Promise<Row | null> {
    const answer = await client.send(
      new GetItemCommand({ ...common, Key: toItem({ ...key }), ConsistentRead: read.consistent ?? false }),
    );
    report("get", answer.ConsumedCapacity);
    return answer.Item ? fromItem(answer.Item) : null;
  }

  async function batchGet(keys: readonly Key[], read: { readonly consistent?: boolean } = {}): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let pending: Item[] = keys.slice(0, BATCH).map((key) => toItem({ ...key }));
    for (let tries = 0; pending.length > 0 && tries < 10; tries++) {
      const answer = await client.send(
        new BatchGetItemCommand({
          RequestItems: { [name]: { Keys: pending, ConsistentRead: read.consistent ?? false } },
          ReturnConsumedCapacity,
        }),
      );
      report("batchGet", answer.ConsumedCapacity);
      rows.push(...(answer.Responses?.[name] ?? []).map(fromItem));
      pending = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    }
    if (pending.length > 0) throw new Error("DynamoDB left keys of a batch unread ten times");
    return rows;
  }

  async function query(request: Query) {
    const answer = await client.send(new QueryCommand({ ...common, ...queryInput(request) }));
    report("query", answer.ConsumedCapacity);
    return {
      rows: (answer.Items ?? []).map(fromItem),
      next: answer.LastEvaluatedKey ? fromItem(answer.LastEvaluatedKey) : null,
    };
  }

  async function transact(writes: readonly Write[]): Promise<Outcome> {
    if (writes.length === 0 || writes.length > BATCH) throw new RangeError(`a transaction of ${writes.length} writes`);
    const TransactItems = writes.map((write) => transactItem(name, write));
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
      const answer = await sendSingle(one);
      report(one.kind, answer.ConsumedCapacity);
      return { done: true };
    } catch (e) {
      return outcomeOf(e, 1);
    }
  }

  function sendSingle(one: Exclude<Write, { kind: "check" }>) {
    const input = { ...common, ...singleInput(one) };
    if (one.kind === "put") return client.send(new PutItemCommand({ ...input, Item: toItem(one.row) }));
    const Key = toItem({ ...one.key });
    if (one.kind === "delete") return client.send(new DeleteItemCommand({ ...input, Key }));
    return client.send(new UpdateItemCommand({ ...input, Key }));
  }

  async function add(key: Key, attribute: string, amount: number): Promise<number> {
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

  return { get, batchGet, query, transact, write, add };
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

