import { performance } from "node:perf_hooks";
import { QueryCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import * as Count from "@switchboard/core/count";
import * as Customer from "@switchboard/core/customer";
import { connect } from "@switchboard/core/desk";
import type { TablePort, Write } from "@switchboard/core/port";
import { dynamoTable, toItem } from "@switchboard/core/table";
import * as Ticket from "@switchboard/core/ticket";
import * as View from "@switchboard/core/view";
import { type Bench, TABLE } from "./desk.ts";
import { compare, heading, median, show } from "./measure.ts";

/** What is done to many tickets at once. */
export async function benchStructure(bench: Bench): Promise<void> {
  heading("what is done to many tickets at once (ours / bare)");
  await mergeOfTwenty(bench);
  await counting(bench);
}

const ROUNDS = 9;

/** Twenty tickets into one, against one bare transaction of the same rows. */
async function mergeOfTwenty(bench: Bench): Promise<void> {
  const table = dynamoTable(bench.client, TABLE);
  let writes: readonly Write[] = [];
  const recording: TablePort = {
    ...table,
    transact: (all) => {
      writes = all;
      return table.transact(all);
    },
  };
  const ctx = connect({ table: recording }).as(bench.ctx.actor);
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const [targetId = "", ...sourceIds] = await openMany(bench, 21);
    ours.push(await timed(() => Ticket.merge(ctx, { targetId, sourceIds })));
    const TransactItems = writes.map((write) => {
      if (write.kind !== "put") throw new Error("only puts are replayed");
      return {
        Put: { TableName: TABLE, Item: toItem({ ...write.row, pk: `bare${round}#${String(write.row["pk"])}` }) },
      };
    });
    bare.push(await timed(() => bench.client.send(new TransactWriteItemsCommand({ TransactItems }))));
  }
  const [a, b] = [median(ours), median(bare)];
  console.log(
    `  ${"merge 20 tickets into one".padEnd(34)} wall ${a.toFixed(2)} ms / ${b.toFixed(2)} ms ${(a / b).toFixed(2)}x   ${writes.length} rows in one transaction`,
  );
}

/** Counts by status, assignee and twenty views, against the one Query of the same cells. */
async function counting(bench: Bench): Promise<void> {
  const { ctx, desk, client } = bench;
  const system = desk.as({ kind: "system", workspaceId: "main", name: "bench" });
  for (let i = 0; i < 20; i++) {
    const filter = { priority: [Ticket.PRIORITIES[i % 4] as "LOW"], not: { tags: [`t${i}`] } };
    await View.create(ctx, { name: `View ${i}`, filter });
  }
  const start = performance.now();
  while (!(await Count.recount(system)).done);
  const tickets = await Ticket.lastNumber(ctx);
  console.log(
    `  recount of ${tickets} tickets with 20 views: ${((performance.now() - start) / tickets).toFixed(2)} ms a ticket`,
  );
  const bare = () =>
    client.send(
      new QueryCommand({
        TableName: TABLE,
        KeyConditionExpression: "pk = :p",
        ExpressionAttributeValues: { ":p": { S: "main#counts#1" } },
      }),
    );
  show("count by status and assignee", await compare(() => Count.counts(ctx), bare), "two reads");
  show("count 20 views", await compare(() => Count.viewCounts(ctx), bare), "four reads, three at once");
}

async function openMany({ ctx }: Bench, count: number): Promise<readonly string[]> {
  const customer = await Customer.getByEmail(ctx, "c1@example.com");
  const open = () => Ticket.open(ctx, { customerId: customer?.id ?? "", subject: "The chain slips", text: "Again." });
  return Promise.all(Array.from({ length: count }, async () => (await open()).object.id));
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
