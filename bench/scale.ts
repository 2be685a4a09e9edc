import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { connect } from "@switchboard/core/desk";
import { createIds, systemClock } from "@switchboard/core/kernel";
import type { Row } from "@switchboard/core/port";
import { dynamoTable, stateKey, toItem, type Usage } from "@switchboard/core/table";
import * as Ticket from "@switchboard/core/ticket";
import { type Bench, TABLE } from "./desk.ts";
import { compare, heading, show } from "./measure.ts";

const SIZES = [1_000, 100_000] as const;
const BATCH = 25;
const PARALLEL = 8;

/** The same reads with few and with many tickets in the workspace: they must not notice. */
export async function benchScale(bench: Bench): Promise<void> {
  heading("the same reads at 1,000 and at 100,000 tickets (many / few)");
  const reads = {
    "a ticket": () => Ticket.get(bench.ctx, bench.longTicket),
    "its conversation": () => Ticket.entries(bench.ctx, bench.longTicket, { first: 50 }),
    "unassigned work": () => Ticket.unassigned(bench.ctx, {}, { first: 50 }),
    "latest activity": () => Ticket.listByActivity(bench.ctx, {}, { first: 50 }),
    "a customer's tickets": async () => {
      const { customerId } = await Ticket.get(bench.ctx, bench.longTicket);
      return Ticket.listOfCustomer(bench.ctx, customerId, {}, { first: 20 });
    },
  };
  const template = await dynamoTable(bench.client, TABLE).get(stateKey(bench.ctx, bench.tickets[1] ?? ""));
  if (!template) throw new Error("no ticket to copy");
  const figures = new Map<string, { wall: number; cpu: number }[]>();
  let there = 0;
  for (const size of SIZES) {
    await fill(bench, template, size - there);
    there = size;
    for (const [name, read] of Object.entries(reads)) {
      const { ours } = await compare(read, () => Promise.resolve(), { rounds: 7, times: 20 });
      figures.set(name, [...(figures.get(name) ?? []), ours]);
    }
  }
  for (const [name, [few, many]] of figures) if (few && many) show(name, { ours: many, bare: few }, "aim: flat");
  await filtered(bench);
}

/** Of each status at most so many index pages are read for one page of a list. */
const ROUNDS = 4;
const FILTERS: Readonly<Record<string, Ticket.Filter>> = {
  "by what nobody has": { tags: ["never"] },
  "by much that is nested": {
    or: [{ tags: ["never"] }, { and: [{ kind: ["PROBLEM"] }, { not: { priority: ["NORMAL"] } }] }],
  },
  "by what all have": { not: { tags: ["never"] } },
};

/** What a filtered page costs among the many, counted; a page over the bound is a fault, and ends the run. */
async function filtered({ client, ctx: { actor } }: Bench): Promise<void> {
  const used: Usage[] = [];
  const ctx = connect({ table: dynamoTable(client, TABLE, { onUsage: (one) => used.push(one) }) }).as(actor);
  await Ticket.listByActivity(ctx, {}, { first: 1 });
  for (const [name, filter] of Object.entries(FILTERS)) {
    used.length = 0;
    const { edges, pageInfo } = await Ticket.listByActivity(ctx, filter, { first: 50 });
    const pages = used.filter(({ call }) => call === "query").length;
    const units = used.reduce((sum, { read }) => sum + read, 0);
    const more = pageInfo.scanLimited ? ", and says that there may be more" : "";
    console.log(`  a page ${name.padEnd(27)} ${edges.length} found in ${pages} index pages, ${units} R${more}`);
    if (pages > ROUNDS * Ticket.ACTIVE.length) throw new Error(`a page ${name} read ${pages} index pages`);
  }
}

/** Puts copies of a real ticket's row, each a ticket of its own, spread over statuses and time. */
async function fill(bench: Bench, template: Row, count: number): Promise<void> {
  const ids = createIds(systemClock);
  const statuses = ["NEW", "OPEN", "WAITING_ON_CUSTOMER", "RESOLVED", "CLOSED"] as const;
  const batches = Array.from({ length: Math.ceil(count / BATCH) }, (_, batch) => batch);
  const send = async (batch: number) => {
    const rows = Array.from({ length: Math.min(BATCH, count - batch * BATCH) }, (_, i) => {
      const status = statuses[(batch + i) % statuses.length] ?? "NEW";
      const { w1: _w1, w2: _w2, ...row } = template;
      const active =
        status === "RESOLVED" || status === "CLOSED" ? {} : { w1: "main#WORK#-", w2: template["w2"] ?? "" };
      return {
        ...row,
        ...active,
        pk: `main#${ids.next("tkt")}`,
        st: status,
        a1: `main#ACT#${status}`,
        r1: `main#OF#many${batch}`,
      };
    });
    await bench.client.send(
      new BatchWriteItemCommand({
        RequestItems: { [TABLE]: rows.map((row) => ({ PutRequest: { Item: toItem(row as Row) } })) },
      }),
    );
  };
  for (let i = 0; i < batches.length; i += PARALLEL) await Promise.all(batches.slice(i, i + PARALLEL).map(send));
}
