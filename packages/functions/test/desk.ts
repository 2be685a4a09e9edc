import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { connect, type Desk } from "@switchboard/core/desk";
import { ensureTable, startEngine } from "@switchboard/core/embedded";
import type { Ports } from "@switchboard/core/port";
import { type ManualClock, manualClock } from "@switchboard/core/testing";
import * as Workspace from "@switchboard/core/workspace";

export interface TestDesk extends AsyncDisposable {
  readonly desk: Desk;
  readonly clock: ManualClock;
  /** The whole table, read past the product's own doors: to look for what must not be there. */
  everyRow(): Promise<readonly Record<string, unknown>[]>;
}

/** A desk of its own on the embedded engine, with a workspace `main`. */
export async function testDesk(ports: Ports = {}): Promise<TestDesk> {
  const empty = await emptyDesk(ports);
  await Workspace.create(empty.desk.as({ kind: "system", workspaceId: "main", name: "test" }), { name: "Test" });
  return empty;
}

/** A table with nothing in it. */
export async function emptyDesk(ports: Ports = {}): Promise<TestDesk> {
  const engine = await startEngine();
  const dynamodb = engine.client();
  await ensureTable(dynamodb, "desk");
  const clock = manualClock();
  const desk = connect({ table: "desk", dynamodb, clock, ports });
  const everyRow = async () => (await dynamodb.send(new ScanCommand({ TableName: "desk" }))).Items ?? [];
  return { desk, clock, everyRow, [Symbol.asyncDispose]: () => engine.stop() };
}

/** Serves one JSON document, and counts how often it was asked for. */
export async function jsonServer(answer: () => unknown) {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    const value = answer();
    if (value === undefined) response.writeHead(503).end();
    else response.setHeader("content-type", "application/json").end(JSON.stringify(value));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, asked: () => asked, [Symbol.asyncDispose]: close };
}
