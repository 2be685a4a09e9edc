import { TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import * as Customer from "@switchboard/core/customer";
import { connect } from "@switchboard/core/desk";
import type { TablePort, Write } from "@switchboard/core/port";
import { dynamoTable, toItem } from "@switchboard/core/table";
import * as Ticket from "@switchboard/core/ticket";
import { type Bench, TABLE } from "./desk.ts";
import { compare, heading, show } from "./measure.ts";

/** Whole operations against one bare TransactWriteItems of the very rows they write. */
export async function benchCommit(bench: Bench): Promise<void> {
  heading("an operation against a bare TransactWriteItems of the same rows (ours / bare)");
  const customer = await Customer.getByEmail(bench.ctx, "c1@example.com");
  const input = { customerId: customer?.id ?? "", subject: "The chain slips", text: "It slips on every climb." };
  const { object } = await Ticket.open(bench.ctx, input);
  const open = () => Ticket.open(bench.ctx, input);
  const reply = () => Ticket.reply(bench.ctx, { ticketId: object.id, text: "Which gear?" });
  show("open a ticket", await compare(open, await bareOf(bench, (ctx) => Ticket.open(ctx, input))), "aim: 2x");
  const replied = await bareOf(bench, (ctx) => Ticket.reply(ctx, { ticketId: object.id, text: "Which gear?" }));
  const pair = await compare(reply, replied);
  show("answer a ticket", pair, "aim: 2x");
  console.log(
    `  one after the other: ${(1_000 / pair.ours.wall).toFixed(0)} answers a second, bare ${(1_000 / pair.bare.wall).toFixed(0)}`,
  );
}

/** Records what one run writes and sends the same rows again, under keys of their own each time. */
async function bareOf(bench: Bench, run: (ctx: Bench["ctx"]) => Promise<unknown>): Promise<() => Promise<unknown>> {
  const table = dynamoTable(bench.client, TABLE);
  let writes: readonly Write[] = [];
  const recording: TablePort = {
    ...table,
    transact: (all) => {
      writes = all;
      return table.transact(all);
    },
  };
  await run(connect({ table: recording }).as(bench.ctx.actor));
  let turn = 0;
  return () => {
    turn += 1;
    const TransactItems = writes.map((write) => {
      if (write.kind !== "put") throw new Error("only puts are replayed");
      const Item = toItem({ ...write.row, pk: `bare${turn}#${String(write.row["pk"])}` });
      return { Put: { TableName: TABLE, Item, ConditionExpression: "attribute_not_exists(pk)" } };
    });
    return bench.client.send(new TransactWriteItemsCommand({ TransactItems }));
  };
}
