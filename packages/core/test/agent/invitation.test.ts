import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { DAY } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import { type Fault, faulty } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, everyRow, makeDesk, useEngine } from "../support/desk.ts";
import { BO, idOf, invited } from "../support/invited.ts";
import { bearer } from "../support/key.ts";

useEngine();

const WORD = "a-word-of-my-own";

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
