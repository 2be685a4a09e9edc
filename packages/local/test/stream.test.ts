import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ensureTable, startEngine } from "@switchboard/core/embedded";
import { rowsOf, type StreamRow } from "@switchboard/functions";
import { describe, expect, test } from "vitest";
import { deliver } from "../src/batches.ts";
import { createRunner } from "../src/runner.ts";
import { openStream } from "../src/stream.ts";

const row = rowsOf("stream")[0] as StreamRow;
const record = (n: number) => ({ eventName: "INSERT", dynamodb: { SequenceNumber: String(n) } });
type Batch = { Records: readonly { dynamodb?: { SequenceNumber?: string } }[] };

describe("batches", () => {
  const numbers = (event: unknown) => (event as Batch).Records.map(({ dynamodb }) => Number(dynamodb?.SequenceNumber));

  test("from the first failed record on a batch comes again; one that never passes is set aside", async () => {
    const seen: number[][] = [];
    const runner = createRunner(
      async () => async (event) => {
        seen.push(numbers(event));
        return {
          batchItemFailures: numbers(event)
            .filter((n) => n === 2)
            .map((n) => ({ itemIdentifier: String(n) })),
        };
      },
      () => 0,
    );
    await deliver(runner, row, [1, 2, 3].map(record));
    expect(seen[0]).toEqual([1, 2, 3]);
    expect(seen.slice(1, -1)).toEqual(Array.from({ length: 5 }, () => [2, 3]));
    expect(seen.at(-1)).toEqual([3]);
    expect(runner.deadLetters()).toMatchObject([{ handler: "relay", attempts: 6, event: record(2) }]);
  });

  test("a handler that throws for a while loses nothing", async () => {
    let tries = 0;
    const runner = createRunner(
      async () => async () => {
        if (++tries < 4) throw new Error("not yet");
        return { batchItemFailures: [] };
      },
      () => 0,
    );
    await deliver(runner, row, [1, 2].map(record));
    expect(runner.deadLetters()).toEqual([]);
  });
});

test("a stream is read from a known position, and as a whole when the position is unknown", async () => {
  await using engine = await startEngine();
  const client: DynamoDBClient = engine.client();
  await ensureTable(client, "switchboard");
  const put = (n: number) =>
    client.send(new PutItemCommand({ TableName: "switchboard", Item: { pk: { S: `a#${n}` }, sk: { S: "T" } } }));
  for (const n of [1, 2, 3]) await put(n);
  const whole = await (await openStream(client, "switchboard", {})).read();
  expect(whole).toHaveLength(1);
  const [{ shard, records }] = whole as [(typeof whole)[number]];
  expect(records).toHaveLength(3);
  const second = records[1]?.dynamodb?.SequenceNumber ?? "";
  const rest = await (await openStream(client, "switchboard", { [shard]: second })).read();
  expect(rest.map((stretch) => stretch.records.length)).toEqual([1]);
  const lost = await (await openStream(client, "switchboard", { [shard]: "nonsense" })).read();
  expect(lost.map((stretch) => stretch.records.length)).toEqual([3]);
});
