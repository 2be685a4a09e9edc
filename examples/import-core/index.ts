import { isRefusal } from "@switchboard/core";
import * as Agent from "@switchboard/core/agent";
import * as Customer from "@switchboard/core/customer";
import { connect } from "@switchboard/core/desk";
import { ensureTable, startEngine } from "@switchboard/core/embedded";
import * as Ticket from "@switchboard/core/ticket";
import * as Workspace from "@switchboard/core/workspace";

/** A desk inside your own process: open a ticket, answer it, resolve it, read its history. */
export async function main(print: (line: string) => void): Promise<void> {
  // In production: `connect({ table: "your-table", dynamodb: new DynamoDBClient({}) })`.
  await using engine = await startEngine();
  const dynamodb = engine.client();
  await ensureTable(dynamodb, "support");
  const desk = connect({ table: "support", dynamodb });

  const setup = desk.as({ kind: "system", workspaceId: "main", name: "setup" });
  await Workspace.create(setup, { name: "Northwind Bikes" });
  const ada = await Agent.create(setup, { name: "Ada", email: "ada@northwind.example", roles: ["representative"] });
  const eve = await Customer.upsert(setup, { email: "eve@example.com", name: "Eve" });

  const ctx = desk.as({ kind: "agent", workspaceId: "main", agentId: ada.object.id });
  const opened = await Ticket.open(ctx, {
    customerId: eve.object.id,
    subject: "Chain slips",
    text: "It slips on every climb.",
    channel: "PHONE",
    idempotencyKey: "call-4711",
  });
  const ticketId = opened.object.id;
  print(`opened #${opened.object.number} ${opened.object.subject}: ${opened.object.status}`);

  const { object } = await Ticket.reply(ctx, { ticketId, text: "A new chain is on its way.", status: "RESOLVED" });
  print(`answered: ${object.status}`);

  const refused = await Ticket.snooze(ctx, { ticketId, until: Date.now() + 1_000 }).then(
    () => "not at all",
    (e: unknown) => (isRefusal(e) ? e.code : "something else"),
  );
  print(`snoozing what is resolved is refused: ${refused}`);

  const history = await Ticket.audit(ctx, ticketId);
  for (const { node } of [...history.edges].reverse()) print(`  ${node.type} by ${node.actor.kind}`);
  print(`chain verified: ${(await Ticket.verify(ctx, ticketId)).valid}`);
}
