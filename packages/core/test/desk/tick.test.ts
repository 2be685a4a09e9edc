import { expect, test } from "vitest";
import * as Attachment from "../../src/attachment/index.ts";
import { DAY, HOUR, MINUTE } from "../../src/kernel/index.ts";
import { dueRows, dueShards, PARK_AFTER, stateKey } from "../../src/table/index.ts";
import { faulty } from "../../src/testing/index.ts";
import { tick, wakeAll } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { everyRow, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

async function dueIds(f: Fixture, now: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const shard of dueShards())
    for await (const page of dueRows(f.table, shard, now)) ids.push(...page.map(({ id }) => id));
  return ids;
}

async function snoozed(f: Fixture, ms: number): Promise<string> {
  const { id } = await f.openTicket();
  await Ticket.snooze(f.agent, { ticketId: id, until: f.clock.now() + ms });
  return id;
}

test("one tick serves all workspaces of the table", async () => {
  const f = await makeDesk();
  const other = await makeDesk("globex", { table: f.table });
  const ids = [await snoozed(f, HOUR), await snoozed(other, HOUR)];
  f.clock.advance(2 * HOUR);
  expect((await tick(f.desk)).woken).toBe(2);
  const woken = [await Ticket.get(f.agent, ids[0] ?? ""), await Ticket.get(other.agent, ids[1] ?? "")];
  expect(woken.map(({ status }) => status)).toEqual(["OPEN", "OPEN"]);
});

test("an earlier time moves on the index at once, a later one only when woken, and a time that fell away costs one wake", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket();
  const start = f.clock.now();
  const snooze = (ms: number) => Ticket.snooze(f.agent, { ticketId: id, until: start + ms });
  await snooze(2 * HOUR);
  expect(await dueIds(f, start + HOUR)).toEqual([]);
  await snooze(HOUR);
  expect(await dueIds(f, start + HOUR)).toEqual([id]);
  await snooze(3 * HOUR);
  expect(await dueIds(f, start + HOUR)).toEqual([id]);
  f.clock.set(start + HOUR + MINUTE);
  await tick(f.desk);
  expect(await dueIds(f, start + HOUR + MINUTE)).toEqual([]);
  expect(await dueIds(f, start + 3 * HOUR)).toEqual([id]);
  await Ticket.changeStatus(f.agent, { ticketId: id, status: "OPEN" });
  f.clock.set(start + 4 * HOUR);
  await tick(f.desk);
  expect(await dueIds(f, start + 9 * HOUR)).toEqual([]);
});

test("a wake that fails five times is parked with a record and blocks nobody before or after", async () => {
  const f = await makeDesk();
  const broken = await snoozed(f, HOUR);
  const fine = await snoozed(f, HOUR);
  f.clock.advance(2 * HOUR);
  const key = stateKey(f.system, broken);
  const row = await f.table.get(key);
  await f.table.write({ kind: "put", row: { ...row, s: "{ not json" } });
  const first = await tick(f.desk);
  expect(first).toMatchObject({ woken: 1, failed: [{ due: { id: broken }, parked: false }] });
  expect((await Ticket.get(f.agent, fine)).status).toBe("OPEN");
  for (let i = 2; i < PARK_AFTER; i++) await tick(f.desk);
  expect(await tick(f.desk)).toMatchObject({ failed: [{ due: { id: broken }, parked: true }] });
  expect(await dueIds(f, f.clock.now())).toEqual([]);
  const [record] = (await everyRow()).filter((one) => JSON.stringify(one["pk"]).includes(`parked#${broken}`));
  expect(record?.["n"]).toEqual({ N: String(PARK_AFTER) });
  expect(await tick(f.desk)).toEqual({ woken: 0, failed: [] });
});

test("more rows than a page are all woken, also behind rows that are stuck", async () => {
  const f = await makeDesk();
  const ids = [];
  for (let i = 0; i < 120; i++) ids.push(await snoozed(f, HOUR));
  for (const id of ids.slice(0, 3)) {
    await f.table.write({ kind: "put", row: { ...(await f.table.get(stateKey(f.system, id))), s: "{ spoilt" } });
  }
  f.clock.advance(2 * HOUR);
  expect((await tick(f.desk)).woken).toBe(117);
});

test("a tick that loses the table leaves everything for the next one", async () => {
  const f = await makeDesk();
  const id = await snoozed(f, HOUR);
  f.clock.advance(2 * HOUR);
  const lost = f.over(faulty(f.table, ({ name }) => (name === "transact" ? "before" : undefined)));
  await wakeAll(lost, [{ workspaceId: "main", id, row: "T", at: "0" }]);
  await tick(f.desk);
  expect((await Ticket.get(f.agent, id)).status).toBe("OPEN");
});

test("an upload nobody takes up is swept after a day, file and record; one that a message carries stays", async () => {
  const f = await makeDesk();
  const upload = async () => {
    const { attachmentId } = await Attachment.requestUpload(f.agent, {
      name: "a.png",
      contentType: "image/png",
      size: 3,
    });
    const file = await Attachment.find(f.system, attachmentId);
    await f.blobs.put(file?.blobKey ?? "", new Uint8Array(3), "image/png");
    return attachmentId;
  };
  const [kept, forgotten] = [await upload(), await upload()];
  await f.openTicket({ attachmentIds: [kept] });
  f.clock.advance(DAY + MINUTE);
  await tick(f.desk);
  expect(await Attachment.find(f.system, forgotten)).toBeNull();
  expect(await Attachment.find(f.system, kept)).not.toBeNull();
  expect(f.blobs.files.size).toBe(1);
});

test("a tick whose time is up ends by itself, and the next one goes on with the rest", async () => {
  const f = await makeDesk();
  for (let i = 0; i < 8; i++) await snoozed(f, HOUR);
  f.clock.advance(2 * HOUR);
  const first = await tick(f.desk, { until: f.clock.now() });
  expect(first.woken).toBeGreaterThan(0);
  expect(first.woken).toBeLessThan(8);
  expect((await tick(f.desk)).woken).toBe(8 - first.woken);
});
