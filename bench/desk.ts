import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as Agent from "@switchboard/core/agent";
import * as Customer from "@switchboard/core/customer";
import { connect, type Desk } from "@switchboard/core/desk";
import { ensureTable, startEngine } from "@switchboard/core/embedded";
import type { Ctx } from "@switchboard/core/kernel";
import * as Ticket from "@switchboard/core/ticket";
import * as Workspace from "@switchboard/core/workspace";

export const TABLE = "bench";

/** A desk on an engine of its own, with people and a ticket of fifty entries. */
export async function openDesk() {
  const engine = await startEngine();
  const client = engine.client();
  client.middlewareStack.remove("loggerMiddleware");
  // Without a stream: nobody reads it here, and the engine slows down with every record it keeps.
  await ensureTable(client, TABLE, { stream: false });
  const desk = connect({ table: TABLE, dynamodb: client });
  const system = desk.as({ kind: "system", workspaceId: "main", name: "bench" });
  await Workspace.create(system, { name: "Bench" });
  const agents = [];
  for (const name of ["Ada", "Bo", "Cy"]) {
    const { object } = await Agent.create(system, { name, email: `${name}@bench.example`, roles: ["representative"] });
    agents.push(object.id);
  }
  const ctx = desk.as({ kind: "agent", workspaceId: "main", agentId: agents[0] ?? "" });
  const tickets = await openTickets(ctx, agents);
  return { engine, client, desk, ctx, agents, tickets, longTicket: await longTicket(ctx, tickets[0] ?? "") };
}

async function openTickets(ctx: Ctx, agents: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let i = 0; i < 60; i++) {
    const { object } = await Customer.upsert(ctx, { email: `c${i % 20}@example.com`, name: `Customer ${i % 20}` });
    const opened = await Ticket.open(ctx, {
      customerId: object.id,
      subject: `The chain slips on climb number ${i}, mostly in the rain`,
      text: "It slips on every climb.",
    });
    await Ticket.assign(ctx, { ticketId: opened.object.id, assigneeId: agents[i % agents.length] ?? "" });
    ids.push(opened.object.id);
  }
  return ids;
}

async function longTicket(ctx: Ctx, ticketId: string): Promise<string> {
  for (let i = 0; i < 48; i++) {
    const text = `Message ${i}: ${"words of a usual length ".repeat(12)}`;
    await (i % 4 ? Ticket.reply : Ticket.note)(ctx, { ticketId, text });
  }
  return ticketId;
}

export interface Bench {
  readonly client: DynamoDBClient;
  readonly desk: Desk;
  readonly ctx: Ctx;
  readonly tickets: readonly string[];
  readonly longTicket: string;
}
