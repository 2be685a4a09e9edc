import { beforeEach, describe, expect, test } from "vitest";
import { DAY, HOUR } from "../../src/kernel/index.ts";
import { history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

let f: Fixture;
let problemId: string;
beforeEach(async () => {
  f = await makeDesk();
  problemId = (await f.openTicket({ kind: "PROBLEM" })).id;
});

async function incident(): Promise<string> {
  const { id } = await f.openTicket({ kind: "INCIDENT" });
  await Ticket.link(f.agent, { ticketId: problemId, kind: "CAUSES", otherId: id });
  return id;
}
const solved = (ctx: Fixture["agent"], text?: string) => Ticket.resolveProblem(ctx, { problemId, text });
const solve = (ctx = f.agent, text = "Fixed.") => solved(ctx, text);
const says = (ticketId: string) => Ticket.addMessage(f.customer, { ticketId, text: "It got worse." });
/** The desk works on the problem later than anybody has said anything. */
async function worked(): Promise<void> {
  f.clock.advance(HOUR);
  await Ticket.note(f.agent, { ticketId: problemId, text: "Fixed the cable." });
}

describe("resolving a problem again", () => {
  const answersOf = async (id: string) =>
    (await history(f.system, id)).filter(({ type }) => type === "ticket.replied").length;

  test.each(["Fixed.", undefined])("by anybody and however late, has one effect on each (%s)", async (text) => {
    const id = await incident();
    await worked();
    await solved(f.agent, text);
    f.clock.advance(2 * DAY);
    const before = (await history(f.system, id)).length;
    for (const ctx of [f.agent, f.admin])
      expect(await solved(ctx, text)).toMatchObject({ resolved: [id], skipped: [] });
    expect(await history(f.system, id)).toHaveLength(before);
  });

  test("by two at once, answers once and tells both that it is resolved", async () => {
    const id = await incident();
    await worked();
    await Ticket.resolve(f.agent, { ticketId: problemId });
    const told = await Promise.all([f.agent, f.admin].map((ctx) => solve(ctx)));
    expect(told.map(({ resolved }) => resolved)).toEqual([[id], [id]]);
    expect(await answersOf(id)).toBe(1);
  });

  test("leaves what is open again, whoever reopened it and whoever asks, and says what to do", async () => {
    const [reopened, told] = [await incident(), await incident()];
    await worked();
    await solve();
    f.clock.advance(HOUR);
    await Ticket.reopen(f.agent, { ticketId: reopened });
    await says(told);
    for (const ctx of [f.agent, f.admin]) {
      const { resolved, skipped } = await solve(ctx);
      expect(resolved).toEqual([]);
      expect(new Map(skipped.map(({ id, reason }) => [id, reason]))).toEqual(
        new Map([reopened, told].map((id) => [id, "REOPENED"])),
      );
      expect(skipped[0]?.message).toContain("resolve it by itself");
    }
    for (const id of [reopened, told]) expect(await answersOf(id)).toBe(1);
  });

  test("after the problem was reopened and resolved anew, answers what is open again", async () => {
    const id = await incident();
    await worked();
    await solve();
    for (const ticketId of [problemId, id]) await Ticket.reopen(f.agent, { ticketId });
    await worked();
    expect((await solve(f.agent, "Fixed for good.")).resolved).toEqual([id]);
    expect(await answersOf(id)).toBe(2);
  });
});

describe("resolving a problem with an incident whose conversation is put together from several", () => {
  const messages = async (ticketId: string) =>
    (await Ticket.entries(f.agent, ticketId, { first: 100 }, { show: ["MESSAGES"] })).edges.map(({ node }) => node.id);
  const split = async (ticketId: string, entryIds: readonly string[]) => {
    const { object } = await Ticket.split(f.agent, { ticketId, entryIds: [...entryIds] });
    await Ticket.link(f.agent, { ticketId: problemId, kind: "CAUSES", otherId: object.id });
    return object.id;
  };

  test("leaves one that a ticket with a newer message was merged into, and no other", async () => {
    const [newer, older] = [await incident(), await incident()];
    const early = await f.openTicket();
    await worked();
    f.clock.advance(HOUR);
    const late = await f.openTicket();
    f.clock.advance(HOUR);
    await Ticket.merge(f.agent, { targetId: newer, sourceIds: [late.id] });
    await Ticket.merge(f.agent, { targetId: older, sourceIds: [early.id] });
    const { resolved, skipped } = await solve();
    expect(skipped).toMatchObject([{ id: newer, reason: "NEWER_MESSAGE" }]);
    expect(resolved).toEqual([older]);
  });

  test("leaves one that a newer message was split into, and goes by it alone where it was split away", async () => {
    const [id, other] = [await incident(), await incident()];
    for (const one of [id, other]) await says(one);
    await worked();
    f.clock.advance(HOUR);
    for (const one of [id, other]) await says(one);
    const [newest] = await messages(id);
    const [, middle] = await messages(other);
    const newer = await split(id, [newest ?? ""]);
    const older = await split(other, [middle ?? ""]);
    const { resolved, skipped } = await solve();
    expect(new Map(skipped.map((one) => [one.id, one.reason]))).toEqual(
      new Map([newer, other].map((one) => [one, "NEWER_MESSAGE"])),
    );
    expect([...resolved].sort()).toEqual([id, older].sort());
  });
});
