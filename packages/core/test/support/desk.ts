import { afterAll, beforeAll } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { connect, type Desk } from "../../src/desk/index.ts";
import { type Engine, ensureTable, startEngine } from "../../src/embedded/index.ts";
import { type Actor, type Ctx, type Request, seededIds } from "../../src/kernel/index.ts";
import type { MailerPort, OutgoingMail, TablePort } from "../../src/port/index.ts";
import { dynamoTable, type Usage } from "../../src/table/index.ts";
import { type ManualClock, type MemoryBlobs, manualClock, memoryBlobs } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";

export const SUPPORT = "support@northwind.example";

export const supportOf = (workspaceId: string): string =>
  workspaceId === "main" ? SUPPORT : `help@${workspaceId}.example`;

/** A desk with people in it, frozen in time and repeatable. */
export interface Fixture {
  readonly desk: Desk;
  readonly clock: ManualClock;
  readonly blobs: MemoryBlobs;
  readonly outbox: OutgoingMail[];
  readonly usage: Usage[];
  readonly table: TablePort;
  readonly system: Ctx;
  readonly admin: Ctx;
  readonly agent: Ctx;
  readonly agentId: string;
  readonly customer: Ctx;
  readonly customerId: string;
  as(actor: Actor, request?: Partial<Request>): Ctx;
  /** The same desk over another table: faults, counting. */
  over(table: TablePort, mailer?: MailerPort): Desk;
  openTicket(overrides?: Partial<Ticket.OpenInput>): Promise<Ticket.Ticket>;
}

let engine: Engine | undefined;
let tables = 0;

/** One engine a test file; every desk has a table of its own in it. */
export function useEngine(): void {
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(async () => {
    await engine?.stop();
  });
}

export async function makeDesk(workspaceId = "main", shared?: { readonly table: TablePort }): Promise<Fixture> {
  const clock = manualClock();
  const blobs = memoryBlobs();
  const outbox: OutgoingMail[] = [];
  const usage: Usage[] = [];
  const table = shared?.table ?? (await freshTable((one) => usage.push(one)));
  const ids = seededIds(`${workspaceId}:${tables}`, clock);
  const mailer: MailerPort = {
    send: async (mail) => {
      outbox.push(mail);
      return { messageId: `0100018f${outbox.length}-carrier` };
    },
  };
  const over = (other: TablePort, otherMailer = mailer) =>
    connect({ table: other, clock, ids, ports: { blob: blobs, mailer: otherMailer } });
  const desk = over(table);
  const system = desk.as({ kind: "system", workspaceId, name: "test" });
  await Workspace.create(system, { name: "Northwind" });
  await Workspace.addAddress(system, { address: supportOf(workspaceId), name: "Northwind Bikes" });
  const [agent, admin] = await Promise.all([
    Agent.create(system, { name: "Ada", email: "ada@northwind.example", roles: ["representative"] }),
    Agent.create(system, { name: "Root", email: "root@northwind.example", roles: ["admin"] }),
  ]);
  const customer = await Customer.upsert(system, { email: "eve@example.com", name: "Eve" });
  const as = (actor: Actor, request?: Partial<Request>) => desk.as(actor, request);
  const agentId = agent.object.id;
  const customerId = customer.object.id;
  const agentCtx = as({ kind: "agent", workspaceId, agentId });
  return {
    desk,
    clock,
    blobs,
    outbox,
    usage,
    table,
    system,
    admin: as({ kind: "agent", workspaceId, agentId: admin.object.id }),
    agent: agentCtx,
    agentId,
    customer: as({ kind: "customer", workspaceId, customerId }),
    customerId,
    as,
    over,
    openTicket: async (overrides = {}) =>
      (
        await Ticket.open(agentCtx, {
          customerId,
          subject: "Chain slips",
          text: "It slips on every climb.",
          ...overrides,
        })
      ).object,
  };
}

export async function freshTable(onUsage?: (usage: Usage) => void): Promise<TablePort> {
  if (!engine) throw new Error("call useEngine() first");
  const name = `desk-${++tables}`;
  const client = engine.client();
  await ensureTable(client, name, { stream: false });
  return dynamoTable(client, name, onUsage ? { onUsage } : {});
}

/** Every row of a table, read past the product's own doors: for tests that look for what must not be there. */
export async function everyRow(): Promise<readonly Record<string, unknown>[]> {
  if (!engine) throw new Error("call useEngine() first");
  const { ScanCommand } = await import("@aws-sdk/client-dynamodb");
  const answer = await engine.client().send(new ScanCommand({ TableName: `desk-${tables}` }));
  return answer.Items ?? [];
}

export async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "done",
    (e: { code?: string; message: string }) => e.code ?? e.message,
  );
}
