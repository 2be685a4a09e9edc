import { describe, expect, test } from "vitest";
import { DAY } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { merge } from "../support/merge.ts";

useEngine();

const since = async (f: Fixture, id: string) => (await Ticket.get(f.agent, id)).unansweredSince;
const reply = (f: Fixture, ticketId: string) => Ticket.reply(f.agent, { ticketId, text: "R" });

/** A ticket that was answered, and one that nobody has answered yet. */
async function two(f: Fixture) {
  const target = await f.openTicket();
  await reply(f, target.id);
  f.clock.advance(1_000);
  const source = await f.openTicket();
  f.clock.advance(1_000);
  return { target: target.id, source: source.id, asked: source.createdAt };
}

const LEADS: Readonly<Record<string, (f: Fixture, ticketId: string) => Promise<unknown>>> = {
  "waits for its customer": async () => undefined,
  "is resolved": (f, ticketId) => Ticket.resolve(f.agent, { ticketId }),
  sleeps: (f, ticketId) => Ticket.snooze(f.agent, { ticketId, until: f.clock.now() + DAY }),
};

describe("merging an unanswered ticket", () => {
  test.each(Object.entries(LEADS))("opens a target that %s: somebody waits there now", async (_, lead) => {
    const f = await makeDesk();
    const { target, source, asked } = await two(f);
    await lead(f, target);
    const { object } = await merge(f, target, source);
    expect(object).toMatchObject({ status: "OPEN", unansweredSince: asked });
    expect(object).not.toHaveProperty("closesAt");
    expect(object).not.toHaveProperty("snoozedUntil");
    await expectFold(f, Ticket.ticket, target);
  });

  test("of which the answer is given already opens nothing", async () => {
    const f = await makeDesk();
    const { target, source } = await two(f);
    await reply(f, source);
    const { object } = await merge(f, target, source);
    expect(object).toMatchObject({ status: "WAITING_ON_CUSTOMER" });
    expect(object).not.toHaveProperty("unansweredSince");
  });

  test("that is spam opens nothing", async () => {
    const f = await makeDesk();
    const { target, source } = await two(f);
    await Ticket.markSpam(f.agent, { ticketId: source });
    const { object } = await merge(f, target, source);
    expect(object).toMatchObject({ status: "WAITING_ON_CUSTOMER" });
    expect(object).not.toHaveProperty("unansweredSince");
  });

  test("keeps the earliest time, and an answer to the target answers all", async () => {
    const f = await makeDesk();
    const early = await f.openTicket();
    f.clock.advance(1_000);
    const late = await f.openTicket();
    expect((await merge(f, late.id, early.id)).object.unansweredSince).toBe(early.createdAt);
    await reply(f, late.id);
    expect(await since(f, late.id)).toBeUndefined();
    await Ticket.unmerge(f.agent, { ticketId: early.id });
    expect(await since(f, late.id)).toBeUndefined();
    await expectFold(f, Ticket.ticket, late.id);
  });
});

describe("unmerging a ticket whose customer waits", () => {
  test("leaves the target with its own wait: none, or since it was said there", async () => {
    const f = await makeDesk();
    const { target, source, asked } = await two(f);
    await merge(f, target, source);
    await Ticket.unmerge(f.agent, { ticketId: source });
    expect(await Ticket.get(f.agent, target)).toMatchObject({ status: "OPEN" });
    expect([await since(f, target), await since(f, source)]).toEqual([undefined, asked]);
    await merge(f, target, source);
    f.clock.advance(1_000);
    const said = f.clock.now();
    await Ticket.addMessage(f.customer, { ticketId: target, text: "M" });
    expect(await since(f, target)).toBe(asked);
    await Ticket.unmerge(f.agent, { ticketId: source });
    expect(await since(f, target)).toBe(said);
    await expectFold(f, Ticket.ticket, target);
  });

  test("counts those that stay, however deep, and not what was answered before they came", async () => {
    const f = await makeDesk();
    const { target, source: first } = await two(f);
    await merge(f, target, first);
    f.clock.advance(1_000);
    await reply(f, target);
    const tickets: Ticket.Ticket[] = [];
    for (let i = 0; i < 3; i++) {
      f.clock.advance(1_000);
      tickets.push(await f.openTicket());
    }
    const [deep, mid, other] = tickets as [Ticket.Ticket, Ticket.Ticket, Ticket.Ticket];
    await merge(f, mid.id, deep.id);
    await merge(f, target, mid.id, other.id);
    expect(await since(f, target)).toBe(deep.createdAt);
    await Ticket.unmerge(f.agent, { ticketId: deep.id });
    expect([await since(f, target), await since(f, mid.id)]).toEqual([mid.createdAt, mid.createdAt]);
    await Ticket.unmerge(f.agent, { ticketId: mid.id });
    expect(await since(f, target)).toBe(other.createdAt);
    await Ticket.unmerge(f.agent, { ticketId: other.id });
    expect(await since(f, target)).toBeUndefined();
    for (const id of [target, first, deep.id, mid.id, other.id]) await expectFold(f, Ticket.ticket, id);
  });
});
