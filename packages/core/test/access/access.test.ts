import { describe, expect, test } from "vitest";
import * as Access from "../../src/access/index.ts";
import * as Agent from "../../src/agent/index.ts";
import * as Audit from "../../src/audit/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { type Ctx, HOUR, PLATFORM_PERMISSIONS } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { given } from "../support/given.ts";

useEngine();

const later = (f: Fixture) => f.clock.advance(31_000);
const agentCtx = (f: Fixture, agentId: string): Ctx => f.as({ kind: "agent", workspaceId: "main", agentId });

async function somebody(f: Fixture, grants: Workspace.CustomRole["grants"], name = "Bo"): Promise<Ctx> {
  const key = name.toLowerCase();
  await Workspace.defineRole(f.system, { key, label: name, grants });
  const { object } = await Agent.create(f.admin, {
    name,
    email: `${key}@northwind.example`,
    roles: [],
    customRoles: [key],
  });
  return agentCtx(f, object.id);
}

describe("roles of a company's own", () => {
  test("grant exactly what they say, as far as they say, and a change of them acts within half a minute", async () => {
    const f = await makeDesk();
    const { id: own } = await f.openTicket();
    const { id: other } = await f.openTicket();
    const bo = await somebody(f, [
      { permission: "ticket:read", scope: "own" },
      { permission: "ticket:note", scope: "own" },
    ]);
    const boId = bo.actor.kind === "agent" ? bo.actor.agentId : "";
    await Ticket.assign(f.admin, { ticketId: own, assigneeId: boId });
    expect(await codeOf(Ticket.note(bo, { ticketId: own, text: "N" }))).toBe("done");
    expect(await codeOf(Ticket.note(bo, { ticketId: other, text: "N" }))).toBe("NOT_FOUND");
    expect(await codeOf(Ticket.reply(bo, { ticketId: own, text: "R" }))).toBe("FORBIDDEN");
    await Workspace.defineRole(f.admin, {
      key: "bo",
      label: "Bo",
      grants: [{ permission: "ticket:read", scope: "all" }],
    });
    later(f);
    const after = agentCtx(f, boId);
    expect((await Ticket.get(after, other)).id).toBe(other);
    expect(await codeOf(Ticket.note(after, { ticketId: own, text: "N" }))).toBe("FORBIDDEN");
    await Workspace.removeRole(f.admin, { key: "bo" });
    later(f);
    expect(await codeOf(Ticket.get(agentCtx(f, boId), own))).toBe("FORBIDDEN");
  });

  test("nobody gives or takes what they do not hold as far themselves", async () => {
    const f = await makeDesk();
    const bo = await somebody(f, [
      { permission: "role:manage", scope: "all" },
      { permission: "agent:manage", scope: "all" },
      { permission: "agent:read", scope: "all" },
      { permission: "ticket:read", scope: "team" },
      { permission: "workspace:read", scope: "all" },
    ]);
    const define = (ctx: Ctx, permission: string, scope: "own" | "team" | "all", key = "made") =>
      codeOf(Workspace.defineRole(ctx, { key, label: "Made", grants: [{ permission, scope }] }));
    expect(await define(bo, "ticket:read", "team")).toBe("done");
    expect(await define(bo, "ticket:read", "all")).toBe("FORBIDDEN");
    expect(await define(bo, "ticket:redact", "own")).toBe("FORBIDDEN");
    // Nor is a role that gives more taken away, or made to give less.
    expect(await define(f.admin, "ticket:redact", "all", "strong")).toBe("done");
    expect(await define(bo, "ticket:read", "own", "strong")).toBe("FORBIDDEN");
    expect(await codeOf(Workspace.removeRole(bo, { key: "strong" }))).toBe("FORBIDDEN");
    const give = (customRoles: string[]) =>
      codeOf(Agent.changeRoles(bo, { agentId: f.agentId, roles: [], customRoles }));
    // Ada is a representative, which is more than Bo is: Bo may not take that from her either.
    expect(await give(["made"])).toBe("FORBIDDEN");
    const person = { name: "Cy", email: "cy@northwind.example", roles: [] };
    expect(await codeOf(Agent.create(bo, { ...person, customRoles: ["strong"] }))).toBe("FORBIDDEN");
    expect(await codeOf(Agent.create(bo, { ...person, customRoles: ["made"] }))).toBe("done");
  });

  test.each([
    ["a built-in role's key", { key: "admin", grants: [{ permission: "ticket:read", scope: "all" }] }, "key"],
    [
      "a permission there is not",
      { key: "x", grants: [{ permission: "ticket:fly", scope: "all" }] },
      "grants.0.permission",
    ],
    [
      "a permission twice",
      {
        key: "x",
        grants: [
          { permission: "ticket:read", scope: "all" },
          { permission: "ticket:read", scope: "own" },
        ],
      },
      "grants.1.permission",
    ],
    ["no permission", { key: "x", grants: [] }, "grants"],
    ...[...PLATFORM_PERMISSIONS].map(
      (permission) =>
        [
          `the platform's own ${permission}`,
          { key: "x", grants: [{ permission, scope: "all" }] },
          "grants.0.permission",
        ] as const,
    ),
  ] as const)("%s is refused with its place", async (_, role, path) => {
    const f = await makeDesk();
    const input = { ...role, label: "X", grants: [...role.grants] } as Parameters<typeof Workspace.defineRole>[1];
    await expect(Workspace.defineRole(f.system, input)).rejects.toMatchObject({
      code: "VALIDATION",
      issues: [{ path: path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part)) }],
    });
  });

  test("an agent needs some role, and never gets one that there is not", async () => {
    const f = await makeDesk();
    const change = (customRoles: string[]) =>
      codeOf(Agent.changeRoles(f.admin, { agentId: f.agentId, roles: [], customRoles }));
    expect(await change([])).toBe("VALIDATION");
    expect(await change(["ghost"])).toBe("VALIDATION");
  });
});

describe("personal data of customers", () => {
  const MARKS = ["eve@example.com", "+4930901820", "customer-77", "@eve", "other@acme.example", "zoe@example.com"];

  test("is nowhere in what somebody reads who may not read it, and all of it in what others read", async () => {
    const f = await makeDesk();
    const { customerId, ticketId, companyId, inboundId } = await given(f);
    for (const identity of [
      { kind: "PHONE", value: "+4930901820" },
      { kind: "EXTERNAL", value: "customer-77" },
      { kind: "SOCIAL", network: "mastodon", value: "@eve" },
    ] as const)
      await Customer.addIdentity(f.agent, { customerId, identity });
    await Customer.changeAttributes(f.agent, { customerId, values: { seeded: "secret-attribute" } });
    await Ticket.addCc(f.agent, { ticketId, address: "boss@acme.example" });
    const every = [
      "ticket:read",
      "ticket:read_notes",
      "ticket:read_audit",
      "customer:read",
      "customer:write",
      "customer:merge",
      "customer:note",
      "company:read",
      "mail:read",
      "workspace:read_log",
      "agent:read",
    ];
    const grants = every.map((permission) => ({ permission, scope: "all" as const }));
    const blind = await somebody(f, grants);
    const seeing = await somebody(f, [...grants, { permission: "customer:read_personal", scope: "all" }], "Cy");
    const range = { from: 0, to: f.clock.now() + HOUR };
    const reads = async (ctx: Ctx): Promise<string> => {
      const [inbound] = (await Mail.listInbound(ctx)).edges;
      const log = [];
      for await (const lines of Audit.exportLines(ctx, { ...range, from: f.clock.now() - HOUR })) log.push(lines);
      const all = [
        await Customer.get(ctx, customerId),
        await Customer.getMany(ctx, [customerId]),
        await Customer.list(ctx),
        await Customer.listOfCompany(ctx, companyId),
        await Customer.getByEmail(ctx, "eve@example.com"),
        await Customer.attributes(ctx, customerId),
        await Customer.update(ctx, { customerId, name: "Eve E." }),
        await Customer.upsert(ctx, { email: "eve@example.com" }),
        await Ticket.watchers(ctx, ticketId),
        await Ticket.entries(ctx, ticketId),
        await Mail.deliveries(ctx, ticketId),
        await Mail.getInbound(ctx, inboundId),
        inbound,
        log,
      ];
      return JSON.stringify(all);
    };
    const shown = await reads(blind);
    for (const mark of [...MARKS, "secret-attribute", "boss@acme.example"]) expect(shown, mark).not.toContain(mark);
    expect(shown).toContain("e***@example.com");
    const whole = await reads(seeing);
    for (const mark of MARKS.filter((one) => one !== "@eve")) expect(whole, mark).toContain(mark);
    expect(whole).toContain("secret-attribute");
  });

  test("is a customer's own to read", async () => {
    const f = await makeDesk();
    expect((await Customer.get(f.customer, f.customerId)).email).toBe("eve@example.com");
    expect(await Customer.isPersonalShown(f.customer, f.customerId)).toBe(true);
  });

  test("that was shown masked is never taken for the thing itself", async () => {
    const f = await makeDesk();
    const { customerId } = f;
    expect(await codeOf(Customer.upsert(f.agent, { email: "e***@example.com" }))).toBe("VALIDATION");
    const identity = { kind: "EMAIL", value: "e***@example.com" } as const;
    expect(await codeOf(Customer.addIdentity(f.agent, { customerId, identity }))).toBe("VALIDATION");
  });
});

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
