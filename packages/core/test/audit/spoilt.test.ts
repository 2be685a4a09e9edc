import { expect, test } from "vitest";
import * as Audit from "../../src/audit/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { HOUR } from "../../src/kernel/index.ts";
import { eventKey } from "../../src/table/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const range = (f: Fixture) => ({ from: f.clock.now() - HOUR, to: f.clock.now() + HOUR });

test("changes are told of all else beside what a newer release wrote, or what somebody spoilt", async () => {
  const f = await makeDesk();
  const { customerId: id } = f;
  await Customer.update(f.agent, { customerId: id, name: "Eve E." });
  await Customer.update(f.agent, { customerId: id, name: "Eve F." });
  const spoil = (sequence: number, name: string, value: string) =>
    f.table.write({
      kind: "update",
      key: eventKey(f.admin, id, "audit", sequence),
      update: { expression: "SET #n = :v", names: { "#n": name }, values: { ":v": value } },
    });
  await spoil(1, "p", "{");
  await spoil(2, "t", "customer.crowned");
  const { edges } = await Audit.read(f.admin, { ...range(f), aggregateId: id });
  const details = await Audit.detailsOf(
    f.admin,
    edges.map(({ node }) => node),
  );
  expect(edges.map(({ node }) => node.says === null)).toEqual([false, true, false]);
  expect(details.map(({ changes }) => changes?.map(({ field }) => field))).toEqual([[], [], ["name"]]);
  expect(details.some(({ verified }) => verified)).toBe(false);
});
