import { performance } from "node:perf_hooks";
import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { connect } from "@switchboard/core/desk";
import { createIds, HOUR, systemClock } from "@switchboard/core/kernel";
import type { Row } from "@switchboard/core/port";
import * as Sla from "@switchboard/core/sla";
import { dynamoTable, stateKey, toItem, type Usage } from "@switchboard/core/table";
import { manualClock } from "@switchboard/core/testing";
import { tick } from "@switchboard/core/tick";
import * as Ticket from "@switchboard/core/ticket";
import * as Workspace from "@switchboard/core/workspace";
import { type Bench, TABLE } from "./desk.ts";
import { heading } from "./measure.ts";

const DUE = 10_000;
/** Rows of one BatchWriteItem, and of those two belong to a ticket. */
const BATCH = 24;

/** What the tick costs while nothing waits, and with ten thousand breaches at once: one is a load, a judgement, a commit. */
export async function benchTick({ client, ctx, longTicket }: Bench): Promise<void> {
  heading(`a tick with 0 and with ${DUE.toLocaleString("en")} clocks due`);
  const used: Usage[] = [];
  const clock = manualClock(systemClock.now());
  const desk = connect({ table: dynamoTable(client, TABLE, { onUsage: (one) => used.push(one) }), clock });
  const system = desk.as({ kind: "system", workspaceId: ctx.workspaceId, name: "bench" });
  const promised = { metric: "FIRST_RESPONSE", minutes: 60, time: "CALENDAR" } as const;
  await Workspace.configureRouting(system, { slaPolicies: [{ key: "bench", label: "Bench", targets: [promised] }] });
  const { customerId } = await Ticket.get(ctx, longTicket);
  const opened = await Ticket.open(ctx, { customerId, subject: "Nobody answers", text: "Is anybody there?" });
  const ticketId = opened.object.id;
  await Sla.follow(system, { ticketId });
  const ran = async (what: string): Promise<void> => {
    used.length = 0;
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    const { woken, failed } = await tick(desk);
    const { user, system: kernel } = process.cpuUsage(cpu);
    const [wall, units] = [performance.now() - start, used.reduce((sum, { read, write }) => sum + read + write, 0)];
    console.log(
      `  ${what.padEnd(20)} ${woken} woken, ${failed.length} failed, ${Math.round(wall)} ms wall, ${Math.round((user + kernel) / 1_000)} ms cpu, ${units} units`,
    );
  };
  await ran("nothing due");
  const rows = [stateKey(ctx, ticketId), stateKey(ctx, Sla.clocksIdOf(ticketId))].map((key) => system.table.get(key));
  const [ticket, clocks] = await Promise.all(rows);
  if (!ticket || !clocks) throw new Error("no clocks to copy");
  await fill(client, { ticketId, workspaceId: ctx.workspaceId, ticket, clocks });
  clock.advance(2 * HOUR);
  await ran(`${DUE} due`);
  await ran("once more");
}

interface Copied {
  readonly ticketId: string;
  readonly workspaceId: string;
  readonly ticket: Row;
  readonly clocks: Row;
}

/** Puts copies of a ticket and its clocks, each a ticket of its own that is due. */
async function fill(client: Bench["client"], { ticketId, workspaceId, ticket, clocks }: Copied): Promise<void> {
  const ids = createIds(systemClock);
  const { w1: _w1, w2: _w2, a1: _a1, a2: _a2, r1: _r1, r2: _r2, ...bare } = ticket;
  for (let made = 0; made < DUE; made += BATCH / 2) {
    const rows = Array.from({ length: Math.min(BATCH / 2, DUE - made) }, () => {
      const id = ids.next("tkt");
      const own = String(clocks["s"]).replaceAll(ticketId, id);
      return [
        { ...bare, pk: `${workspaceId}#${id}` },
        { ...clocks, pk: `${workspaceId}#${Sla.clocksIdOf(id)}`, s: own },
      ];
    }).flat();
    const RequestItems = { [TABLE]: rows.map((row) => ({ PutRequest: { Item: toItem(row as Row) } })) };
    await client.send(new BatchWriteItemCommand({ RequestItems }));
  }
}
