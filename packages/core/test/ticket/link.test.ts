import { expect, test } from "vitest";
import { history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";

useEngine();

const link = (f: Fixture, ticketId: string, kind: Ticket.ManualLink, otherId: string) =>
  Ticket.link(f.agent, { ticketId, kind, otherId });
const kinds = async (f: Fixture, id: string) =>
  (await Ticket.links(f.agent, id)).map((one) => [one.kind, one.ticketId]);

test("both tickets see a link, each from its own side, and neither after it is taken away", async () => {
  const f = await makeDesk();
  const [child, parent] = [await f.openTicket(), await f.openTicket()];
  await link(f, child.id, "PARENT", parent.id);
  expect(await kinds(f, child.id)).toEqual([["PARENT", parent.id]]);
  expect(await kinds(f, parent.id)).toEqual([["CHILD", child.id]]);
  await Ticket.unlink(f.agent, { ticketId: parent.id, kind: "CHILD", otherId: child.id });
  expect([await kinds(f, child.id), await kinds(f, parent.id)]).toEqual([[], []]);
  expect((await Ticket.get(f.agent, child.id)).linkCount).toBeUndefined();
});

test("the same link again changes nothing, and moves nobody's expectedVersion", async () => {
  const f = await makeDesk();
  const [one, other] = [await f.openTicket(), await f.openTicket()];
  await link(f, one.id, "RELATES", other.id);
  const again = await link(f, other.id, "RELATES", one.id);
  expect(again.entryIds).toEqual([]);
  expect(await kinds(f, one.id)).toEqual([["RELATES", other.id]]);
  expect((await Ticket.get(f.agent, one.id)).version).toBe(2);
  expect((await history(f.system, one.id)).map(({ type }) => type)).toContain("ticket.linked");
});

test("a link that is not there is no fault to take away", async () => {
  const f = await makeDesk();
  const [one, other] = [await f.openTicket(), await f.openTicket()];
  const input = { ticketId: one.id, kind: "RELATES", otherId: other.id } as const;
  expect((await Ticket.unlink(f.agent, input)).entryIds).toEqual([]);
});

test.each(["agent", "admin"] as const)("a link to a ticket that was deleted is taken away by the %s", async (who) => {
  const f = await makeDesk();
  const [one, other] = [await f.openTicket(), await f.openTicket()];
  await link(f, one.id, "PARENT", other.id);
  await Ticket.remove(f.admin, { ticketId: other.id });
  const input = { ticketId: one.id, kind: "PARENT", otherId: other.id } as const;
  expect(await codeOf(Ticket.unlink(f[who], { ...input, kind: "RELATES" }))).not.toBe("done");
  const { object } = await Ticket.unlink(f[who], input);
  expect(object.linkCount).toBeUndefined();
  await Ticket.restore(f.admin, { ticketId: other.id });
  expect([await kinds(f, one.id), await kinds(f, other.id)]).toEqual([[], []]);
  expect((await Ticket.get(f.agent, other.id)).linkCount).toBeUndefined();
  await expectFold(f, Ticket.ticket, other.id);
});

test("what a closed ticket can still get is a link", async () => {
  const f = await makeDesk();
  const [one, other] = [await f.openTicket(), await f.openTicket()];
  await Ticket.resolve(f.agent, { ticketId: one.id });
  await Ticket.close(f.agent, { ticketId: one.id });
  await link(f, one.id, "DUPLICATE_OF", other.id);
  expect(await kinds(f, other.id)).toEqual([["DUPLICATED_BY", one.id]]);
});

test("a ticket that follows another shows it, and is shown by it", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket();
  await Ticket.resolve(f.agent, { ticketId: id });
  await Ticket.close(f.agent, { ticketId: id });
  f.clock.advance(8 * 24 * 3_600_000);
  const { object } = await Ticket.addMessage(f.customer, { ticketId: id, text: "Again." });
  expect(await kinds(f, object.id)).toEqual([["FOLLOW_UP_OF", id]]);
  expect(await kinds(f, id)).toEqual([["FOLLOWED_BY", object.id]]);
});

test.each(["PARENT", "CHILD", "DUPLICATE_OF", "DUPLICATED_BY"] as const)(
  "%s links never lead back to where they begin",
  async (kind) => {
    const f = await makeDesk();
    const [a, b, c] = [await f.openTicket(), await f.openTicket(), await f.openTicket()];
    await link(f, a.id, kind, b.id);
    await link(f, b.id, kind, c.id);
    expect(await codeOf(link(f, c.id, kind, a.id))).toBe("VALIDATION");
    expect(await codeOf(link(f, b.id, kind, a.id))).toBe("VALIDATION");
    expect(await codeOf(link(f, a.id, kind, c.id))).toBe("done");
  },
);

test("causes lead from incident to problem, and never back after their kinds have changed", async () => {
  const f = await makeDesk();
  const [a, b, c] = [await f.openTicket(), await f.openTicket(), await f.openTicket()];
  expect(await codeOf(link(f, a.id, "CAUSED_BY", b.id))).toBe("VALIDATION");
  const kind = (ticketId: string, to: "INCIDENT" | "PROBLEM") => Ticket.changeKind(f.agent, { ticketId, kind: to });
  for (const [from, to] of [
    [a.id, b.id],
    [b.id, c.id],
  ] as const) {
    await kind(from, "INCIDENT");
    await kind(to, "PROBLEM");
    await link(f, to, "CAUSES", from);
  }
  await kind(c.id, "INCIDENT");
  await kind(a.id, "PROBLEM");
  expect(await codeOf(link(f, c.id, "CAUSED_BY", a.id))).toBe("VALIDATION");
});

test("three links made at the same time close no circle", async () => {
  const f = await makeDesk();
  const ids = (await Promise.all([f.openTicket(), f.openTicket(), f.openTicket()])).map(({ id }) => id);
  const codes = await Promise.all(
    ids.map((id, i) => codeOf(link(f, id, "PARENT", ids[(i + 1) % ids.length] as string))),
  );
  expect(codes.sort()).toEqual(["VALIDATION", "done", "done"]);
});

test("refused are a link with itself, with what cannot be read, and a 101st", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket();
  expect(await codeOf(link(f, id, "RELATES", id))).toBe("VALIDATION");
  const elsewhere = await makeDesk("globex", { table: f.table });
  expect(await codeOf(link(f, id, "RELATES", (await elsewhere.openTicket()).id))).toBe("NOT_FOUND");
  for (let i = 0; i < 100; i++) await link(f, id, "RELATES", (await f.openTicket()).id);
  const other = await f.openTicket();
  await expect(link(f, id, "RELATES", other.id)).rejects.toMatchObject({ code: "LIMIT", details: { limit: 100 } });
  await expect(link(f, other.id, "RELATES", id)).rejects.toMatchObject({ code: "LIMIT" });
  expect(await Ticket.links(f.agent, id)).toHaveLength(100);
});

test("a customer neither makes links nor reads them", async () => {
  const f = await makeDesk();
  const [one, other] = [await f.openTicket(), await f.openTicket()];
  await link(f, one.id, "RELATES", other.id);
  const input = { ticketId: one.id, kind: "PARENT", otherId: other.id } as const;
  expect(await codeOf(Ticket.link(f.customer, input))).toBe("FORBIDDEN");
  expect(await codeOf(Ticket.links(f.customer, one.id))).toBe("FORBIDDEN");
});
