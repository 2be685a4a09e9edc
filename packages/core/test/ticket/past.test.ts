import { describe, expect, test } from "vitest";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { merge } from "../support/merge.ts";

useEngine();

describe("a ticket as it was", () => {
  test("is what it was, with the version it had; before it was opened there is none", async () => {
    const f = await makeDesk();
    const opened = await f.openTicket();
    const start = f.clock.now();
    f.clock.advance(1_000);
    await Ticket.changePriority(f.agent, { ticketId: opened.id, priority: "URGENT" });
    await Ticket.assign(f.agent, { ticketId: opened.id, assigneeId: f.agentId });
    expect(await Ticket.getAsOf(f.agent, opened.id, start)).toEqual(opened);
    expect(await Ticket.getAsOf(f.agent, opened.id, start + 1_000)).toEqual(await Ticket.get(f.agent, opened.id));
    expect(await codeOf(Ticket.getAsOf(f.agent, opened.id, start - 1))).toBe("NOT_FOUND");
    expect(await codeOf(Ticket.getAsOf(f.customer, opened.id, start))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.changes(f.customer, opened.id, { from: 0, to: start }))).toBe("FORBIDDEN");
  });

  test("has the conversation of then, and nothing that was blanked since", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket({ text: "first" });
    const start = f.clock.now();
    f.clock.advance(1);
    const { entryIds } = await Ticket.reply(f.agent, { ticketId: id, text: "secret" });
    const middle = f.clock.now();
    f.clock.advance(1);
    await Ticket.note(f.agent, { ticketId: id, text: "later" });
    const texts = async (asOf: number) =>
      (await Ticket.entries(f.agent, id, {}, { asOf })).edges.flatMap(({ node }) => node.words?.text ?? []);
    expect(await texts(start)).toEqual(["first"]);
    expect(await texts(middle)).toEqual(["secret", "first"]);
    await Ticket.redact(f.admin, { ticketId: id, entryId: entryIds[0] as string, reason: "r" });
    expect(await texts(middle)).toEqual(["first"]);
  });

  test("is put together as it was then: before a merge and a split, between them, and after they were undone", async () => {
    const f = await makeDesk();
    const [target, source] = [await f.openTicket({ text: "a" }), await f.openTicket({ text: "b" })];
    const moments: { at: number; texts: readonly string[] }[] = [];
    const texts = async (asOf?: number) =>
      (await Ticket.entries(f.agent, target.id, {}, { asOf })).edges.flatMap(({ node }) => node.words?.text ?? []);
    const moment = async () => {
      moments.push({ at: f.clock.now(), texts: await texts() });
      f.clock.advance(1_000);
    };
    await moment();
    const { entryIds } = await Ticket.addMessage(f.customer, { ticketId: target.id, text: "c" });
    await moment();
    await merge(f, target.id, source.id);
    await moment();
    await Ticket.split(f.agent, { ticketId: target.id, entryIds: [entryIds[0] as string] });
    await moment();
    await Ticket.unmerge(f.agent, { ticketId: source.id });
    await moment();
    expect(moments.map((one) => one.texts)).toEqual([["a"], ["c", "a"], ["c", "b", "a"], ["b", "a"], ["a"]]);
    for (const one of moments) expect(await texts(one.at)).toEqual(one.texts);
    expect(await texts(0)).toEqual([]);
  });

  test("has the values that its fields had then, for those who may read its past", async () => {
    const f = await makeDesk();
    await Workspace.defineField(f.admin, { on: "TICKET", key: "frame", label: "Frame", type: "TEXT" });
    const { id: ticketId } = await f.openTicket();
    const values = async (asOf?: number) =>
      (await Ticket.fields(f.agent, ticketId, asOf)).map(({ key, value }) => `${key} ${JSON.stringify(value)}`);
    const moments: number[] = [];
    for (const frame of ["NB-1", "NB-2", null]) {
      moments.push(f.clock.now());
      f.clock.advance(1_000);
      await Ticket.changeFields(f.agent, { ticketId, values: { frame } });
    }
    expect(await Promise.all(moments.map((at) => values(at)))).toEqual([[], ['frame "NB-1"'], ['frame "NB-2"']]);
    expect(await values()).toEqual([]);
    expect(await codeOf(Ticket.fields(f.customer, ticketId, moments[0]))).toBe("FORBIDDEN");
  });

  test("tells who changed which field from what to what, between two times", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    f.clock.advance(1_000);
    const from = f.clock.now();
    await Ticket.changePriority(f.agent, { ticketId: id, priority: "URGENT" });
    await Ticket.note(f.agent, { ticketId: id, text: "n" });
    f.clock.advance(1_000);
    await Ticket.assign(f.admin, { ticketId: id, assigneeId: f.agentId });
    const { edges } = await Ticket.changes(f.agent, id, { from, to: from });
    expect(edges.map(({ node }) => [node.type, node.actor.id, node.fields])).toEqual([
      ["ticket.priority_changed", f.agentId, [{ field: "priority", before: "NORMAL", after: "URGENT" }]],
      ["ticket.noted", f.agentId, []],
    ]);
    const all = await Ticket.changes(f.agent, id, { from: 0, to: f.clock.now() }, { first: 3 });
    expect(all.pageInfo).toMatchObject({ hasNextPage: true });
    const page = { first: 3, after: all.pageInfo.endCursor ?? "" };
    const rest = await Ticket.changes(f.agent, id, { from: 0, to: f.clock.now() }, page);
    expect(rest.edges.map(({ node }) => node.type)).toEqual(["ticket.noted", "ticket.assigned"]);
    expect(await codeOf(Ticket.changes(f.agent, id, { from, to: from }, page))).toBe("BAD_USER_INPUT");
  });
});

describe("a timeline", () => {
  test.each<[Ticket.Shown[], string[]]>([
    [["MESSAGES"], ["ticket.replied", "ticket.message_received"]],
    [["NOTES"], ["ticket.noted"]],
    [["AUDIT"], ["ticket.resolved", "ticket.tags_changed", "ticket.opened"]],
    [
      ["MESSAGES", "NOTES"],
      ["ticket.noted", "ticket.replied", "ticket.message_received"],
    ],
    [
      ["MESSAGES", "NOTES", "AUDIT"],
      [
        "ticket.resolved",
        "ticket.noted",
        "ticket.tags_changed",
        "ticket.replied",
        "ticket.message_received",
        "ticket.opened",
      ],
    ],
  ])("narrowed to %j shows just that, also of a ticket that others were merged into", async (show, types) => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await Ticket.reply(f.agent, { ticketId: id, text: "R" });
    await Ticket.tag(f.agent, { ticketId: id, tags: ["a"] });
    await Ticket.note(f.agent, { ticketId: id, text: "N" });
    await Ticket.resolve(f.agent, { ticketId: id });
    const seen = async (page = {}) =>
      (await Ticket.entries(f.agent, id, page, { show })).edges.map(({ node }) => node.type);
    expect(await seen()).toEqual(types);
    expect(await seen({ first: 1 })).toEqual(types.slice(0, 1));
    const other = await f.openTicket();
    await merge(f, id, other.id);
    const whole = await seen({ first: 50 });
    expect(types.every((type) => whole.includes(type))).toBe(true);
    const of = (kind: string) => whole.includes(kind);
    expect([of("ticket.replied"), of("ticket.noted"), of("ticket.tags_changed")]).toEqual([
      show.includes("MESSAGES"),
      show.includes("NOTES"),
      show.includes("AUDIT"),
    ]);
  });

  test("shows notes and audit to nobody who may not read them", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await Ticket.note(f.agent, { ticketId: id, text: "N" });
    const seen = (show: Ticket.Shown[]) => codeOf(Ticket.entries(f.customer, id, {}, { show }));
    expect([await seen(["MESSAGES"]), await seen(["NOTES"]), await seen(["AUDIT"])]).toEqual([
      "done",
      "FORBIDDEN",
      "FORBIDDEN",
    ]);
  });
});
