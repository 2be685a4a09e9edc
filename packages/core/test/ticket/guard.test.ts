import { describe, expect, test } from "vitest";
import { DAY } from "../../src/kernel/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

async function family(f: Fixture, parentGuard: Workspace.ParentGuard) {
  await Workspace.changeKind(f.admin, { kind: "TASK", parentGuard });
  const parent = await f.openTicket({ kind: "TASK" });
  const children = [await f.openTicket(), await f.openTicket()];
  for (const { id } of children) await Ticket.link(f.agent, { ticketId: parent.id, kind: "CHILD", otherId: id });
  return { parent: parent.id, children };
}

const newest = async (f: Fixture, id: string) => (await Ticket.entries(f.agent, id)).edges[0]?.node;

describe("a whole whose parts are open", () => {
  test("HARD: is not resolved, in whichever way, and the refusal names the parts by their numbers", async () => {
    const f = await makeDesk();
    const { parent: ticketId, children } = await family(f, "HARD");
    const [one, other] = children;
    await Ticket.resolve(f.agent, { ticketId: one?.id ?? "" });
    for (const act of [
      Ticket.resolve(f.agent, { ticketId }),
      Ticket.reply(f.agent, { ticketId, text: "Done.", status: "RESOLVED" }),
    ]) {
      const refused = await act.catch((e: { message: string; code: string; details: object }) => e);
      expect(refused).toMatchObject({ code: "TRANSITION", message: expect.stringContaining(`#${other?.number}`) });
      expect(refused).not.toMatchObject({ message: expect.stringContaining(`#${one?.number}.`) });
      expect((refused as { details: { allowed: string[] } }).details.allowed).not.toContain("RESOLVED");
    }
    await Ticket.resolve(f.agent, { ticketId: other?.id ?? "" });
    expect(await codeOf(Ticket.resolve(f.agent, { ticketId }))).toBe("done");
  });

  test("HARD: is held up by no part that is spam or deleted", async () => {
    const f = await makeDesk();
    const { parent: ticketId, children } = await family(f, "HARD");
    const [spam, deleted] = children;
    await Ticket.markSpam(f.agent, { ticketId: spam?.id ?? "" });
    await Ticket.remove(f.admin, { ticketId: deleted?.id ?? "" });
    expect(await codeOf(Ticket.resolve(f.agent, { ticketId }))).toBe("done");
  });

  test("HARD: is not closed ahead of time when a part was reopened, but closes by itself when its time has come", async () => {
    const f = await makeDesk();
    const { parent: ticketId, children } = await family(f, "HARD");
    for (const { id } of children) await Ticket.resolve(f.agent, { ticketId: id });
    await Ticket.resolve(f.agent, { ticketId });
    await Ticket.reopen(f.agent, { ticketId: children[0]?.id ?? "" });
    expect(await codeOf(Ticket.close(f.agent, { ticketId }))).toBe("TRANSITION");
    f.clock.advance(5 * DAY);
    await tick(f.desk);
    expect((await Ticket.get(f.agent, ticketId)).status).toBe("CLOSED");
  });

  test("WARN: is resolved and closed, and the events say how many parts are open; to a customer they do not", async () => {
    const f = await makeDesk();
    const { parent: ticketId } = await family(f, "WARN");
    await Ticket.resolve(f.agent, { ticketId });
    expect(await newest(f, ticketId)).toMatchObject({ type: "ticket.resolved", facts: { openChildren: 2 } });
    await Ticket.close(f.agent, { ticketId });
    expect(await newest(f, ticketId)).toMatchObject({ type: "ticket.closed", facts: { openChildren: 2 } });
    const [seen] = (await Ticket.entries(f.customer, ticketId)).edges;
    expect(seen?.node.facts).not.toHaveProperty("openChildren");
  });

  test("NONE: is resolved, and nothing is read of its parts", async () => {
    const f = await makeDesk();
    const { parent: ticketId } = await family(f, "NONE");
    f.usage.length = 0;
    await Ticket.resolve(f.agent, { ticketId });
    expect(f.usage.map(({ call }) => call)).toEqual(["get", "get", "transact"]);
    expect((await newest(f, ticketId))?.facts).not.toHaveProperty("openChildren");
  });
});

test("a part is never held back by its whole, and a guard of one kind guards no other", async () => {
  const f = await makeDesk();
  const { parent, children } = await family(f, "HARD");
  expect(await codeOf(Ticket.resolve(f.agent, { ticketId: children[0]?.id ?? "" }))).toBe("done");
  await Ticket.changeKind(f.agent, { ticketId: parent, kind: "QUESTION" });
  expect(await codeOf(Ticket.resolve(f.agent, { ticketId: parent }))).toBe("done");
});
