import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { DAY, MINUTE } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import { history } from "../../src/table/index.ts";
import { type Fault, faulty } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, everyRow, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { bearer } from "../support/key.ts";

useEngine();

const WORD = "a-word-of-my-own";
const BO = { name: "Bo", email: "bo@northwind.example", roles: ["representative"] } satisfies Agent.CreateInput;

const idOf = ({ actor }: Fixture["admin"]): string => (actor.kind === "agent" ? actor.agentId : "");

async function invited(f: Fixture, extra: Partial<Agent.CreateInput> = {}) {
  const { agent, code } = await Key.invite(f.admin, { ...BO, ...extra });
  return { id: agent.id, code: code ?? "", ctx: () => f.as({ kind: "agent", workspaceId: "main", agentId: agent.id }) };
}

/** Somebody of this status. */
async function inStatus(f: Fixture, status: Agent.AgentStatus): Promise<string> {
  const { id, ctx } = await invited(f, { email: `${status.toLowerCase()}@northwind.example` });
  if (status !== "INVITED") await Key.acceptInvitation(ctx());
  if (status === "SUSPENDED") await Agent.suspend(f.admin, { agentId: id });
  if (status === "OFFBOARDED") await Agent.offboard(f.admin, { agentId: id });
  return id;
}

describe("what leads where", () => {
  const DO: Readonly<Record<Agent.Move, (f: Fixture, agentId: string) => Promise<unknown>>> = {
    accept: (f, agentId) => Key.acceptInvitation(f.as({ kind: "agent", workspaceId: "main", agentId })),
    reinvite: (f, agentId) => Key.reinvite(f.admin, { agentId }),
    withdraw: (f, agentId) => Key.withdrawInvitation(f.admin, { agentId }),
    suspend: (f, agentId) => Agent.suspend(f.admin, { agentId }),
    reinstate: (f, agentId) => Agent.reinstate(f.admin, { agentId }),
    offboard: (f, agentId) => Agent.offboard(f.admin, { agentId }),
  };
  /** Once more of what was done changes nothing; who may do nothing at all is told so. */
  const AGAIN: Readonly<Record<string, string>> = {
    "ACTIVE accept": "done",
    "SUSPENDED accept": "FORBIDDEN",
    "OFFBOARDED accept": "FORBIDDEN",
    "SUSPENDED suspend": "done",
    "ACTIVE reinstate": "done",
    "OFFBOARDED offboard": "done",
    "OFFBOARDED withdraw": "done",
  };
  const rows = Agent.AGENT_STATUSES.flatMap((from) =>
    (Object.keys(DO) as Agent.Move[]).map((move) => [from, move] as const),
  );

  test.each(rows)("%s: %s", async (from, move) => {
    const f = await makeDesk();
    const id = await inStatus(f, from);
    const to = Agent.MOVES[from][move];
    const outcome = await codeOf(DO[move](f, id));
    expect(outcome).toBe(to ? "done" : (AGAIN[`${from} ${move}`] ?? "TRANSITION"));
    expect((await Agent.get(f.admin, id)).status).toBe(to ?? from);
  });

  test("a refusal says what can be done instead", async () => {
    const f = await makeDesk();
    await expect(Agent.suspend(f.admin, { agentId: await inStatus(f, "INVITED") })).rejects.toMatchObject({
      code: "TRANSITION",
      details: { allowed: ["accept", "reinvite", "withdraw"] },
    });
  });

  test("who left changes no more", async () => {
    const f = await makeDesk();
    const agentId = await inStatus(f, "OFFBOARDED");
    const changes = [
      () => Agent.changeRoles(f.admin, { agentId, roles: ["trainer"] }),
      () => Agent.changeTeams(f.admin, { agentId, teams: [] }),
      () => Agent.changeProfile(f.admin, { agentId, name: "X" }),
      () => Agent.changeHours(f.admin, { agentId, hours: null }),
    ];
    for (const change of changes) expect(await codeOf(change())).toBe("TRANSITION");
  });
});

describe("an invitation", () => {
  test("lets its bearer do nothing but accept, and then work with the key that came with it, at once", async () => {
    const f = await makeDesk();
    const { id, code } = await invited(f);
    const ctx = await bearer(f.desk, code);
    expect(ctx.actor).toEqual({ kind: "agent", workspaceId: "main", agentId: id });
    expect([...(await ctx.grants())]).toEqual([["agent:accept", "own"]]);
    expect(await codeOf(Agent.get(ctx, id))).toBe("FORBIDDEN");
    const { agent, secret } = await Key.acceptInvitation(ctx, { idempotencyKey: WORD });
    expect(agent).toMatchObject({ id, status: "ACTIVE", roles: ["representative"] });
    expect(agent).not.toHaveProperty("invitedUntil");
    expect(await codeOf(Agent.get(await bearer(f.desk, secret ?? ""), id))).toBe("done");
  });

  test("is shown once, works once, and lies nowhere in clear", async () => {
    const f = await makeDesk();
    const first = await Key.invite(f.admin, { ...BO, idempotencyKey: "k" });
    expect(await Key.invite(f.admin, { ...BO, idempotencyKey: "k" })).toEqual({ ...first, code: null });
    const code = first.code ?? "";
    const early = await bearer(f.desk, code);
    await Key.acceptInvitation(early);
    expect(await codeOf(Key.acceptInvitation(early))).toBe("ALREADY_EXISTS");
    expect(JSON.stringify(await everyRow())).not.toContain(code.slice(11));
  });

  test("gives the same key again to the same call alone, for a day, and its bearer can do nothing else", async () => {
    const f = await makeDesk();
    const { code } = await invited(f);
    const first = await Key.acceptInvitation(await bearer(f.desk, code), { idempotencyKey: WORD });
    const after = await bearer(f.desk, code);
    expect([...(await after.grants()).keys()]).toEqual(["agent:accept"]);
    expect(await codeOf(Ticket.unassigned(after))).toBe("FORBIDDEN");
    const again = await Key.acceptInvitation(after, { idempotencyKey: WORD });
    expect([again.secret, again.key]).toEqual([first.secret, first.key]);
    expect(await codeOf(Key.acceptInvitation(after, { idempotencyKey: "other" }))).toBe("ALREADY_EXISTS");
    f.clock.advance(DAY);
    expect(await codeOf(bearer(f.desk, code))).toBe("UNAUTHENTICATED");
    expect(await codeOf(bearer(f.desk, first.secret ?? ""))).toBe("done");
  });

  test.each(["before", "after"] as const)(
    "is accepted wholly or not, wherever the table is lost %s a call",
    async (when) => {
      for (let at = 1; ; at++) {
        const f = await makeDesk();
        const { code, id } = await invited(f, { roles: ["admin"] });
        const ctx = await bearer(f.desk, code);
        let reached = false;
        const crashing = faulty(f.table, ({ number }): Fault | undefined => {
          reached ||= number >= at;
          return number < at ? undefined : number === at ? when : "before";
        });
        await codeOf(Key.acceptInvitation({ ...ctx, table: crashing }, { idempotencyKey: WORD }));
        if (!reached) break;
        const made = await Key.acceptInvitation(await bearer(f.desk, code), { idempotencyKey: WORD });
        expect((await bearer(f.desk, made.secret ?? "")).actor).toMatchObject({ agentId: id });
        expect((await Key.list(f.admin, { agentId: id })).edges).toHaveLength(1);
        expect(await Agent.recountAdmins(f.system)).toBe(2);
      }
    },
  );

  test("is dead after seven days, also for who is signed in by a token; a new one brings it back", async () => {
    const f = await makeDesk();
    const { id, code, ctx } = await invited(f);
    f.clock.advance(7 * DAY - 1);
    const early = await bearer(f.desk, code);
    f.clock.advance(1);
    expect(await codeOf(bearer(f.desk, code))).toBe("UNAUTHENTICATED");
    expect(await codeOf(Key.acceptInvitation(early))).toBe("UNAUTHENTICATED");
    expect(await codeOf(Key.acceptInvitation(ctx()))).toBe("VALIDATION");
    const { code: newer } = await Key.reinvite(f.admin, { agentId: id });
    expect(await codeOf(Key.acceptInvitation(await bearer(f.desk, newer ?? "")))).toBe("done");
  });

  test("is dead once a newer one was made, or it was withdrawn: then the address is free", async () => {
    const f = await makeDesk();
    const { id, code } = await invited(f);
    const early = await bearer(f.desk, code);
    expect(await codeOf(Key.invite(f.admin, BO))).toBe("ALREADY_EXISTS");
    const { code: newer } = await Key.reinvite(f.admin, { agentId: id });
    expect(await codeOf(bearer(f.desk, code))).toBe("UNAUTHENTICATED");
    expect(await codeOf(Key.acceptInvitation(early))).toBe("UNAUTHENTICATED");
    await Key.withdrawInvitation(f.admin, { agentId: id });
    expect(await codeOf(bearer(f.desk, newer ?? ""))).toBe("UNAUTHENTICATED");
    expect(await codeOf(Key.invite(f.admin, BO))).toBe("done");
  });

  test("is accepted by token without a key, in at once, and the code is dead with it", async () => {
    const f = await makeDesk();
    const { code, ctx } = await invited(f);
    expect(await codeOf(Ticket.unassigned(ctx()))).toBe("FORBIDDEN");
    const early = await bearer(f.desk, code);
    expect(await Key.acceptInvitation(ctx())).toMatchObject({ key: null, secret: null, agent: { status: "ACTIVE" } });
    expect(await codeOf(Ticket.unassigned(ctx()))).toBe("done");
    expect(await codeOf(bearer(f.desk, code))).toBe("UNAUTHENTICATED");
    expect(await codeOf(Key.acceptInvitation(early))).toBe("UNAUTHENTICATED");
  });

  test("gives no more than its maker holds, no team there is not, and is nobody else's to accept", async () => {
    const f = await makeDesk();
    const { object } = await Agent.create(f.admin, { name: "M", email: "m@northwind.example", roles: ["manager"] });
    const manager = f.as({ kind: "agent", workspaceId: "main", agentId: object.id });
    expect(await codeOf(Key.invite(manager, { ...BO, roles: ["admin"] }))).toBe("FORBIDDEN");
    expect(await codeOf(Key.invite(f.agent, BO))).toBe("FORBIDDEN");
    expect(await codeOf(Key.invite(manager, { ...BO, teams: ["nowhere"] }))).toBe("VALIDATION");
    const { code } = await invited(f, { roles: ["admin"] });
    expect(await codeOf(Key.reinvite(manager, { agentId: idOf(await bearer(f.desk, code)) }))).toBe("FORBIDDEN");
    for (const ctx of [f.admin, f.agent, f.system, f.customer]) {
      const borrowed = { ...ctx, request: { ...ctx.request, credential: code } };
      expect(await codeOf(Key.acceptInvitation(borrowed))).toBe("FORBIDDEN");
    }
  });

  test("gives nobody work: who is invited is assigned, followed and mentioned by nobody", async () => {
    const f = await makeDesk();
    const { id: agentId } = await invited(f);
    const { id: ticketId } = await f.openTicket();
    expect(await codeOf(Ticket.assign(f.agent, { ticketId, assigneeId: agentId }))).toBe("NOT_FOUND");
    expect(await codeOf(Ticket.follow(f.agent, { ticketId, agentId }))).toBe("NOT_FOUND");
    expect(await codeOf(Ticket.note(f.agent, { ticketId, text: "x", mentions: [agentId] }))).toBe("NOT_FOUND");
  });
});

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
