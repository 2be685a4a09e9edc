import { describe, expect, test } from "vitest";
import { DAY } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { close, merge, texts } from "../support/merge.ts";

useEngine();

describe("unmerging", () => {
  test("gives the ticket back as it was; what was said since stays with the target", async () => {
    const f = await makeDesk();
    const [a, b] = [await f.openTicket({ text: "a1" }), await f.openTicket({ text: "b1" })];
    await Ticket.assign(f.agent, { ticketId: b.id, assigneeId: f.agentId });
    const until = f.clock.now() + DAY;
    const was = (await Ticket.snooze(f.agent, { ticketId: b.id, until })).object;
    await merge(f, a.id, b.id);
    await Ticket.addMessage(f.customer, { ticketId: b.id, text: "since" });
    const { object } = await Ticket.unmerge(f.agent, { ticketId: b.id });
    expect(object).toEqual({ ...was, version: was.version + 2, activityAt: object.activityAt });
    expect(await texts(f.agent, a.id)).toEqual(["a1", "since"]);
    expect(await texts(f.agent, b.id)).toEqual(["b1"]);
    expect((await Ticket.myWork(f.agent)).edges.map(({ node }) => node.id)).toEqual([b.id]);
    f.clock.set(until);
    await Ticket.wake(f.system, b.id);
    expect((await Ticket.get(f.agent, b.id)).status).toBe("OPEN");
  });

  test("of the one in the middle takes what is merged into it along, and of the innermost leaves the rest", async () => {
    const f = await makeDesk();
    const [a, b, c] = [
      await f.openTicket({ text: "a" }),
      await f.openTicket({ text: "b" }),
      await f.openTicket({ text: "c" }),
    ];
    await merge(f, b.id, c.id);
    await merge(f, a.id, b.id);
    expect(await texts(f.agent, a.id)).toEqual(["a", "b", "c"]);
    await Ticket.unmerge(f.agent, { ticketId: c.id });
    expect(await texts(f.agent, a.id)).toEqual(["a", "b"]);
    await Ticket.unmerge(f.agent, { ticketId: b.id });
    expect([await texts(f.agent, a.id), await texts(f.agent, b.id)]).toEqual([["a"], ["b"]]);
    expect((await Ticket.get(f.agent, a.id)).sourceCount).toBeUndefined();
  });

  test("is over with the days a closed ticket may be reopened, and never over where it always may", async () => {
    const f = await makeDesk();
    const [a, b] = [await f.openTicket(), await f.openTicket()];
    await merge(f, a.id, b.id);
    f.clock.advance(7 * DAY + 1);
    expect(await codeOf(Ticket.unmerge(f.agent, { ticketId: b.id }))).toBe("TRANSITION");
    await Workspace.changeSettings(f.admin, { followUp: { policy: "REOPEN", days: 7, owner: "KEEP" } });
    expect(await codeOf(Ticket.unmerge(f.agent, { ticketId: b.id }))).toBe("done");
  });
});

describe("refused", () => {
  const cases: Readonly<Record<string, [code: string, run: (f: Fixture) => Promise<unknown>]>> = {
    "a closed source": [
      "TRANSITION",
      async (f) => {
        const [a, b] = [await f.openTicket(), await f.openTicket()];
        await close(f, b.id);
        return merge(f, a.id, b.id);
      },
    ],
    "a closed target": [
      "TRANSITION",
      async (f) => {
        const [a, b] = [await f.openTicket(), await f.openTicket()];
        await close(f, a.id);
        return merge(f, a.id, b.id);
      },
    ],
    "a target that is spam": [
      "TRANSITION",
      async (f) => {
        const [a, b] = [await f.openTicket(), await f.openTicket()];
        await Ticket.markSpam(f.agent, { ticketId: a.id });
        return merge(f, a.id, b.id);
      },
    ],
    "a source merged elsewhere": [
      "TRANSITION",
      async (f) => {
        const [a, b, c] = [await f.openTicket(), await f.openTicket(), await f.openTicket()];
        await merge(f, a.id, b.id);
        return merge(f, c.id, b.id);
      },
    ],
    "a ticket into itself": [
      "VALIDATION",
      async (f) => {
        const { id } = await f.openTicket();
        return merge(f, id, id);
      },
    ],
    "a ticket into what was merged into it": [
      "VALIDATION",
      async (f) => {
        const [a, b] = [await f.openTicket(), await f.openTicket()];
        await merge(f, a.id, b.id);
        return merge(f, b.id, a.id);
      },
    ],
    "a foreign source": [
      "NOT_FOUND",
      async (f) => {
        const other = await makeDesk("globex", { table: f.table });
        return merge(f, (await f.openTicket()).id, (await other.openTicket()).id);
      },
    ],
    "a foreign target": [
      "NOT_FOUND",
      async (f) => {
        const other = await makeDesk("globex", { table: f.table });
        return merge(f, (await other.openTicket()).id, (await f.openTicket()).id);
      },
    ],
    "no source": ["VALIDATION", async (f) => merge(f, (await f.openTicket()).id)],
    "a 21st source at once": [
      "LIMIT",
      async (f) => {
        const ids = await Promise.all(Array.from({ length: 22 }, async () => (await f.openTicket()).id));
        return merge(f, ids[0] as string, ...ids.slice(1));
      },
    ],
    "unmerging what is not merged": [
      "TRANSITION",
      async (f) => Ticket.unmerge(f.agent, { ticketId: (await f.openTicket()).id }),
    ],
    "a reply to a merged ticket": [
      "TRANSITION",
      async (f) => {
        const [a, b] = [await f.openTicket(), await f.openTicket()];
        await merge(f, a.id, b.id);
        return Ticket.reply(f.agent, { ticketId: b.id, text: "x" });
      },
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [code, run]) => {
    expect(await codeOf(run(await makeDesk()))).toBe(code);
  });

  test("a source by its place in the input, whatever is named twice or merged already", async () => {
    const f = await makeDesk();
    const [a, b, c] = [await f.openTicket(), await f.openTicket(), await f.openTicket()];
    await merge(f, a.id, b.id);
    await close(f, c.id);
    const ghost = "tkt_01m80gww6eh7w4kg0h35xbrqhv";
    await expect(merge(f, a.id, b.id, b.id, c.id)).rejects.toMatchObject({ issues: [{ path: ["sourceIds", 2] }] });
    await expect(merge(f, a.id, b.id, b.id, ghost)).rejects.toMatchObject({ issues: [{ path: ["sourceIds", 2] }] });
  });

  test("a 51st source, with those that come along counted, and nothing is half done", async () => {
    const f = await makeDesk();
    const [target, other] = [await f.openTicket(), await f.openTicket()];
    const many = async (n: number) => Promise.all(Array.from({ length: n }, async () => (await f.openTicket()).id));
    for (const n of [20, 20]) await merge(f, target.id, ...(await many(n)));
    await merge(f, other.id, ...(await many(10)));
    await expect(merge(f, target.id, other.id)).rejects.toMatchObject({ code: "LIMIT", details: { limit: 50 } });
    expect((await Ticket.get(f.agent, other.id)).status).toBe("NEW");
    await merge(f, target.id, ...(await many(10)));
    expect((await Ticket.get(f.agent, target.id)).sourceCount).toBe(50);
    expect(await texts(f.agent, target.id)).toHaveLength(51);
  });
});
