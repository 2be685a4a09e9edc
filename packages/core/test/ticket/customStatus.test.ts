import { beforeEach, describe, expect, test } from "vitest";
import { HOUR } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const STATUSES = [
  { key: "triage", category: "NEW", label: "Triage", customerLabel: "Received" },
  { key: "fraud", category: "OPEN", label: "Fraud check", customerLabel: "In progress" },
  { key: "bench", category: "OPEN", label: "On the bench", customerLabel: "Being repaired" },
  { key: "parts", category: "WAITING_ON_THIRD_PARTY", label: "Parts ordered", customerLabel: "Parts ordered" },
  { key: "refunded", category: "RESOLVED", label: "Refunded", customerLabel: "Money is back" },
] as const;

let f: Fixture;
let ticketId: string;
beforeEach(async () => {
  f = await makeDesk();
  for (const status of STATUSES) await Workspace.defineStatus(f.admin, status);
  ticketId = (await f.openTicket()).id;
});

const set = (customStatus: string) => Ticket.changeStatus(f.agent, { ticketId, customStatus });
const state = async () => Ticket.get(f.agent, ticketId);

describe("a status of the company's own", () => {
  test("brings its category with it, and another within the category moves nothing else", async () => {
    expect((await set("triage")).object).toMatchObject({ status: "NEW", customStatus: "triage" });
    expect((await set("fraud")).object).toMatchObject({ status: "OPEN", customStatus: "fraud" });
    expect((await set("fraud")).entryIds).toEqual([]);
    expect((await set("bench")).object).toMatchObject({ status: "OPEN", customStatus: "bench" });
    const plain = await Ticket.changeStatus(f.agent, { ticketId, status: "OPEN" });
    expect(plain.object).not.toHaveProperty("customStatus");
  });

  const MOVES: Readonly<Record<string, () => Promise<unknown>>> = {
    "a change of status": () => Ticket.changeStatus(f.agent, { ticketId, status: "WAITING_ON_CUSTOMER" }),
    "an answer": () => Ticket.reply(f.agent, { ticketId, text: "R" }),
    "a snooze": () => Ticket.snooze(f.agent, { ticketId, until: f.clock.now() + HOUR }),
    resolving: () => Ticket.resolve(f.agent, { ticketId }),
  };
  test.each(Object.entries(MOVES))("is gone after %s", async (_, move) => {
    await set("fraud");
    await move();
    expect(await state()).not.toHaveProperty("customStatus");
  });

  test("is gone after the customer's message, and stays with one that moves nothing", async () => {
    await set("fraud");
    await Ticket.addMessage(f.customer, { ticketId, text: "Well?" });
    expect(await state()).toMatchObject({ customStatus: "fraud" });
    await set("parts");
    await Ticket.addMessage(f.customer, { ticketId, text: "Well?" });
    expect(await state()).not.toHaveProperty("customStatus");
  });

  test("is chosen with an answer, and with resolving, which closes as ever", async () => {
    const answered = await Ticket.reply(f.agent, { ticketId, text: "On it.", customStatus: "bench" });
    expect(answered.object).toMatchObject({ status: "OPEN", customStatus: "bench" });
    const resolved = await Ticket.reply(f.agent, { ticketId, text: "Done.", customStatus: "refunded" });
    expect(resolved.object).toMatchObject({ status: "RESOLVED", customStatus: "refunded" });
    const { closesAt } = resolved.object;
    await Ticket.reopen(f.agent, { ticketId });
    const again = await Ticket.resolve(f.agent, { ticketId, customStatus: "refunded" });
    expect(again.object).toMatchObject({ status: "RESOLVED", customStatus: "refunded", closesAt });
    const { object } = await set("bench");
    expect(object).toMatchObject({ status: "OPEN", customStatus: "bench" });
  });

  test("that means resolved is given to what is resolved already without moving when that closes", async () => {
    const { object } = await Ticket.resolve(f.agent, { ticketId });
    f.clock.advance(HOUR);
    expect((await set("refunded")).object).toMatchObject({ customStatus: "refunded", closesAt: object.closesAt });
  });

  test("comes back with what was unmerged", async () => {
    await set("fraud");
    const target = await f.openTicket();
    await Ticket.merge(f.agent, { sourceIds: [ticketId], targetId: target.id });
    expect(await state()).not.toHaveProperty("customStatus");
    await Ticket.unmerge(f.agent, { ticketId });
    expect(await state()).toMatchObject({ status: "OPEN", customStatus: "fraud" });
  });

  test.each<[string, string, () => Promise<unknown>]>([
    ["there is not", "VALIDATION", () => set("nope")],
    ["that means resolved, by a change of status", "VALIDATION", () => set("refunded")],
    [
      "of another category than the one given",
      "VALIDATION",
      () => Ticket.changeStatus(f.agent, { ticketId, status: "WAITING_ON_CUSTOMER", customStatus: "fraud" }),
    ],
    [
      "with resolving that does not mean it",
      "VALIDATION",
      () => Ticket.resolve(f.agent, { ticketId, customStatus: "fraud" }),
    ],
    [
      "that is NEW, with an answer",
      "VALIDATION",
      () => Ticket.reply(f.agent, { ticketId, text: "R", customStatus: "triage" }),
    ],
    ["nor a category", "VALIDATION", () => Ticket.changeStatus(f.agent, { ticketId })],
  ])("is refused: one %s", async (_, code, act) => {
    expect(await codeOf(act())).toBe(code);
  });

  test("that was retired is taken by nobody new, and a ticket never becomes NEW again by one", async () => {
    await set("fraud");
    await Workspace.defineStatus(f.admin, { ...STATUSES[1], retired: true });
    expect((await set("fraud")).entryIds).toEqual([]);
    expect(await codeOf(set("triage"))).toBe("TRANSITION");
    await set("bench");
    await expect(set("fraud")).rejects.toMatchObject({ code: "VALIDATION", issues: [{ path: ["customStatus"] }] });
  });
});

describe("what a status is called", () => {
  test("agents read their label, customers theirs, and after it is removed each their category's", async () => {
    const labels = async () => {
      const ticket = await state();
      return Promise.all([f.agent, f.customer].map(async (ctx) => (await Ticket.statusLabels(ctx))(ticket)));
    };
    expect(await labels()).toEqual(["New", "Received"]);
    await set("bench");
    expect(await labels()).toEqual(["On the bench", "Being repaired"]);
    await Workspace.removeStatus(f.admin, { key: "bench" });
    expect(await labels()).toEqual(["Open", "In progress"]);
  });

  test("a status that the release before left standing in another category says nothing", () => {
    const left = { status: "RESOLVED", customStatus: "bench" } as const;
    expect(Ticket.statusLabel(STATUSES, left, "AGENT")).toBe("Resolved");
  });

  test("its key is in no entry that a customer reads", async () => {
    await Ticket.reply(f.agent, { ticketId, text: "On it.", customStatus: "bench" });
    const newest = async (ctx: typeof f.agent) => (await Ticket.entries(ctx, ticketId)).edges[0]?.node.facts;
    expect(await newest(f.agent)).toMatchObject({ customStatus: "bench" });
    expect(await newest(f.customer)).not.toHaveProperty("customStatus");
  });
});
