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
  await cascade(bench);
  await counting(bench);
}

const ROUNDS = 9;

/** The table, and every transaction that goes through it. */
function recording(bench: Bench) {
  const table = dynamoTable(bench.client, TABLE);
  const commits: (readonly Write[])[] = [];
  const heard: TablePort = {
    ...table,
    transact: (writes) => {
      commits.push(writes);
      return table.transact(writes);
    },
  };
  return { ctx: connect({ table: heard }).as(bench.ctx.actor), commits };
}

/** The same rows once more, elsewhere: what the commit costs without anything of ours. */
function again(bench: Bench, writes: readonly Write[], where: string): Promise<unknown> {
  const TransactItems = writes.map((write) => {
    if (write.kind !== "put") throw new Error("only puts are replayed");
    return { Put: { TableName: TABLE, Item: toItem({ ...write.row, pk: `${where}#${String(write.row["pk"])}` }) } };
  });
  return bench.client.send(new TransactWriteItemsCommand({ TransactItems }));
}

function tell(name: string, ours: number, bare: number, what: string): void {
  console.log(
    `  ${name.padEnd(34)} wall ${ours.toFixed(2)} ms / ${bare.toFixed(2)} ms ${(ours / bare).toFixed(2)}x   ${what}`,
  );
}

/** Twenty tickets into one, against one bare transaction of the same rows. */
async function mergeOfTwenty(bench: Bench): Promise<void> {
  const { ctx, commits } = recording(bench);
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const [targetId = "", ...sourceIds] = await openMany(bench, 21);
    ours.push(await timed(() => Ticket.merge(ctx, { targetId, sourceIds })));
    bare.push(await timed(() => again(bench, commits.at(-1) ?? [], `bare${round}`)));
  }
  const rows = commits.at(-1)?.length ?? 0;
  tell("merge 20 tickets into one", median(ours), median(bare), `${rows} rows in one transaction`);
}

const INCIDENTS = 1_000;
const AT_ONCE = 10;

/** A problem resolved with all its incidents and an answer to each, against the same commits bare, as many at once. */
async function cascade(bench: Bench): Promise<void> {
  const { ctx, commits } = recording(bench);
  const [problemId = "", ...incidentIds] = await openMany(bench, INCIDENTS + 1, "INCIDENT");
  await Ticket.changeKind(ctx, { ticketId: problemId, kind: "PROBLEM" });
  for (const otherId of incidentIds) await Ticket.link(ctx, { ticketId: problemId, kind: "CAUSES", otherId });
  commits.length = 0;
  const text = "The depot has chains again.";
  let resolved = 0;
  const ours = await timed(async () => {
    resolved = (await Ticket.resolveProblem(ctx, { problemId, text })).resolved.length;
  });
  const queue = [...commits];
  const work = async () => {
    for (let writes = queue.pop(); writes; writes = queue.pop()) await again(bench, writes, "bare-cascade");
  };
  const bare = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, work)));
  tell(`resolve a problem with ${resolved} more`, ours, bare, `${commits.length} commits, ${AT_ONCE} at once`);
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

async function openMany(
  { ctx }: Bench,
  count: number,
  kind: Ticket.Ticket["kind"] = "QUESTION",
): Promise<readonly string[]> {
  const customer = await Customer.getByEmail(ctx, "c1@example.com");
  const customerId = customer?.id ?? "";
  const open = () => Ticket.open(ctx, { customerId, kind, subject: "The chain slips", text: "Again." });
  return Promise.all(Array.from({ length: count }, async () => (await open()).object.id));
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
