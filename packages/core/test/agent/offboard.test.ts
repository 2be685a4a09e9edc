import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { DAY, MINUTE } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import { history } from "../../src/table/index.ts";
import { type Fault, faulty } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { BO, idOf } from "../support/invited.ts";
import { bearer } from "../support/key.ts";

useEngine();

describe("who is offboarded", () => {
  test("is out at once with every key, in no team and no list, and a later hire may have the address", async () => {
    const f = await makeDesk();
    const { secret } = await Key.mint(f.agent, {});
    await Agent.setPresence(f.agent, { state: "ONLINE" });
    await Agent.offboard(f.admin, { agentId: f.agentId, reason: "Moved on." });
    expect(await codeOf(bearer(f.desk, secret ?? ""))).toBe("UNAUTHENTICATED");
    expect(await Agent.presence(f.admin, f.agentId)).toEqual({ agentId: f.agentId, state: "OFFLINE" });
    f.clock.advance(MINUTE);
    expect(await codeOf(Ticket.unassigned(f.as(f.agent.actor)))).toBe("FORBIDDEN");
    expect((await Agent.list(f.admin)).edges.map(({ node }) => node.name)).toEqual(["Root"]);
    expect((await Agent.list(f.admin, {}, { status: ["OFFBOARDED"] })).edges).toHaveLength(1);
    expect(await codeOf(Agent.create(f.admin, { ...BO, email: "ADA@northwind.example" }))).toBe("done");
    expect(await codeOf(Agent.offboard(f.admin, { agentId: idOf(f.admin) }))).toBe("VALIDATION");
  });

  /** Tickets of the agent: new, waiting, asleep, resolved, and one of somebody else. */
  async function work(f: Fixture) {
    const open = async (assigneeId = f.agentId) => {
      const { id: ticketId } = await f.openTicket();
      await Ticket.assign(f.admin, { ticketId, assigneeId });
      return ticketId;
    };
    const ids = [await open(), await open(), await open(), await open(), await open(idOf(f.admin))];
    const [, waiting = "", asleep = "", resolved = ""] = ids;
    await Ticket.changeStatus(f.admin, { ticketId: waiting, status: "WAITING_ON_CUSTOMER" });
    await Ticket.snooze(f.admin, { ticketId: asleep, until: f.clock.now() + DAY });
    await Ticket.resolve(f.admin, { ticketId: resolved });
    return ids;
  }
  const back = (f: Fixture) =>
    f.as(
      { kind: "system", workspaceId: "main", name: "return-work" },
      { causationId: "agt_x:9", idempotencyKey: "agt_x:9:return-work" },
    );
  const owners = async (f: Fixture, ids: readonly string[]) =>
    (await Ticket.getMany(f.admin, ids)).map((one) => (one?.assigneeId === undefined ? "-" : one.assigneeId));

  test("gives back what is not finished, each ticket saying why, and nothing of anybody else's", async () => {
    const f = await makeDesk();
    const ids = await work(f);
    await Ticket.returnWork(back(f), { agentId: f.agentId });
    expect(new Set(await owners(f, ids))).not.toContain("-");
    await Agent.offboard(f.admin, { agentId: f.agentId });
    await Ticket.returnWork(back(f), { agentId: f.agentId });
    await Ticket.returnWork(back(f), { agentId: f.agentId });
    expect(await owners(f, ids)).toEqual(["-", "-", "-", f.agentId, idOf(f.admin)]);
    const events = await history(f.system, ids[0] ?? "");
    expect(events.filter(({ type }) => type === "ticket.unassigned")).toMatchObject([
      { actor: { kind: "system", id: "return-work" }, causationId: "agt_x:9", payload: { previous: f.agentId } },
    ]);
  });

  test("keeps nothing that becomes work again: spam, deleted, resolved and closed were no work when they left", async () => {
    const f = await makeDesk();
    await Workspace.changeSettings(f.admin, { followUp: { policy: "NEW_TICKET", owner: "KEEP" } });
    const open = async () => {
      const { id: ticketId } = await f.openTicket();
      await Ticket.assign(f.admin, { ticketId, assigneeId: f.agentId });
      return ticketId;
    };
    const all = [await open(), await open(), await open(), await open(), await open(), await open()] as const;
    const [spam, deleted, answered, reopened, moved, closed] = all;
    await Ticket.markSpam(f.admin, { ticketId: spam });
    await Ticket.remove(f.admin, { ticketId: deleted });
    for (const ticketId of [answered, reopened, moved, closed]) await Ticket.resolve(f.admin, { ticketId });
    await Ticket.close(f.admin, { ticketId: closed });
    await Agent.offboard(f.admin, { agentId: f.agentId });
    await Ticket.returnWork(back(f), { agentId: f.agentId });
    expect(new Set((await owners(f, all)).filter((one) => one !== f.agentId))).toEqual(new Set());
    await Ticket.unmarkSpam(f.admin, { ticketId: spam });
    await Ticket.restore(f.admin, { ticketId: deleted });
    await Ticket.addMessage(f.customer, { ticketId: answered, text: "It slips again." });
    await Ticket.reopen(f.admin, { ticketId: reopened });
    await Ticket.changeStatus(f.admin, { ticketId: moved, status: "OPEN" });
    const { object: after } = await Ticket.addMessage(f.customer, { ticketId: closed, text: "And again." });
    expect(await owners(f, [spam, deleted, answered, reopened, moved, after.id])).toEqual([
      "-",
      "-",
      "-",
      "-",
      "-",
      "-",
    ]);
    expect(after.followUpOf).toBe(closed);
    expect(await owners(f, [closed])).toEqual([f.agentId]);
    expect((await Ticket.workOfAgent(f.admin, f.agentId)).edges).toEqual([]);
  });

  test("gives it all back in the end, wherever the table was lost", async () => {
    for (let at = 1; at < 40; at++) {
      const f = await makeDesk();
      const ids = await work(f);
      await Agent.offboard(f.admin, { agentId: f.agentId });
      let reached = false;
      const crashing = faulty(f.table, ({ number }): Fault | undefined => {
        reached ||= number >= at;
        return number < at ? undefined : number === at ? "after" : "before";
      });
      await codeOf(Ticket.returnWork({ ...back(f), table: crashing }, { agentId: f.agentId }));
      if (!reached) break;
      await Ticket.returnWork(back(f), { agentId: f.agentId });
      expect((await owners(f, ids)).slice(0, 3)).toEqual(["-", "-", "-"]);
      const events = (await history(f.system, ids[0] ?? "")).filter(({ type }) => type === "ticket.unassigned");
      expect(events).toHaveLength(1);
    }
  });
});
