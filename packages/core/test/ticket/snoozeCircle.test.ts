import { describe, expect, test } from "vitest";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

describe("tickets that wait one for the other", () => {
  const ring = async (f: Fixture) => {
    const ids = [(await f.openTicket()).id, (await f.openTicket()).id, (await f.openTicket()).id] as const;
    const [a, b, c] = ids;
    for (const [ticketId, otherId] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      await Ticket.link(f.agent, { ticketId, kind: "RELATES", otherId });
    }
    return ids;
  };
  const wait = (f: Fixture, ticketId: string, untilResolved: string) =>
    Ticket.snooze(f.agent, { ticketId, untilResolved });

  test("never do so in a circle", async () => {
    const f = await makeDesk();
    const [a, b, c] = await ring(f);
    await wait(f, a, b);
    await wait(f, b, c);
    await expect(wait(f, c, a)).rejects.toMatchObject({ code: "VALIDATION", issues: [{ path: ["untilResolved"] }] });
    await Ticket.changeStatus(f.agent, { ticketId: b, status: "OPEN" });
    expect(await codeOf(wait(f, c, a))).toBe("done");
  });

  test("never do so in a circle when they begin at the same time", async () => {
    const f = await makeDesk();
    const [a, b, c] = await ring(f);
    const codes = await Promise.all([codeOf(wait(f, a, b)), codeOf(wait(f, b, c)), codeOf(wait(f, c, a))]);
    expect(codes).not.toEqual(["done", "done", "done"]);
    const states = await Promise.all([a, b, c].map(async (id) => (await Ticket.get(f.agent, id)).status));
    expect(states.filter((status) => status === "SNOOZED").length).toBeLessThan(3);
  });
});
