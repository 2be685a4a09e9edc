import { describe, expect, test } from "vitest";
import { HOUR } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { close } from "../support/merge.ts";

useEngine();

describe("time spent", () => {
  test("adds up, and what is taken back counts no more, once", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const first = await Ticket.logTime(f.agent, { ticketId, minutes: 25, note: "Called the workshop" });
    expect((await Ticket.entry(f.agent, first.entryIds[0] ?? "")).words?.text).toBe("Called the workshop");
    const { object, entryIds } = await Ticket.logTime(f.agent, { ticketId, minutes: 1_440, at: f.clock.now() - HOUR });
    expect(object.minutesSpent).toBe(1_465);
    const entry = await Ticket.entry(f.agent, entryIds[0] ?? "");
    expect(entry).toMatchObject({ facts: { minutes: 1_440, workedAt: f.clock.now() - HOUR }, redacted: false });
    const taken = await Ticket.removeTime(f.agent, { ticketId, entryId: entryIds[0] ?? "" });
    expect(taken.object.minutesSpent).toBe(25);
    const again = await Ticket.removeTime(f.agent, { ticketId, entryId: entryIds[0] ?? "" });
    expect([again.entryIds, again.object.minutesSpent]).toEqual([[], 25]);
    await expectFold(f, Ticket.ticket, ticketId);
  });

  test("that was all taken back is none", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const { entryIds } = await Ticket.logTime(f.agent, { ticketId, minutes: 5 });
    const { object } = await Ticket.removeTime(f.agent, { ticketId, entryId: entryIds[0] ?? "" });
    expect(object).not.toHaveProperty("minutesSpent");
  });

  test("taken back twice at once counts once", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await Ticket.logTime(f.agent, { ticketId, minutes: 10 });
    const { entryIds } = await Ticket.logTime(f.agent, { ticketId, minutes: 5 });
    const entryId = entryIds[0] ?? "";
    await Promise.all([1, 2, 3].map(() => Ticket.removeTime(f.agent, { ticketId, entryId })));
    expect((await Ticket.get(f.agent, ticketId)).minutesSpent).toBe(10);
    await expectFold(f, Ticket.ticket, ticketId);
  });

  test("is whole minutes of at most a day, done already, on tickets that are not closed", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const log = (what: object, ctx = f.agent) => codeOf(Ticket.logTime(ctx, { ticketId, minutes: 1, ...what }));
    for (const minutes of [0, -1, 1.5, 1_441]) expect(await log({ minutes })).toBe("VALIDATION");
    expect(await log({ at: f.clock.now() + 1 })).toBe("VALIDATION");
    expect(await log({ note: "" })).toBe("VALIDATION");
    expect(await log({}, f.customer)).toBe("FORBIDDEN");
    expect(await log({})).toBe("done");
    await close(f, ticketId);
    expect(await log({})).toBe("TRANSITION");
  });

  test("is taken back by an entry of the ticket that logs some", async () => {
    const f = await makeDesk();
    const [one, other] = [await f.openTicket(), await f.openTicket()];
    const { entryIds } = await Ticket.logTime(f.agent, { ticketId: one.id, minutes: 5 });
    const said = await Ticket.note(f.agent, { ticketId: one.id, text: "x" });
    const remove = (ticketId: string, ids: readonly string[], ctx = f.agent) =>
      codeOf(Ticket.removeTime(ctx, { ticketId, entryId: ids[0] ?? "" }));
    expect(await remove(other.id, entryIds)).toBe("NOT_FOUND");
    expect(await remove(one.id, said.entryIds)).toBe("VALIDATION");
    expect(await remove(one.id, [`evt_${"0".repeat(26)}`])).toBe("NOT_FOUND");
    expect(await remove(one.id, entryIds, f.customer)).toBe("FORBIDDEN");
    await close(f, one.id);
    expect(await remove(one.id, entryIds)).toBe("TRANSITION");
  });
});
