import { describe, expect, test } from "vitest";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

describe("how near two subjects are", () => {
  test.each([
    ["Chain slips", "chain SLIPS!", 1],
    ["Re: Fwd: Chain slips [#4711]", "Chain slips", 1],
    ["AW: WG: Kette springt", "Kette springt", 1],
    ["Re[2]: Chain slips", "Chain slips", 1],
    ["Ｃｈａｉｎ slips", "chain slips", 1],
    ["Chain slips on climbs", "Chain slips uphill", 0.4],
    ["Chain slips badly", "Chain slips daily", 0.5],
    ["Chain slips", "Since Sunday my new chain slips whenever I climb", 0.5],
    ["Help", "Help with my order of last week please", 0.125],
    ["Chain slips", "Bell broken", 0],
    ["", "", 0],
    ["Re:", "Re: [#1]", 0],
    ["Relay broken", "lay broken", 1 / 3],
    ["цепь скользит", "Цепь скользит.", 1],
  ])("%j and %j: %d", (a, b, near) => {
    expect(Ticket.nearness(a, b)).toBeCloseTo(near, 5);
    expect(Ticket.nearness(b, a)).toBe(Ticket.nearness(a, b));
  });
});

describe("what may be the same already", () => {
  const suggest = (f: Awaited<ReturnType<typeof makeDesk>>, more: Partial<Ticket.DuplicatesInput> = {}) =>
    Ticket.suggestDuplicates(f.agent, { customerId: f.customerId, subject: "Re: Chain slips", ...more });

  test("is open tickets of the customer, nearest first, without the one asked for, in three reads", async () => {
    const f = await makeDesk();
    const far = await f.openTicket({ subject: "My chain slips on every single climb" });
    const same = await f.openTicket({ subject: "chain slips" });
    const own = await f.openTicket({ subject: "Chain slips" });
    const solved = await f.openTicket({ subject: "Chain slips" });
    await Ticket.resolve(f.agent, { ticketId: solved.id });
    await f.openTicket({ subject: "Bell broken" });
    await f.agent.keyring();
    f.usage.length = 0;
    const found = await suggest(f, { exceptId: own.id });
    expect(f.usage.map(({ call }) => call)).toEqual(["batchGet", "query", "batchGet"]);
    expect(found.map(({ id }) => id)).toEqual([same.id, far.id]);
  });

  test("is no spam, and as many as there are beside it", async () => {
    const f = await makeDesk();
    for (let i = 0; i < 8; i++) {
      const { id: ticketId } = await f.openTicket({ subject: "Chain slips" });
      if (i >= 4) await Ticket.markSpam(f.agent, { ticketId });
    }
    expect(await suggest(f)).toHaveLength(4);
    expect((await suggest(f)).map(({ id }) => id)).not.toContain((await Ticket.listSpam(f.agent)).edges[0]?.node.id);
  });

  test("costs two reads where nothing is near", async () => {
    const f = await makeDesk();
    await f.openTicket({ subject: "Bell broken" });
    await f.agent.keyring();
    f.usage.length = 0;
    expect(await suggest(f)).toEqual([]);
    expect(f.usage.map(({ call }) => call)).toEqual(["batchGet", "query"]);
  });

  test("is five at most, and nothing of another customer's", async () => {
    const f = await makeDesk();
    for (let i = 0; i < 7; i++) await f.openTicket({ subject: "Chain slips" });
    expect(await suggest(f)).toHaveLength(5);
    const stranger = f.as({ kind: "customer", workspaceId: "main", customerId: "cus_01m80gww6k0heac1fnye19vaqy" });
    const input = { customerId: f.customerId, subject: "Chain slips" };
    expect(await Ticket.suggestDuplicates(stranger, input)).toEqual([]);
    expect(await Ticket.suggestDuplicates(f.customer, input)).toHaveLength(5);
    expect(await codeOf(suggest(f, { customerId: "nobody" }))).toBe("BAD_USER_INPUT");
  });
});
