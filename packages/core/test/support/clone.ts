import { connect } from "../../src/desk/index.ts";
import { type Actor, type Clock, seededIds } from "../../src/kernel/index.ts";
import type { Row, TablePort } from "../../src/port/index.ts";
import { fromItem, type Item } from "../../src/table/index.ts";
import { memoryBlobs } from "../../src/testing/index.ts";
import { everyRow, type Fixture, freshTable, makeDesk, supportOf } from "./desk.ts";
import { type Given, given } from "./given.ts";

/** A desk with one of everything, copied as often as a test wants to spoil it: a copy is two calls. */
export interface Template {
  readonly given: Given;
  copy(): Promise<Fixture>;
}

export async function makeTemplate(): Promise<Template> {
  const table = await freshTable();
  const original = await makeDesk("t0", { table });
  const ids = await given(original);
  const rows = (await everyRow()).map((item) => fromItem(item as Item));
  let copies = 0;
  return { given: ids, copy: () => copyTo(original, table, rows, `t${++copies}`) };
}

async function copyTo(
  original: Fixture,
  table: TablePort,
  rows: readonly Row[],
  workspaceId: string,
): Promise<Fixture> {
  const copies = rows.filter((row) => String(row["pk"]).startsWith("t0#")).map((row) => moved(row, workspaceId));
  // Found without a workspace: the newest copy has them.
  const keys = rows.filter((row) => /^platform#(key|issuer)#/.test(String(row["pk"])));
  copies.push(...keys.map((row) => ({ ...moved(row, workspaceId), ws: workspaceId })));
  copies.push({ pk: `platform#address#${supportOf("t0")}`, sk: "R", _v: 1, ws: workspaceId });
  for (let i = 0; i < copies.length; i += 100) {
    await table.transact(copies.slice(i, i + 100).map((row) => ({ kind: "put", row })));
  }
  const { clock } = original;
  const blobs = memoryBlobs();
  for (const [key, file] of original.blobs.files) blobs.files.set(key, file);
  const start = clock.now();
  const ids = seededIds(workspaceId, clock);
  const mailer = { send: async () => ({ messageId: `carrier-${ids.next("evt")}` }) };
  // Nobody races on a copy: whoever backs off need not wait for anybody.
  const hasty: Clock = { now: clock.now, sleep: () => Promise.resolve() };
  const over = (other: TablePort, otherMailer = mailer) =>
    connect({ table: other, clock: hasty, ids, ports: { blob: blobs, mailer: otherMailer } });
  const desk = over(table);
  const as = (actor: Actor) => desk.as(actor);
  const within = (actor: Actor) => as({ ...actor, workspaceId });
  clock.set(start);
  return {
    ...original,
    blobs,
    desk,
    table,
    over,
    as,
    system: within(original.system.actor),
    admin: within(original.admin.actor),
    agent: within(original.agent.actor),
    customer: within(original.customer.actor),
  };
}

/** The row of another workspace: every key that begins with the workspace moves. */
const moved = (row: Row, workspaceId: string): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "string" && /^(pk|w1|a1|r1)$/.test(name) ? value.replace(/^t0#/, `${workspaceId}#`) : value,
    ]),
  );
