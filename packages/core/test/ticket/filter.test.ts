import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const HOUR = 3_600_000;

/** Tickets that differ in everything a filter may ask for. */
async function variedDesk() {
  const f = await makeDesk();
  await Workspace.defineTeam(f.admin, { key: "repairs", label: "Repairs" });
  await Workspace.defineStatus(f.admin, {
    key: "parts",
    category: "WAITING_ON_THIRD_PARTY",
    label: "P",
    customerLabel: "P",
  });
  const start = f.clock.now();
  for (let i = 0; i < 24; i++) {
    f.clock.set(start + i * HOUR);
    const { id } = await f.openTicket({
      subject: `t${i}`,
      priority: Ticket.PRIORITIES[i % 4] as "LOW",
      kind: Ticket.KINDS[i % 7] as "TASK",
      channel: Ticket.CHANNELS[i % 8] as "WEB",
      tags: [`even${i % 2}`, `third${i % 3}`],
      ...(i % 5 === 0 ? { category: "Gears" } : {}),
    });
    if (i % 3 === 0) await Ticket.assign(f.agent, { ticketId: id, assigneeId: f.agentId });
    if (i % 4 === 1) await Ticket.resolve(f.agent, { ticketId: id });
    if (i % 8 === 5) await Ticket.close(f.agent, { ticketId: id });
    if (i % 4 === 2) await Ticket.changeTeam(f.agent, { ticketId: id, team: "repairs" });
    if (i % 12 === 7) await Ticket.changeStatus(f.agent, { ticketId: id, customStatus: "parts" });
    if (i % 6 === 2) await Ticket.reply(f.agent, { ticketId: id, text: "R" });
  }
  return { f, start };
}

async function found(f: Fixture, filter: Ticket.Filter): Promise<readonly string[]> {
  const all: string[] = [];
  let after: string | undefined;
  do {
    const { edges, pageInfo } = await Ticket.listByActivity(f.agent, filter, { first: 7, after });
    all.push(...edges.map(({ node }) => node.id));
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  } while (after !== undefined);
  return all.sort();
}

const leaf: fc.Arbitrary<Ticket.Filter> = fc.oneof(
  fc.record({ status: fc.subarray([...Ticket.STATUSES], { minLength: 1 }) }),
  fc.record({ priority: fc.subarray([...Ticket.PRIORITIES], { minLength: 1 }) }),
  fc.record({ kind: fc.subarray([...Ticket.KINDS], { minLength: 1 }) }),
  fc.record({ channel: fc.subarray([...Ticket.CHANNELS], { minLength: 1 }) }),
  fc.record({ tags: fc.subarray(["even0", "even1", "third0", "third2", "none"], { minLength: 1 }) }),
  fc.constantFrom<Ticket.Filter>(
    { category: "Gears" },
    { unassigned: true },
    { unassigned: false },
    { team: ["repairs"] },
    { customStatus: ["parts", "none"] },
  ),
);
const tree = fc.letrec<{ tree: Ticket.Filter }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ and: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("tree") }),
  ),
})).tree;

test("any filter, however nested, lists exactly the tickets it is true of", async () => {
  const { f } = await variedDesk();
  const states = await Promise.all(
    (await found(f, { status: [...Ticket.STATUSES] })).map((id) => Ticket.get(f.agent, id)),
  );
  expect(states).toHaveLength(24);
  await fc.assert(
    fc.asyncProperty(tree, async (filter) => {
      const narrowing = Ticket.parseFilter(filter);
      const whole = { and: [filter, { status: [...Ticket.STATUSES] }] };
      const wanted = states.filter((state) => Ticket.matchesFilter(narrowing, Ticket.seenInState(state)));
      expect(await found(f, whole)).toEqual(wanted.map(({ id }) => id).sort());
    }),
    { numRuns: 60 },
  );
});

test("a filter that says nothing of statuses lists what is not finished; times narrow to the millisecond", async () => {
  const { f, start } = await variedDesk();
  const active = (await found(f, { tags: ["even1"] })).length;
  expect(active).toBe(await found(f, { tags: ["even1"], status: [...Ticket.ACTIVE] }).then((ids) => ids.length));
  expect(await found(f, { createdFrom: start, createdTo: start + 1 })).toHaveLength(1);
  expect(await found(f, { createdFrom: start + 1, createdTo: start + HOUR })).toHaveLength(0);
  expect(await found(f, { customerId: f.customerId })).toEqual(await found(f, {}));
});

describe("refused", () => {
  const nested = (depth: number): Ticket.Filter => (depth === 0 ? { kind: ["TASK"] } : { not: nested(depth - 1) });
  test.each<[string, unknown]>([
    ["six deep", nested(5)],
    ["a hundred thousand deep", nested(5_000)],
    ["51 conditions", { or: Array.from({ length: 51 }, () => ({ kind: ["TASK"] })) }],
    ["nothing to choose from", { or: [] }],
    ["a field there is none of", { colour: "red" }],
    ["a status there is none of", { not: { status: ["LOST"] } }],
  ])("%s", async (_, filter) => {
    const f = await makeDesk();
    expect(await codeOf(Ticket.listByActivity(f.agent, filter as Ticket.Filter))).toBe("VALIDATION");
  });

  test.each<Ticket.Filter>([
    { team: ["fraud"] },
    { unassigned: true },
    { not: { customStatus: ["triage"] } },
    { or: [{ and: [{ assigneeId: "agt_01m80gww6k0heac1fnye19vaqy" }] }] },
  ])("to a customer: how the desk sorts its work, %j", async (filter) => {
    const f = await makeDesk();
    expect(await codeOf(Ticket.listByActivity(f.customer, filter))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.listOfCustomer(f.customer, f.customerId, filter))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.listByActivity(f.customer, { status: ["NEW"], tags: ["a"] }))).toBe("done");
  });

  test("five deep is taken", async () => {
    const f = await makeDesk();
    expect(await codeOf(Ticket.listByActivity(f.agent, nested(4)))).toBe("done");
  });
});
