import { describe, expect, test } from "vitest";
import { DAY } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

describe("a category", () => {
  test("is any text while the workspace has none of its own, and the key of one that is not retired after that", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket({ category: "Squeaky things" });
    const change = (category: string | null) => Ticket.changeCategory(f.agent, { ticketId, category });
    expect(await codeOf(change("Any words"))).toBe("done");
    await Workspace.defineCategory(f.admin, { key: "gears", label: "Gears" });
    await Workspace.defineCategory(f.admin, { key: "old", label: "Old", retired: true });
    await expect(change("Any other words")).rejects.toMatchObject({
      code: "VALIDATION",
      message: expect.stringContaining("workspace { categories }") as string,
      issues: [{ path: ["category"] }],
    });
    expect(await codeOf(change("old"))).toBe("VALIDATION");
    expect(await codeOf(change("Any words"))).toBe("done");
    expect((await change("gears")).object.category).toBe("gears");
    expect(await codeOf(change(null))).toBe("done");
    expect(await codeOf(f.openTicket({ category: "Squeaky things" }))).toBe("VALIDATION");
    expect((await f.openTicket({ category: "gears" })).category).toBe("gears");
  });
});

test("a kind that the workspace has not is opened and chosen by nobody, and kept by what has it", async () => {
  const f = await makeDesk();
  const { id: ticketId } = await f.openTicket({ kind: "RETURN" });
  await Workspace.changeKind(f.admin, { kind: "RETURN", enabled: false });
  expect(await codeOf(f.openTicket({ kind: "RETURN" }))).toBe("VALIDATION");
  expect(await codeOf(Ticket.changeKind(f.agent, { ticketId, kind: "RETURN" }))).toBe("done");
  expect(await codeOf(Ticket.changeKind(f.agent, { ticketId, kind: "TASK" }))).toBe("done");
  expect(await codeOf(Ticket.changeKind(f.agent, { ticketId, kind: "RETURN" }))).toBe("VALIDATION");
});

describe("a team", () => {
  test("gets a ticket at opening or later, shows in lists, and loses it again", async () => {
    const f = await makeDesk();
    await Workspace.defineTeam(f.admin, { key: "workshop", label: "Workshop" });
    await Workspace.defineTeam(f.admin, { key: "shop", label: "Shop" });
    const { id: ticketId, teamId } = await f.openTicket({ team: "workshop" });
    expect(teamId).toBe("workshop");
    const change = (team: string | null) => Ticket.changeTeam(f.agent, { ticketId, team });
    expect((await change("workshop")).entryIds).toEqual([]);
    expect((await change("shop")).object.teamId).toBe("shop");
    const { edges } = await Ticket.unassigned(f.agent);
    expect(edges[0]?.node).toMatchObject({ id: ticketId, teamId: "shop" });
    expect((await change(null)).object).not.toHaveProperty("teamId");
  });

  test("that there is not gets none, nor does any get a closed ticket", async () => {
    const f = await makeDesk();
    await Workspace.defineTeam(f.admin, { key: "workshop", label: "Workshop" });
    const { id: ticketId } = await f.openTicket();
    expect(await codeOf(Ticket.changeTeam(f.agent, { ticketId, team: "shop" }))).toBe("VALIDATION");
    expect(await codeOf(f.openTicket({ team: "shop" }))).toBe("VALIDATION");
    expect(await codeOf(Ticket.changeTeam(f.customer, { ticketId, team: "workshop" }))).toBe("FORBIDDEN");
    await Ticket.resolve(f.agent, { ticketId });
    await Ticket.close(f.agent, { ticketId });
    expect(await codeOf(Ticket.changeTeam(f.agent, { ticketId, team: "workshop" }))).toBe("TRANSITION");
  });
});

test("a ticket that follows another, or is split off it, is sorted as that one was, fields included", async () => {
  const f = await makeDesk();
  await Workspace.defineTeam(f.admin, { key: "workshop", label: "Workshop" });
  await Workspace.defineField(f.admin, { on: "TICKET", key: "frame", label: "Frame", type: "TEXT" });
  const sorted = { kind: "INCIDENT", impact: "HIGH", urgency: "LOW" } as const;
  const from = await f.openTicket({ ...sorted, team: "workshop", fields: { frame: "NB-1" } });
  const { entryIds } = await Ticket.reply(f.agent, { ticketId: from.id, text: "And the bell?" });
  const { object: split } = await Ticket.split(f.agent, { ticketId: from.id, entryIds: [...entryIds] });
  await Ticket.resolve(f.agent, { ticketId: from.id });
  await Ticket.close(f.agent, { ticketId: from.id });
  f.clock.advance(8 * DAY);
  const { object: next } = await Ticket.addMessage(f.customer, { ticketId: from.id, text: "Again." });
  for (const one of [split, next]) {
    expect(one.id).not.toBe(from.id);
    expect(one).toMatchObject({ ...sorted, priority: "NORMAL", teamId: "workshop", fieldCount: 1 });
    expect(await Ticket.fields(f.agent, one.id)).toMatchObject([{ key: "frame", value: "NB-1" }]);
  }
});
