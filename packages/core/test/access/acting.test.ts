import { describe, expect, test } from "vitest";
import * as Access from "../../src/access/index.ts";
import * as Agent from "../../src/agent/index.ts";
import * as Audit from "../../src/audit/index.ts";
import { HOUR } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { somebody } from "../support/role.ts";

useEngine();

describe("acting as somebody else", () => {
  const acting = async () => {
    const f = await makeDesk();
    const as = await Access.impersonate(f.admin, f.agentId);
    return { f, as, adminId: f.admin.actor.kind === "agent" ? f.admin.actor.agentId : "" };
  };

  test("does what they may, and every event names who really did it and for whom", async () => {
    const { f, as, adminId } = await acting();
    const { id } = await f.openTicket();
    await Ticket.reply(as, { ticketId: id, text: "R" });
    expect(await codeOf(Workspace.changeSettings(as, { autoCloseDays: 9 }))).toBe("FORBIDDEN");
    const [entry] = (await Ticket.entries(f.agent, id)).edges;
    expect(entry?.node).toMatchObject({
      actor: { kind: "agent", id: adminId },
      onBehalfOf: { kind: "agent", id: f.agentId },
    });
    const onBehalfOf = { kind: "agent", id: f.agentId } as const;
    const { edges } = await Audit.read(f.admin, { from: f.clock.now() - HOUR, to: f.clock.now(), onBehalfOf });
    expect(edges.map(({ node }) => node.type)).toEqual(["ticket.replied"]);
    expect((await Ticket.verify(f.admin, id)).valid).toBe(true);
  });

  test("gets no key that lasts, changes no roles, and goes on to nobody else", async () => {
    const { f, as } = await acting();
    expect(await codeOf(Key.mint(as, { name: "mine" }))).toBe("FORBIDDEN");
    const other = await Agent.create(f.admin, { name: "Z", email: "z@northwind.example", roles: ["admin"] });
    const asAdmin = await Access.impersonate(f.admin, other.object.id);
    expect(await codeOf(Access.impersonate(asAdmin, f.agentId))).toBe("FORBIDDEN");
    const grants = [{ permission: "ticket:read", scope: "all" as const }];
    expect(await codeOf(Workspace.defineRole(asAdmin, { key: "x", label: "X", grants }))).toBe("FORBIDDEN");
    const { rule } = await Access.explain(asAdmin, { permission: "key:manage" });
    expect(rule).toBe("BORROWED");
  });

  test("is refused without the permission, for oneself, for the suspended, and for whoever may more", async () => {
    const f = await makeDesk();
    const adminId = f.admin.actor.kind === "agent" ? f.admin.actor.agentId : "";
    expect(await codeOf(Access.impersonate(f.agent, adminId))).toBe("FORBIDDEN");
    expect(await codeOf(Access.impersonate(f.admin, adminId))).toBe("VALIDATION");
    expect(await codeOf(Access.impersonate(f.admin, "agt_01m80gww6eh7w4kg0h35xbrqhv"))).toBe("NOT_FOUND");
    const bo = await somebody(f, [
      { permission: "agent:impersonate", scope: "all" },
      { permission: "agent:read", scope: "all" },
    ]);
    await expect(Access.impersonate(bo, f.agentId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await Agent.suspend(f.admin, { agentId: f.agentId });
    expect(await codeOf(Access.impersonate(f.admin, f.agentId))).toBe("VALIDATION");
  });

  test("is who says, saves and looks: nothing that names somebody names the other", async () => {
    const { f, as, adminId } = await acting();
    const { id: ticketId } = await f.openTicket();
    const who = { kind: "agent", id: adminId };
    expect(await Ticket.saveDraft(as, { ticketId, kind: "NOTE", text: "N" })).toMatchObject({ savedBy: who });
    expect(await Agent.setPresence(as, { state: "AWAY" })).toMatchObject({ agentId: f.agentId, by: who });
    await Ticket.announcePresence(as, { ticketId, activity: "VIEWING" });
    expect(await Ticket.presence(f.agent, ticketId)).toMatchObject([{ agentId: adminId }]);
    expect(await Ticket.presence(as, ticketId)).toEqual([]);
  });

  test("has idempotency keys of its own: the same key of the other is another call", async () => {
    const { f, as } = await acting();
    const { id } = await f.openTicket();
    const first = await Ticket.note(f.agent, { ticketId: id, text: "N", idempotencyKey: "k" });
    const second = await Ticket.note(as, { ticketId: id, text: "N", idempotencyKey: "k" });
    expect(second.replayed).toBe(false);
    expect(second.entryIds).not.toEqual(first.entryIds);
  });
});

describe("an explanation", () => {
  test.each([
    ["ticket:reply", "ALL", true],
    ["workspace:configure", "NOT_HELD", false],
  ] as const)("says of %s that %s decides", async (permission, rule, allowed) => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const asked = permission === "ticket:reply" ? { permission, objectId: id } : { permission };
    const told = await Access.explain(f.agent, asked);
    expect(told).toMatchObject({ allowed, rule, permission });
    expect(told.grantedBy.map(({ role }) => role)).toContain("admin");
  });

  test("about others takes the permission, and tells nobody of things they may not see", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const actor = { kind: "agent", id: f.agentId } as const;
    expect(await codeOf(Access.explain(f.customer, { permission: "ticket:read", actor }))).toBe("FORBIDDEN");
    const stranger = f.as({ kind: "customer", workspaceId: "main", customerId: "cus_01m80gww6k0heac1fnye19vaqy" });
    expect(await codeOf(Access.explain(stranger, { permission: "ticket:read", objectId: id }))).toBe("NOT_FOUND");
    expect(await codeOf(Access.explain(f.agent, { permission: "ticket:fly" }))).toBe("VALIDATION");
    expect(await Access.explain(f.admin, { permission: "ticket:read", objectId: id, actor })).toMatchObject({
      rule: "ALL",
    });
  });

  test("of others says what they may by themselves, whoever asks acts as", async () => {
    const f = await makeDesk();
    const { object } = await Agent.create(f.admin, { name: "Z", email: "z@northwind.example", roles: ["admin"] });
    const as = await Access.impersonate(f.admin, object.id);
    const actor = { kind: "agent", id: f.agentId } as const;
    expect(await Access.explain(as, { permission: "key:manage", actor })).toMatchObject({
      allowed: true,
      scope: "own",
    });
    expect(await Access.explain(as, { permission: "key:manage" })).toMatchObject({ rule: "BORROWED" });
  });

  test("of a suspended agent says so", async () => {
    const f = await makeDesk();
    await Agent.suspend(f.admin, { agentId: f.agentId });
    const actor = { kind: "agent", id: f.agentId } as const;
    expect(await Access.explain(f.admin, { permission: "ticket:read", actor })).toMatchObject({
      rule: "NOT_ACTIVE",
      allowed: false,
    });
  });
});
