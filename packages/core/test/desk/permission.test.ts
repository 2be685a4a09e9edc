import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { type Actor, PERMISSIONS } from "../../src/kernel/index.ts";
import type { TablePort } from "../../src/port/index.ts";
import { type Call, faulty } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { MODULES, NOT_OPERATIONS, WRITES } from "../support/catalogue.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { given } from "../support/given.ts";
import { READS } from "../support/reads.ts";

useEngine();

const OPERATIONS = { ...WRITES, ...READS };
const WRITING = new Set(["transact", "write", "add"]);

/** Operations that are about the workspace as such. */
const TAKE_NO_ID = new Set([
  ...Object.keys(OPERATIONS).filter((name) => name.startsWith("workspace.") || name.endsWith(".list")),
  "agent.create",
  "agent.recountAdmins",
  "agent.enlist",
  "routing.startSweep",
  "routing.adopt",
  "key.invite",
  "key.acceptInvitation",
  "key.issueClaim",
  "key.claimDesk",
  "key.mint",
  "customer.upsert",
  "customer.getByEmail",
  "customer.getByIdentity",
  "customer.companyOf",
  "customer.companiesOf",
  "company.create",
  "company.getByDomain",
  "attachment.requestUpload",
  "mail.receive",
  "mail.listInbound",
  "audit.read",
  "audit.exportPage",
  "audit.exportLines",
  "republish.republish",
  "ticket.myWork",
  "ticket.unassigned",
  "ticket.listByActivity",
  "ticket.listSpam",
  "ticket.listDeleted",
  "ticket.getByNumber",
  "ticket.exportPage",
  "ticket.exportLines",
  "view.create",
  "count.recount",
  "count.counts",
  "count.viewCounts",
  "ticket.statusLabels",
  "sla.dueSoon",
  "sla.compliance",
  "sla.startSweep",
  "escalation.mine",
]);

/** A table that notes every call that could write. */
function watched(table: TablePort): { table: TablePort; writes: Call[]; calls: Call[] } {
  const [writes, calls]: Call[][] = [[], []];
  const seen = faulty(table, (call) => {
    calls?.push(call);
    if (WRITING.has(call.name)) writes?.push(call);
    return undefined;
  });
  return { table: seen, writes: writes ?? [], calls: calls ?? [] };
}

test("every exported function is an operation under test, or named as none", () => {
  const exported = Object.entries(MODULES).flatMap(([module, exports]) =>
    Object.entries(exports)
      .filter(([, value]) => typeof value === "function")
      .map(([name]) => `${module}.${name}`),
  );
  const known = new Set([...Object.keys(OPERATIONS), ...NOT_OPERATIONS]);
  expect(exported.filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !exported.includes(name))).toEqual([]);
});

describe("an actor without any permission", () => {
  const powerless: readonly [string, (f: Fixture) => Actor][] = [
    ["an app without scopes", () => ({ kind: "app", workspaceId: "main", appId: "app_x", scopes: [] })],
    [
      "an app with made-up scopes",
      () => ({ kind: "app", workspaceId: "main", appId: "app_x", scopes: ["*", "ticket"] }),
    ],
    [
      "an agent nobody knows",
      () => ({ kind: "agent", workspaceId: "main", agentId: "agt_01m80gww6eh7w4kg0h35xbrqhv" }),
    ],
  ];
  test.each(powerless)(
    "%s is refused by every operation before anything but who they are is read",
    async (_, actor) => {
      const f = await makeDesk();
      const ids = await given(f);
      for (const [name, call] of Object.entries(OPERATIONS)) {
        const { table, writes, calls } = watched(f.table);
        const ctx = f.over(table).as(actor(f));
        const code = await codeOf(call(ctx, ids, {}));
        expect(`${name} ${code} ${writes.length}`).toBe(`${name} FORBIDDEN 0`);
        expect(
          calls.every((one) => one.name === "get"),
          name,
        ).toBe(true);
      }
    },
  );

  test("a suspended agent may do nothing, at most a minute later", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await Agent.suspend(f.admin, { agentId: f.agentId });
    f.clock.advance(60_000);
    const later = f.as({ kind: "agent", workspaceId: "main", agentId: f.agentId });
    expect(await codeOf(Ticket.get(later, id))).toBe("FORBIDDEN");
  });
});

test("ids of another workspace are ids that never existed, for every operation", async () => {
  const f = await makeDesk();
  const ids = await given(f);
  const other = await makeDesk("globex", { table: f.table });
  const unknown = await given(await makeDesk("third", { table: f.table }));
  for (const [name, call] of Object.entries(OPERATIONS).filter(([operation]) => !TAKE_NO_ID.has(operation))) {
    const foreign = await outcome(call(other.system, ids, {}));
    const never = await outcome(call(other.system, unknown, {}));
    expect(`${name} ${foreign}`).toBe(`${name} ${never}`);
  }
  expect((await Ticket.audit(f.agent, ids.ticketId)).edges).toHaveLength(4);
});

test("an actor of one workspace has no power in another", async () => {
  const f = await makeDesk();
  const ids = await given(f);
  const crossed = { ...f.admin, workspaceId: "globex" };
  for (const [name, call] of Object.entries(OPERATIONS)) {
    expect(`${name} ${await codeOf(call(crossed, ids, {}))}`).toBe(`${name} FORBIDDEN`);
  }
});

describe("a customer", () => {
  test("reads own tickets without notes and audit, and nobody else's at all", async () => {
    const f = await makeDesk();
    const own = await f.openTicket();
    await Ticket.note(f.agent, { ticketId: own.id, text: "internal" });
    const stranger = f.as({ kind: "customer", workspaceId: "main", customerId: "cus_01m80gww6k0heac1fnye19vaqy" });
    expect((await Ticket.entries(f.customer, own.id)).edges.map(({ node }) => node.type)).toEqual([
      "ticket.message_received",
      "ticket.opened",
    ]);
    expect(await codeOf(Ticket.audit(f.customer, own.id))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.get(stranger, own.id))).toBe("NOT_FOUND");
    expect((await Ticket.listByActivity(stranger)).edges).toEqual([]);
    expect((await Ticket.listOfCustomer(stranger, f.customerId)).edges).toEqual([]);
    expect((await Ticket.unassigned(stranger)).edges).toEqual([]);
    expect(await Ticket.getByNumber(stranger, own.number)).toBeNull();
    expect(await codeOf(Ticket.reply(f.customer, { ticketId: own.id, text: "x" }))).toBe("FORBIDDEN");
  });

  test("opens tickets for nobody else, and never speaks as the desk", async () => {
    const f = await makeDesk();
    const ids = await given(f);
    const input = { customerId: ids.customerId, subject: "S", text: "T" };
    const stranger = f.as({ kind: "customer", workspaceId: "main", customerId: "cus_01m80gww6k0heac1fnye19vaqy" });
    expect(await codeOf(Ticket.open(f.customer, input))).toBe("done");
    expect(await codeOf(Ticket.open(f.customer, { ...input, from: "AGENT" }))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.open(stranger, input))).toBe("NOT_FOUND");
  });
});

test("nobody grants more than they hold", async () => {
  const f = await makeDesk();
  const manager = await Agent.create(f.admin, { name: "Mo", email: "mo@northwind.example", roles: ["manager"] });
  const ctx = f.as({ kind: "agent", workspaceId: "main", agentId: manager.object.id });
  expect(await codeOf(Agent.create(ctx, { name: "X", email: "x@northwind.example", roles: ["admin"] }))).toBe(
    "FORBIDDEN",
  );
  expect(await codeOf(Agent.changeRoles(ctx, { agentId: manager.object.id, roles: ["admin"] }))).toBe("FORBIDDEN");
  expect(await codeOf(Agent.changeRoles(ctx, { agentId: f.agentId, roles: ["team_lead"] }))).toBe("done");
});

test("a refusal names the permission, and there is a description of every permission", async () => {
  const f = await makeDesk();
  const ctx = f.as({ kind: "app", workspaceId: "main", appId: "app_x", scopes: ["ticket:read"] });
  await expect(Ticket.note(ctx, { ticketId: (await f.openTicket()).id, text: "x" })).rejects.toMatchObject({
    code: "FORBIDDEN",
    details: { permission: "ticket:note" },
  });
  expect(Object.values(PERMISSIONS).every((says) => says.length > 10)).toBe(true);
});

const ANY_ID = /[a-z]{3}_[0-9a-z]{26}|sha256:[0-9a-f]{64}/g;

const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    (value) =>
      JSON.stringify(value ?? null, (key, item: unknown) =>
        key === "id" || key === "cursor" || key.endsWith("Cursor") ? 0 : item,
      )
        .replace(ANY_ID, "ID")
        .slice(0, 60),
    (e: { code?: string; message: string; issues?: unknown }) =>
      JSON.stringify([e.code, e.message, e.issues]).replace(ANY_ID, "ID"),
  );
