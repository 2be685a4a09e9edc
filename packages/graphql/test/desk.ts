import { type Ctx, connect, type Desk } from "@switchboard/core";
import * as Agent from "@switchboard/core/agent";
import * as Customer from "@switchboard/core/customer";
import { ensureTable, startEngine } from "@switchboard/core/embedded";
import { type Actor, SwitchboardError } from "@switchboard/core/kernel";
import { type ManualClock, type MemoryBlobs, manualClock, memoryBlobs } from "@switchboard/core/testing";
import * as Workspace from "@switchboard/core/workspace";
import { afterAll } from "vitest";
import { createServer, type Server, type ServerOptions } from "../src/index.ts";

/** A desk on the embedded engine with two workspaces, and a server whose tokens are names. */
export interface TestDesk {
  readonly desk: Desk;
  readonly clock: ManualClock;
  readonly blobs: MemoryBlobs;
  readonly server: Server;
  /** Errors that left as INTERNAL. */
  readonly surprises: unknown[];
  readonly ids: { readonly admin: string; readonly ada: string; readonly eve: string; readonly otherAgent: string };
  /** A context for a token, to read behind the server's back. */
  as(token: string): Ctx;
  serve(options?: Partial<ServerOptions>): Server;
}

export async function testDesk(): Promise<TestDesk> {
  const engine = await startEngine();
  afterAll(() => engine.stop());
  const client = engine.client();
  await ensureTable(client, "desk");
  const clock = manualClock();
  const blobs = memoryBlobs();
  const desk = connect({ table: "desk", dynamodb: client, clock, ports: { blob: blobs } });
  const ids = await people(desk, "main");
  const other = await people(desk, "other");
  const surprises: unknown[] = [];
  const actors = tokens({ ...ids, otherAgent: other.ada });
  const as = (token: string): Ctx => {
    const actor = actors[token];
    if (!actor) throw new SwitchboardError("UNAUTHENTICATED", [{ message: "no", path: [] }]);
    return desk.as(actor);
  };
  const serve = (options: Partial<ServerOptions> = {}) =>
    createServer({ context: (request) => contextOf(request, as), onError: (e) => surprises.push(e), ...options });
  return { desk, clock, blobs, server: serve(), surprises, ids: { ...ids, otherAgent: other.ada }, as, serve };
}

function contextOf(request: Request, as: (token: string) => Ctx): Ctx | null {
  const header = request.headers.get("authorization");
  return header === null ? null : as(header.replace("Bearer ", ""));
}

async function people(desk: Desk, workspaceId: string) {
  const ctx = desk.as({ kind: "system", workspaceId, name: "test" });
  await Workspace.create(ctx, { name: `Acme ${workspaceId}` });
  const admin = await Agent.create(ctx, { name: "Root", email: `root@${workspaceId}.example`, roles: ["admin"] });
  const ada = await Agent.create(ctx, { name: "Ada", email: `ada@${workspaceId}.example`, roles: ["representative"] });
  const eve = await Customer.upsert(ctx, { email: `eve@${workspaceId}.example`, name: "Eve", locale: "de-AT" });
  return { admin: admin.object.id, ada: ada.object.id, eve: eve.object.id };
}

function tokens(ids: TestDesk["ids"]): Readonly<Record<string, Actor>> {
  return {
    admin: { kind: "agent", workspaceId: "main", agentId: ids.admin },
    ada: { kind: "agent", workspaceId: "main", agentId: ids.ada },
    eve: { kind: "customer", workspaceId: "main", customerId: ids.eve },
    powerless: { kind: "app", workspaceId: "main", appId: "none", scopes: [] },
    system: { kind: "system", workspaceId: "main", name: "test" },
    elsewhere: { kind: "agent", workspaceId: "other", agentId: ids.otherAgent },
  };
}
