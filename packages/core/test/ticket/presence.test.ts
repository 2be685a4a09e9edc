import { describe, expect, test } from "vitest";
import { history } from "../../src/table/index.ts";
import { faulty } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

describe("presence", () => {
  test("shows who else is there, with what they said last, and makes no history", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await Ticket.announcePresence(f.agent, { ticketId, activity: "VIEWING" });
    await Ticket.announcePresence(f.agent, { ticketId, activity: "TYPING" });
    await Ticket.announcePresence(f.admin, { ticketId, activity: "VIEWING" });
    expect(await Ticket.presence(f.admin, ticketId)).toEqual([
      { agentId: f.agentId, activity: "TYPING", until: f.clock.now() + 15_000 },
    ]);
    expect((await Ticket.presence(f.system, ticketId)).map(({ activity }) => activity).sort()).toEqual([
      "TYPING",
      "VIEWING",
    ]);
    expect(await history(f.system, ticketId)).toHaveLength(2);
  });

  test.each([
    ["VIEWING", 60_000],
    ["TYPING", 15_000],
  ] as const)("by %s holds %i ms, and not one longer", async (activity, ms) => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await Ticket.announcePresence(f.agent, { ticketId, activity });
    f.clock.advance(ms - 1);
    expect(await Ticket.presence(f.admin, ticketId)).toHaveLength(1);
    f.clock.advance(1);
    expect(await Ticket.presence(f.admin, ticketId)).toEqual([]);
  });

  test("is announced by agents on tickets they may read, and seen by staff alone", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const announce = (ctx = f.agent, on = ticketId) =>
      codeOf(Ticket.announcePresence(ctx, { ticketId: on, activity: "TYPING" }));
    expect(await announce(f.customer)).toBe("FORBIDDEN");
    expect(await announce(f.system)).toBe("FORBIDDEN");
    expect(await announce(f.agent, "tkt_01m80gww6hr6s8srgj2kyebk98")).toBe("NOT_FOUND");
    expect(await announce()).toBe("done");
    expect(await codeOf(Ticket.presence(f.customer, ticketId))).toBe("FORBIDDEN");
    const full = f.over(faulty(f.table, ({ name }) => (name === "write" ? "throttle" : undefined)));
    expect(await announce(full.as(f.agent.actor))).toBe("THROTTLED");
  });
});
