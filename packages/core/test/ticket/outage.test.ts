import { expect, test } from "vitest";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";

useEngine();

test("a problem takes a thousand incidents and not one more, shows its other links, and resolves them all", async () => {
  const f = await makeDesk();
  const { id: problemId } = await f.openTicket({ kind: "PROBLEM" });
  const cause = (otherId: string) => Ticket.link(f.agent, { ticketId: problemId, kind: "CAUSES", otherId });
  const opened: string[] = [];
  while (opened.length < 1_001) {
    const some = Array.from({ length: Math.min(40, 1_001 - opened.length) }, () => f.openTicket({ kind: "INCIDENT" }));
    opened.push(...(await Promise.all(some)).map(({ id }) => id));
  }
  const [last, ...rest] = opened as [string, ...string[]];
  for (const id of rest) await cause(id);
  expect(await codeOf(cause(last))).toBe("LIMIT");
  const parent = await f.openTicket();
  await Ticket.link(f.agent, { ticketId: problemId, kind: "PARENT", otherId: parent.id });
  const links = await Ticket.links(f.agent, problemId);
  expect(links.filter(({ kind }) => kind === "CAUSES")).toHaveLength(100);
  expect(links).toContainEqual(expect.objectContaining({ kind: "PARENT", ticketId: parent.id }));
  f.clock.advance(1);
  await Ticket.note(f.agent, { ticketId: problemId, text: "Fixed." });
  expect((await Ticket.incidentsOf(f.agent, problemId)).byStatus).toMatchObject({ NEW: 1_000 });
  f.usage.length = 0;
  const { resolved, skipped } = await Ticket.resolveProblem(f.agent, { problemId, text: "It works again." });
  expect([resolved.length, skipped]).toEqual([1_000, []]);
  // A read and a write each, and a handful for the problem: what is not newer is not looked into.
  expect(f.usage.length).toBeLessThanOrEqual(2_010);
  expect((await Ticket.incidentsOf(f.agent, problemId)).byStatus).toMatchObject({ RESOLVED: 1_000 });
  await expectFold(f, Ticket.ticket, problemId);
}, 300_000);
