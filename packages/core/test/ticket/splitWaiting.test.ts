import { describe, expect, test } from "vitest";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { merge } from "../support/merge.ts";

useEngine();

const since = async (f: Fixture, id: string) => (await Ticket.get(f.agent, id)).unansweredSince;

/** Says something as the customer, and gives back when. */
async function ask(f: Fixture, ticketId: string, text: string): Promise<number> {
  f.clock.advance(1_000);
  await Ticket.addMessage(f.customer, { ticketId, text });
  return f.clock.now();
}

async function reply(f: Fixture, ticketId: string) {
  f.clock.advance(1_000);
  await Ticket.reply(f.agent, { ticketId, text: "R" });
}

async function split(f: Fixture, ticketId: string, ...said: readonly string[]): Promise<string> {
  const { edges } = await Ticket.entries(f.agent, ticketId, { first: 100 });
  const entryIds = edges.filter(({ node }) => said.includes(node.words?.text ?? "")).map(({ node }) => node.id);
  return (await Ticket.split(f.agent, { ticketId, entryIds })).object.id;
}

describe("a question that was split off", () => {
  test("is waited for in the new ticket, and in the old one no more", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await reply(f, id);
    const asked = await ask(f, id, "m");
    const created = await split(f, id, "m");
    expect([await since(f, id), await since(f, created)]).toEqual([undefined, asked]);
    await expectFold(f, Ticket.ticket, id);
  });

  test("leaves the old ticket waiting for the next one, also where that came by a split itself", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await reply(f, id);
    await ask(f, id, "m1");
    const second = await ask(f, id, "m2");
    const third = await ask(f, id, "m3");
    const created = await split(f, id, "m1");
    expect(await since(f, id)).toBe(second);
    const next = await split(f, id, "m2", "m3");
    expect([await since(f, id), await since(f, next)]).toEqual([undefined, second]);
    await split(f, next, "m2");
    expect([await since(f, next), await since(f, created)]).toEqual([third, second - 1_000]);
    for (const one of [id, created, next]) await expectFold(f, Ticket.ticket, one);
  });

  test("and was answered already changes nothing", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await ask(f, id, "m1");
    await reply(f, id);
    const second = await ask(f, id, "m2");
    await split(f, id, "m1");
    expect(await since(f, id)).toBe(second);
  });

  test("of a source is waited for in the target no more, where its own questions stay", async () => {
    const f = await makeDesk();
    const [{ id: target }, { id: mid }, { id: deep }] = [
      await f.openTicket(),
      await f.openTicket(),
      await f.openTicket(),
    ];
    for (const id of [target, mid, deep]) await reply(f, id);
    const asked = await ask(f, deep, "deep");
    await merge(f, mid, deep);
    await merge(f, target, mid);
    const own = await ask(f, target, "own");
    expect(await since(f, target)).toBe(asked);
    await split(f, target, "deep");
    expect([await since(f, target), await since(f, mid), await since(f, deep)]).toEqual([own, undefined, undefined]);
    await split(f, target, "own");
    expect(await since(f, target)).toBeUndefined();
    await Ticket.unmerge(f.agent, { ticketId: mid });
    expect(await since(f, target)).toBeUndefined();
    for (const id of [target, mid, deep]) await expectFold(f, Ticket.ticket, id);
  });
});
