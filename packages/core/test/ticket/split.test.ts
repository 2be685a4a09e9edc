import { describe, expect, test } from "vitest";
import { history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { close, merge, stranger, texts } from "../support/merge.ts";

useEngine();

/** The ids of entries by what was said. */
async function idsOf(f: Fixture, ticketId: string, ...said: readonly string[]): Promise<string[]> {
  const { edges } = await Ticket.entries(f.agent, ticketId, { first: 100 });
  return edges.filter(({ node }) => said.includes(node.words?.text ?? "")).map(({ node }) => node.id);
}

const split = async (f: Fixture, ticketId: string, ...said: readonly string[]) =>
  (await Ticket.split(f.agent, { ticketId, entryIds: await idsOf(f, ticketId, ...said) })).object;

async function spoken(f: Fixture, first: string, ...more: readonly string[]): Promise<string> {
  const { id } = await f.openTicket({ text: first });
  for (const text of more) {
    f.clock.advance(1);
    await Ticket.addMessage(f.customer, { ticketId: id, text });
  }
  return id;
}

test("an entry that is none is named by its place in the input, whatever is named twice", async () => {
  const f = await makeDesk();
  const id = await spoken(f, "chain", "bell");
  const [bell = ""] = await idsOf(f, id, "bell");
  const [other = ""] = await idsOf(f, await spoken(f, "other"), "other");
  await expect(Ticket.split(f.agent, { ticketId: id, entryIds: [bell, bell, other] })).rejects.toMatchObject({
    code: "NOT_FOUND",
    issues: [{ path: ["entryIds", 2] }],
  });
});

describe("splitting", () => {
  test("shows the entries in the new ticket and in the old one no more, and copies nothing", async () => {
    const f = await makeDesk();
    const id = await spoken(f, "chain", "bell", "chain again");
    await Ticket.note(f.agent, { ticketId: id, text: "bell: in stock" });
    const created = await split(f, id, "bell", "bell: in stock");
    expect(created).toMatchObject({ splitFrom: id, status: "NEW", customerId: f.customerId, subject: "Chain slips" });
    expect(await texts(f.agent, id)).toEqual(["chain", "chain again"]);
    expect(await texts(f.agent, created.id)).toEqual(["bell", "bell: in stock"]);
    expect(await texts(f.customer, created.id)).toEqual(["bell"]);
    expect(await history(f.system, created.id)).toHaveLength(2);
    expect((await Ticket.links(f.agent, created.id)).map((one) => [one.kind, one.ticketId])).toEqual([
      ["SPLIT_FROM", id],
    ]);
    expect((await Ticket.links(f.agent, id)).map((one) => [one.kind, one.ticketId])).toEqual([
      ["SPLIT_INTO", created.id],
    ]);
  });

  test("goes on from there: entries move again, and never show twice", async () => {
    const f = await makeDesk();
    const id = await spoken(f, "a", "b", "c", "d");
    const second = await split(f, id, "b", "c", "d");
    const third = await split(f, second.id, "c");
    expect(await Promise.all([id, second.id, third.id].map((one) => texts(f.agent, one)))).toEqual([
      ["a"],
      ["b", "d"],
      ["c"],
    ]);
    await merge(f, id, third.id);
    expect(await texts(f.agent, id)).toEqual(["a", "c"]);
    const fourth = await split(f, id, "c");
    expect(await texts(f.agent, id)).toEqual(["a"]);
    expect(await texts(f.agent, fourth.id)).toEqual(["c"]);
    await Ticket.unmerge(f.agent, { ticketId: third.id });
    expect(await texts(f.agent, third.id)).toEqual([]);
  });

  test("of what came by a merge stays split when the merge is undone", async () => {
    const f = await makeDesk();
    const [a, b] = [await spoken(f, "a"), await spoken(f, "b1", "b2")];
    await merge(f, a, b);
    const created = await split(f, a, "b2");
    await Ticket.unmerge(f.agent, { ticketId: b });
    expect(await Promise.all([a, b, created.id].map((one) => texts(f.agent, one)))).toEqual([["a"], ["b1"], ["b2"]]);
  });

  test("gives the new ticket to the customer whose words they are", async () => {
    const f = await makeDesk();
    const { ctx: zoe, ticket: hers } = await stranger(f);
    const target = await spoken(f, "eve 1");
    await merge(f, target, hers.id);
    await Ticket.addMessage(zoe, { ticketId: hers.id, text: "zoe 2" });
    const created = await split(f, target, "zoe 2");
    expect(created.customerId).toBe(hers.customerId);
    expect(await texts(zoe, created.id)).toEqual(["zoe 2"]);
    expect(await texts(f.customer, target)).toEqual(["eve 1"]);
  });

  test("leaves an entry to be redacted from where it shows now", async () => {
    const f = await makeDesk();
    const id = await spoken(f, "a", "secret");
    const [entryId = ""] = await idsOf(f, id, "secret");
    const created = await split(f, id, "secret");
    await Ticket.redact(f.admin, { ticketId: created.id, entryId, reason: "asked to" });
    expect(await texts(f.agent, created.id)).toEqual([]);
    expect((await Ticket.verify(f.agent, id)).valid).toBe(true);
  });
});

describe("refused", () => {
  test.each<[string, string, (f: Fixture) => Promise<unknown>]>([
    ["the only entry", "VALIDATION", async (f) => split(f, await spoken(f, "a"), "a")],
    ["all entries", "VALIDATION", async (f) => split(f, await spoken(f, "a", "b"), "a", "b")],
    [
      "an entry of another ticket",
      "NOT_FOUND",
      async (f) => {
        const [a, b] = [await spoken(f, "a"), await spoken(f, "b", "c")];
        return Ticket.split(f.agent, { ticketId: a, entryIds: await idsOf(f, b, "c") });
      },
    ],
    [
      "an entry that moved away",
      "NOT_FOUND",
      async (f) => {
        const id = await spoken(f, "a", "b", "c");
        const entryIds = await idsOf(f, id, "b");
        await Ticket.split(f.agent, { ticketId: id, entryIds });
        return Ticket.split(f.agent, { ticketId: id, entryIds });
      },
    ],
    [
      "an entry without words",
      "VALIDATION",
      async (f) => {
        const id = await spoken(f, "a", "b");
        const { edges } = await Ticket.entries(f.agent, id);
        return Ticket.split(f.agent, { ticketId: id, entryIds: [edges.at(-1)?.node.id ?? ""] });
      },
    ],
    [
      "a closed ticket",
      "TRANSITION",
      async (f) => {
        const id = await spoken(f, "a", "b");
        await close(f, id);
        return split(f, id, "b");
      },
    ],
    [
      "a 51st entry",
      "LIMIT",
      async (f) => {
        const id = await spoken(f, "a", ...Array.from({ length: 52 }, (_, i) => `m${i}`));
        return split(f, id, ...Array.from({ length: 51 }, (_, i) => `m${i}`));
      },
    ],
  ])("%s", async (_, code, run) => {
    expect(await codeOf(run(await makeDesk()))).toBe(code);
  });
});
