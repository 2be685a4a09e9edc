import { beforeEach, expect, test } from "vitest";
import { connect } from "../../src/desk/index.ts";
import type { Ctx } from "../../src/kernel/index.ts";
import type { TablePort } from "../../src/port/index.ts";
import * as Rate from "../../src/rate/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { everyRow, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

let f: Fixture;
let now = 0;
const errors: unknown[] = [];
const limiter = () => Rate.limiter({ now: () => now, onError: (e) => errors.push(e) });

beforeEach(async () => {
  f = await makeDesk();
  now = 1_760_000_000_000;
  errors.length = 0;
});

const budgets = (perCaller: number, perWorkspace: number, by: Ctx = f.system) =>
  Workspace.changeSettings(by, { rateLimit: { perCaller, perWorkspace } });
const refused = (admission: Rate.Admission) => {
  if (admission.admitted) throw new Error("was let in");
  return admission;
};
const admitted = async (limit: Rate.Limiter, ctx: Ctx, cost: number, times: number): Promise<number> => {
  const all = await Promise.all(Array.from({ length: times }, () => limit.take(ctx, cost)));
  return all.filter((one) => one.admitted).length;
};

test("a minute's budget may be used at once, and no more; what is left is told", async () => {
  await budgets(1_000, 1_000_000);
  const rate = limiter();
  expect(await rate.take(f.agent, 400)).toEqual({
    admitted: true,
    level: { limit: 1_000, remaining: 600, resetsInSeconds: 24 },
  });
  expect(await rate.take(f.agent, 600)).toMatchObject({ admitted: true, level: { remaining: 0, resetsInSeconds: 60 } });
  expect(await rate.take(f.agent, 100)).toEqual({
    admitted: false,
    whose: "caller",
    retryAfterSeconds: 6,
    level: { limit: 1_000, remaining: 0, resetsInSeconds: 60 },
  });
  expect(errors).toEqual([]);
});

test("whoever waits as long as they are told is let in, by any process", async () => {
  await budgets(1_000, 1_000_000);
  await limiter().take(f.agent, 1_000);
  const { retryAfterSeconds } = refused(await limiter().take(f.agent, 250));
  now += (retryAfterSeconds - 1) * 1_000;
  refused(await limiter().take(f.agent, 250));
  now += 1_000;
  expect((await limiter().take(f.agent, 250)).admitted).toBe(true);
});

test("fifty at once over several processes are let in to the budget, within 5 %", async () => {
  await budgets(10_000, 1_000_000);
  const processes = Array.from({ length: 5 }, () => ({
    rate: limiter(),
    ctx: connect({ table: f.table, clock: f.clock }).as(f.agent.actor),
  }));
  const counts = await Promise.all(processes.map(({ rate, ctx }) => admitted(rate, ctx, 500, 10)));
  const points = counts.reduce((sum, count) => sum + count * 500, 0);
  expect(points).toBeGreaterThanOrEqual(9_500);
  expect(points).toBeLessThanOrEqual(10_000);
  expect(errors).toEqual([]);
});

test("another caller of the workspace is left alone until the workspace's own budget is used up", async () => {
  await budgets(1_000, 2_500);
  const rate = limiter();
  expect(await admitted(rate, f.agent, 100, 40)).toBe(10);
  expect(await admitted(rate, f.customer, 100, 40)).toBe(10);
  expect(await admitted(rate, f.admin, 100, 40)).toBe(5);
  expect(await rate.take(f.admin, 100)).toMatchObject({ admitted: false, whose: "workspace", level: { limit: 2_500 } });
});

test("what the workspace's budget refuses is not taken from the caller's", async () => {
  await budgets(100_000, 1_000);
  await limiter().take(f.agent, 1_000);
  expect(refused(await limiter().take(f.admin, 500)).whose).toBe("workspace");
  now += 60_000;
  expect(await limiter().take(f.admin, 500)).toMatchObject({ admitted: true, level: { remaining: 99_500 } });
});

test("another workspace on the same table is left alone", async () => {
  await budgets(1_000, 1_000);
  const other = await makeDesk("other", { table: f.table });
  await budgets(1_000, 1_000, other.system);
  const rate = limiter();
  await rate.take(f.agent, 1_000);
  refused(await rate.take(f.customer, 10));
  expect((await rate.take(other.agent, 1_000)).admitted).toBe(true);
});

test("who acts as somebody else uses their own budget up", async () => {
  await budgets(1_000, 1_000_000);
  const rate = limiter();
  const admin = { kind: "agent", id: f.admin.actor.kind === "agent" ? f.admin.actor.agentId : "" } as const;
  await rate.take(f.as(f.agent.actor, { impersonator: admin }), 1_000);
  refused(await rate.take(f.admin, 10));
  expect((await rate.take(f.agent, 1_000)).admitted).toBe(true);
});

test("what costs nothing takes nothing and asks the table nothing", async () => {
  f.usage.length = 0;
  expect(await limiter().take(f.agent, 0)).toEqual({ admitted: true, level: null });
  expect(f.usage).toEqual([]);
});

test("a request costs one write unit a bucket, and what is refused over and over nothing", async () => {
  await budgets(1_000, 1_000_000);
  const rate = limiter();
  await rate.take(f.agent, 10);
  f.usage.length = 0;
  await rate.take(f.agent, 10);
  expect(f.usage.map(({ call, write, read }) => [call, write, read])).toEqual([
    ["update", 1, 0],
    ["update", 1, 0],
  ]);
  f.usage.length = 0;
  refused(await rate.take(f.agent, 1_000));
  expect(f.usage).toEqual([]);
});

test("budgets that are changed are kept to half a minute later", async () => {
  const rate = limiter();
  await rate.take(f.agent, 10);
  await budgets(1_000, 1_000_000);
  now += 30_000;
  expect(await rate.take(f.agent, 10)).toMatchObject({ admitted: true, level: { limit: 1_000 } });
});

test("a bucket is gone from the table an hour after its last use, as far as the table is in time", async () => {
  await limiter().take(f.agent, 10);
  const buckets = (await everyRow()).filter(({ pk }) => (pk as { S: string }).S.includes("#rate#"));
  const expiries = buckets.map(({ x }) => Number((x as { N: string }).N) - now / 1_000);
  expect(expiries).toEqual([3_660, 3_660]);
});

test("a table that does not answer lets requests in, and is reported", async () => {
  const broken: TablePort = { ...f.table, write: () => Promise.reject(new Error("no answer")) };
  expect(await limiter().take(f.over(broken).as(f.agent.actor), 10)).toEqual({ admitted: true, level: null });
  expect(errors).toMatchObject([{ message: "no answer" }]);
  const full: TablePort = { ...f.table, write: async () => ({ done: false, reasons: [{ code: "throttled" }] }) };
  expect((await limiter().take(f.over(full).as(f.agent.actor), 10)).admitted).toBe(true);
  expect(errors).toHaveLength(2);
});

test("configurations from before there was a limit have the default one", async () => {
  const { config } = await Workspace.configInForce(f.system);
  const { rateLimit: _, ...settings } = config.settings;
  await f.table.write({
    kind: "put",
    row: { pk: "main#config#2", sk: "C#000", _v: 1, s: JSON.stringify({ ...config, settings }) },
  });
  const desk = connect({ table: f.table, clock: f.clock });
  const read = await Workspace.config(desk.as(f.system.actor));
  expect(read.settings.rateLimit).toEqual({ perCaller: 300_000, perWorkspace: 3_000_000 });
});
