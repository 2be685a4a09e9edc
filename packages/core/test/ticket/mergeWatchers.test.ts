import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { merge, stranger } from "../support/merge.ts";

useEngine();

const hire = async (f: Fixture, i: number) =>
  (await Agent.create(f.admin, { name: `A${i}`, email: `a${i}@northwind.example`, roles: ["representative"] })).object
    .id;
const follow = (f: Fixture, ticketId: string, agentId: string) => Ticket.follow(f.agent, { ticketId, agentId });
const cc = (f: Fixture, ticketId: string, address: string) => Ticket.addCc(f.agent, { ticketId, address });
const addresses = async (f: Fixture, id: string) =>
  (await Ticket.watchers(f.agent, id)).ccs.map(({ address }) => address);

describe("those who watch a source", () => {
  test("watch the target once it is merged, each once, and go on when it is unmerged", async () => {
    const f = await makeDesk();
    const [a, b, c] = [await f.openTicket(), await f.openTicket(), await f.openTicket()];
    const [bob, kim] = [await hire(f, 1), await hire(f, 2)];
    for (const [id, agent] of [
      [a.id, bob],
      [b.id, bob],
      [b.id, kim],
      [c.id, kim],
    ] as const)
      await follow(f, id, agent);
    await cc(f, a.id, "boss@acme.example");
    await Ticket.addCc(f.agent, { ticketId: b.id, address: "law@acme.example", name: "Law" });
    await cc(f, b.id, "Boss@acme.example");
    await cc(f, c.id, "LAW@acme.example");
    const { object } = await merge(f, a.id, b.id, c.id);
    expect(object).toMatchObject({ followerCount: 2, ccCount: 2 });
    await Ticket.unmerge(f.agent, { ticketId: b.id });
    expect((await Ticket.watchers(f.agent, a.id)).followers).toEqual([bob, kim]);
    expect((await addresses(f, a.id)).map((one) => one.toLowerCase())).toEqual([
      "boss@acme.example",
      "law@acme.example",
    ]);
    for (const { id } of [a, b, c]) await expectFold(f, Ticket.ticket, id);
  });

  test("of another customer's follow it, and their CCs do not: what one is answered is no other's", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const { ticket: hers } = await stranger(f);
    await follow(f, hers.id, f.agentId);
    await cc(f, hers.id, "zoes@boss.example");
    await merge(f, id, hers.id);
    expect(await Ticket.watchers(f.agent, id)).toEqual({ followers: [f.agentId], ccs: [] });
  });

  test("stop no merge: fifty CCs of twenty sources fit one commit, and those over fifty are left out", async () => {
    const f = await makeDesk();
    const target = await f.openTicket();
    await cc(f, target.id, "own@acme.example");
    const ids: string[] = [];
    for (let i = 0; i < 20; i++) {
      const { id } = await f.openTicket();
      await follow(f, id, f.agentId);
      for (let n = 0; n < 3; n++) await cc(f, id, `a${i}x${n}@acme.example`);
      await Ticket.link(f.agent, { ticketId: id, kind: "RELATES", otherId: target.id });
      if (i < 2) await Ticket.snooze(f.agent, { ticketId: id, untilResolved: target.id });
      ids.push(id);
    }
    const input = { targetId: target.id, sourceIds: ids, idempotencyKey: "k" };
    expect((await Ticket.merge(f.agent, input)).object).toMatchObject({ followerCount: 1, ccCount: 50 });
    expect(await addresses(f, target.id)).toContain("own@acme.example");
    await expectFold(f, Ticket.ticket, target.id);
  });
});
