import { expect, test } from "vitest";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { merge } from "../support/merge.ts";

useEngine();

/** Somebody who may read and merge what is assigned to them alone. */
function scoped(f: Fixture) {
  const grants = new Map([
    ["ticket:read", "own"],
    ["ticket:merge", "own"],
  ] as const);
  const own = { ...f.agent, grants: () => Promise.resolve(grants) };
  const mine = async () => {
    const { id } = await f.openTicket();
    await Ticket.assign(f.agent, { ticketId: id, assigneeId: f.agentId });
    return id;
  };
  return { own, mine };
}

test("nobody merges into what they may not read, whatever was merged into it", async () => {
  const f = await makeDesk();
  const { own, mine } = scoped(f);
  const [root, mid, source] = [(await f.openTicket()).id, await mine(), await mine()];
  await merge(f, root, mid);
  expect(await codeOf(Ticket.get(own, root))).toBe("NOT_FOUND");
  await expect(Ticket.merge(own, { sourceIds: [source], targetId: mid })).rejects.toMatchObject({
    code: "NOT_FOUND",
    issues: [{ path: ["targetId"] }],
  });
  expect((await Ticket.get(f.agent, root)).sourceCount).toBe(1);
});

test("nobody takes a merge back from what they may not read", async () => {
  const f = await makeDesk();
  const { own, mine } = scoped(f);
  const [root, source] = [(await f.openTicket()).id, await mine()];
  await merge(f, root, source);
  await expect(Ticket.unmerge(own, { ticketId: source })).rejects.toMatchObject({
    code: "NOT_FOUND",
    issues: [{ path: ["ticketId"] }],
  });
});
