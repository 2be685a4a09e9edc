import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Audit from "../../src/audit/index.ts";
import { type Ctx, HOUR, withRequest } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { given } from "../support/given.ts";
import { wholeList as walk } from "../support/list.ts";

useEngine();

const range = (f: Fixture) => ({ from: f.clock.now() - HOUR, to: f.clock.now() + HOUR });
const idOf = (ctx: Ctx): string => (ctx.actor.kind === "agent" ? ctx.actor.agentId : "");

test("a line says who did what to what, when, from where, with the facts and in words", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket();
  const via = { credential: "key_1", address: "203.0.113.7" };
  const from = withRequest(f.agent, { via, correlationId: "call-1" });
  await Ticket.changePriority(from, { ticketId: id, priority: "URGENT", reason: "She is stranded." });
  const { edges } = await Audit.read(f.admin, { ...range(f), types: ["ticket.priority_changed"] });
  expect(edges.map(({ node }) => node)).toMatchObject([
    {
      type: "ticket.priority_changed",
      says: "The priority changed.",
      aggregateId: id,
      actor: { kind: "agent", id: f.agentId },
      onBehalfOf: null,
      via,
      correlationId: "call-1",
      facts: { priority: "URGENT", previous: "NORMAL" },
    },
  ]);
  expect(JSON.stringify(edges)).not.toContain("stranded");
});

test("where a customer writes from is kept nowhere", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket();
  const from = withRequest(f.customer, { via: { address: "203.0.113.7" } });
  await Ticket.addMessage(from, { ticketId: id, text: "M" });
  const { edges } = await Audit.read(f.admin, { ...range(f), aggregateId: id });
  expect(edges.every(({ node }) => node.via === null)).toBe(true);
});

describe("a filter", () => {
  test.each([
    ["who", (f: Fixture) => ({ actor: { kind: "agent" as const, id: idOf(f.admin) } })],
    ["a type", () => ({ types: ["ticket.replied"] })],
    ["all types of a kind", () => ({ types: ["agent.*", "view.*"] })],
    ["several types", () => ({ types: ["ticket.opened", "agent.teams_changed"] })],
    ["an origin", () => ({ origins: ["live" as const] })],
    ["who and a type", (f: Fixture) => ({ actor: { kind: "agent" as const, id: f.agentId }, types: ["ticket.*"] })],
  ] as const)("by %s gives exactly the lines that fit, however the pages are cut", async (_, filterOf) => {
    const f = await makeDesk();
    await given(f);
    const filter = { ...range(f), ...filterOf(f) } as Audit.AuditFilter;
    const all = await walk((page) => Audit.read(f.admin, range(f), page), 100);
    const fits = (line: Audit.AuditLine) =>
      (!filter.actor || (line.actor.kind === filter.actor.kind && line.actor.id === filter.actor.id)) &&
      (!filter.types ||
        filter.types.some((type) =>
          type.endsWith("*") ? line.type.startsWith(type.slice(0, -1)) : line.type === type,
        )) &&
      (!filter.origins || filter.origins.includes(line.origin));
    const wanted = all.filter(fits).map(({ id }) => id);
    expect(wanted.length).toBeGreaterThan(0);
    for (const size of [1, 3, 100]) {
      const found = await walk((page) => Audit.read(f.admin, filter, page), size);
      expect(found.map(({ id }) => id)).toEqual(wanted);
    }
  });

  test("by what it happened to reads that history alone, in order and in pages", async () => {
    const f = await makeDesk();
    const { ticketId } = await given(f);
    const lines = await walk((page) => Audit.read(f.admin, { ...range(f), aggregateId: ticketId }, page), 2);
    expect(lines.map(({ type }) => type)).toEqual([
      "ticket.opened",
      "ticket.message_received",
      "ticket.replied",
      "ticket.time_logged",
    ]);
  });

  test("that nothing fits stops after a bounded search and says so", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    for (let i = 0; i < 30; i++) {
      f.clock.advance(HOUR);
      await Ticket.note(f.agent, { ticketId: id, text: String(i) });
    }
    f.usage.length = 0;
    const filter = { from: f.clock.now() - 400 * HOUR, to: f.clock.now(), types: ["view.removed"] };
    const { edges, pageInfo } = await Audit.read(f.admin, filter);
    expect(edges).toEqual([]);
    expect(pageInfo).toMatchObject({ hasNextPage: true, scanLimited: true });
    expect(f.usage.length).toBeLessThanOrEqual(7 * 24 + 12);
    expect(await walk((page) => Audit.read(f.admin, filter, page), 10)).toEqual([]);
  });

  test.each([
    ["a type that is none", { types: ["tickets"] }, "VALIDATION"],
    ["no type at all", { types: [] }, "VALIDATION"],
    ["an id that is none", { aggregateId: "x" }, "VALIDATION"],
    ["a range of two years", { from: 0, to: 2 * 366 * 24 * HOUR }, "BAD_USER_INPUT"],
    ["a time that no date can name", { to: Number.MAX_SAFE_INTEGER }, "VALIDATION"],
    ["a range that ends before it starts", { from: 10, to: 5 }, "BAD_USER_INPUT"],
  ] as const)("with %s is refused", async (_, part, code) => {
    const f = await makeDesk();
    expect(await codeOf(Audit.read(f.admin, { ...range(f), ...part } as Audit.AuditFilter))).toBe(code);
  });

  test("needs the permission to read the log", async () => {
    const f = await makeDesk();
    expect(await codeOf(Audit.read(f.agent, range(f)))).toBe("FORBIDDEN");
    expect(await codeOf(Audit.read(f.customer, range(f)))).toBe("FORBIDDEN");
  });
});

describe("before and after", () => {
  test("are told of every field, of everything that has a history", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await Ticket.changeSubject(f.agent, { ticketId: id, subject: "Chain slips, again" });
    await Workspace.defineTeam(f.admin, { key: "red", label: "Red" });
    await Agent.changeTeams(f.admin, { agentId: f.agentId, teams: ["red"] });
    const types = ["ticket.subject_changed", "agent.teams_changed"];
    const { edges } = await Audit.read(f.admin, { ...range(f), types });
    const details = await Audit.detailsOf(
      f.admin,
      edges.map(({ node }) => node),
    );
    expect(details.flatMap(({ changes }) => changes ?? [])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: "subject", after: "Chain slips, again" }),
        { field: "teams", before: null, after: ["red"] },
      ]),
    );
    expect(details.every(({ verified }) => verified)).toBe(true);
  });

  test("of what is private stay private", async () => {
    const f = await makeDesk();
    const { object } = await View.create(f.agent, { name: "My own list", filter: {}, sharing: "PRIVATE" });
    const { edges } = await Audit.read(f.admin, { ...range(f), aggregateId: object.id });
    const [detail] = await Audit.detailsOf(
      f.admin,
      edges.map(({ node }) => node),
    );
    expect(detail).toEqual({ changes: null, verified: true });
  });
});
