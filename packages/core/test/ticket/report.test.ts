import { describe, expect, test } from "vitest";
import { DAY } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

describe("a transcript", () => {
  test("has what was said in order, as text and never as markup, with the names of who said it", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket({ subject: "<b>Chain</b>", text: "<script>alert(1)</script>" });
    const long = `${"x".repeat(5_000)} the end`;
    await Ticket.reply(f.agent, { ticketId: id, text: long });
    await Ticket.note(f.agent, { ticketId: id, text: "internal" });
    const { html, chain } = await Ticket.transcript(f.agent, id, { notes: true });
    expect(html).not.toMatch(/<script|<b>/);
    const places = ["&lt;b&gt;Chain", "<h2>Eve", "&lt;script&gt;alert(1)", "<h2>Ada <", "the end", "internal"].map(
      (part) => html.indexOf(part),
    );
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(chain).toMatchObject({ valid: true, length: 4 });
    expect(html.match(/<code>[0-9a-f]{32}<\/code>/g)).toHaveLength(4);
  });

  test("for a customer has no note, no name of staff and no chain, which would tell how much there is", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await Ticket.reply(f.agent, { ticketId: id, text: "Which gear?" });
    await Ticket.note(f.agent, { ticketId: id, text: "internal" });
    const { html, chain } = await Ticket.transcript(f.customer, id);
    expect(chain).toBeNull();
    expect(html).toContain("Which gear?");
    expect(html).not.toMatch(/internal|Ada|<code>/);
    expect(await codeOf(Ticket.transcript(f.customer, id, { notes: true }))).toBe("FORBIDDEN");
  });

  test("says where the history was spoilt, and shows blanked entries as blanked", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const { entryIds } = await Ticket.reply(f.agent, { ticketId: id, text: "secret" });
    await Ticket.redact(f.admin, { ticketId: id, entryId: entryIds[0] as string, reason: "r" });
    const { html } = await Ticket.transcript(f.agent, id);
    expect(html).toContain("Blanked.");
    expect(html).not.toContain("secret");
    const [row] = (await f.table.query({ partition: `main#${id}`, from: "P#", to: "P#~" })).rows;
    await f.table.write({ kind: "put", row: { ...row, at: 1 } as never });
    expect((await Ticket.transcript(f.agent, id)).html).toContain("does not fit from entry 1");
  });
});

describe("an export", () => {
  test("has every ticket of the list once, one a line, with all its fields and times as text", async () => {
    const f = await makeDesk();
    for (let i = 0; i < 105; i++) await f.openTicket({ subject: `t${i}`, tags: ["a"] });
    let all = "";
    for await (const lines of Ticket.exportLines(f.admin, { status: ["NEW"] })) all += lines;
    const tickets = all
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Ticket.Ticket & { createdAt: string });
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(105);
    expect(tickets[0]).toMatchObject({ status: "NEW", tags: ["a"], customerId: f.customerId });
    expect(tickets[0]?.createdAt).toMatch(/^2026-.*Z$/);
  });

  test("takes its own permission, and shows nothing out of reach", async () => {
    const f = await makeDesk();
    await f.openTicket();
    expect(await codeOf(Ticket.exportPage(f.agent))).toBe("FORBIDDEN");
    const own = new Map([
      ["ticket:export", "all"],
      ["ticket:read", "own"],
    ] as const);
    expect(await Ticket.exportPage({ ...f.agent, grants: () => Promise.resolve(own) })).toMatchObject({
      lines: "",
      count: 0,
    });
  });
});

test("the relationship with a customer: what is open, how they write, when there was last contact", async () => {
  const f = await makeDesk();
  const first = f.clock.now();
  const one = await f.openTicket({ channel: "EMAIL" });
  f.clock.advance(DAY);
  const two = await f.openTicket({ channel: "PHONE" });
  f.clock.advance(DAY);
  await Ticket.reply(f.agent, { ticketId: one.id, text: "R" });
  const last = f.clock.now();
  f.clock.advance(DAY);
  await Ticket.resolve(f.agent, { ticketId: two.id });
  await Ticket.note(f.agent, { ticketId: two.id, text: "no contact" });
  expect(await Ticket.relationship(f.agent, f.customerId)).toMatchObject({
    total: 2,
    more: false,
    byStatus: [
      { status: "WAITING_ON_CUSTOMER", count: 1 },
      { status: "RESOLVED", count: 1 },
    ],
    byChannel: [
      { channel: "EMAIL", count: 1 },
      { channel: "PHONE", count: 1 },
    ],
    open: [{ id: one.id }],
    firstContactAt: first,
    lastContactAt: last,
  });
});
