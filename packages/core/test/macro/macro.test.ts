import { describe, expect, test } from "vitest";
import type { Permission } from "../../src/kernel/index.ts";
import * as Macro from "../../src/macro/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { counted, faulty } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

type Actions = Workspace.DefineMacroInput["actions"];
const bodies = [{ locale: "en", text: "Hi {{ customer.firstName }}, see ticket {{ ticket.number }}." }];

async function withMacro(actions: Actions, more: Partial<Workspace.DefineMacroInput> = {}) {
  const f = await makeDesk();
  await Workspace.defineTeam(f.admin, { key: "workshop", label: "Workshop" });
  await Workspace.defineField(f.admin, {
    on: "TICKET",
    key: "cause",
    label: "Cause",
    type: "TEXT",
    requiredOnResolve: true,
  });
  await Workspace.defineMacro(f.admin, { key: "m", name: "M", bodies, actions, ...more });
  const { id: ticketId } = await f.openTicket({ tags: ["old"] });
  return { f, ticketId };
}

const typesOf = async (f: Fixture, ticketId: string) =>
  (await Ticket.audit(f.admin, ticketId)).edges.map(({ node }) => node.type).reverse();

const ALL: Actions = [
  { resolve: {} },
  { tag: { tags: ["Recall"] } },
  { untag: { tags: ["old"] } },
  { changePriority: { priority: "HIGH" } },
  { changeTeam: { team: "workshop" } },
  { assignToMe: {} },
  { changeCategory: { category: "gears" } },
  { changeFields: { values: { cause: "chain" } } },
];

describe("a macro", () => {
  test("says and does everything in one commit, whatever order it lists it in", async () => {
    const { f, ticketId } = await withMacro(ALL);
    const { object } = await Macro.apply(f.agent, { ticketId, macro: "m" });
    expect(object).toMatchObject({
      status: "RESOLVED",
      tags: ["recall"],
      priority: "HIGH",
      teamId: "workshop",
      assigneeId: f.agentId,
      category: "gears",
    });
    expect(await Ticket.fields(f.agent, ticketId)).toMatchObject([{ key: "cause", value: "chain" }]);
    expect(await typesOf(f, ticketId)).toEqual([
      "ticket.opened",
      "ticket.message_received",
      "ticket.macro_applied",
      "ticket.fields_changed",
      "ticket.category_changed",
      "ticket.tags_changed",
      "ticket.tags_changed",
      "ticket.priority_changed",
      "ticket.team_changed",
      "ticket.assigned",
      "ticket.replied",
      "ticket.resolved",
    ]);
    const [{ node } = {}] = (await Ticket.entries(f.agent, ticketId, {}, { show: ["MESSAGES"] })).edges;
    expect(node?.words?.text).toBe("Hi Eve, see ticket 1.");
    const applied = (await Ticket.audit(f.admin, ticketId)).edges.find(({ node: n }) => n.type.endsWith("applied"));
    expect(applied?.node.facts).toMatchObject({ macro: "m", says: true });
    expect((await Ticket.verify(f.admin, ticketId)).valid).toBe(true);
  });

  test("does it to one call once, and to nothing that is so already", async () => {
    const { f, ticketId } = await withMacro([{ tag: { tags: ["a"] } }], { bodies: undefined });
    const call = () => Macro.apply(f.agent, { ticketId, macro: "m", idempotencyKey: "k" });
    const [first, second] = [await call(), await call()];
    expect([first.replayed, second.replayed]).toEqual([false, true]);
    expect(second.entryIds).toEqual(first.entryIds);
    expect((await Macro.apply(f.agent, { ticketId, macro: "m" })).entryIds).toEqual([]);
    const other = Macro.apply(f.agent, { ticketId, macro: "m", locale: "de", idempotencyKey: "k" });
    expect(await codeOf(other)).toBe("IDEMPOTENCY_MISMATCH");
  });

  test("as a note stays with the desk and leaves the status to its actions", async () => {
    const { f, ticketId } = await withMacro([{ changeStatus: { status: "WAITING_ON_THIRD_PARTY" } }], { kind: "NOTE" });
    const { object } = await Macro.apply(f.agent, { ticketId, macro: "m" });
    expect(object.status).toBe("WAITING_ON_THIRD_PARTY");
    expect(await typesOf(f, ticketId)).toContain("ticket.noted");
    expect(await typesOf(f, ticketId)).not.toContain("ticket.replied");
  });

  test.each([
    ["leaves it with the customer by itself", [], "WAITING_ON_CUSTOMER"],
    ["or where an action says", [{ changeStatus: { status: "OPEN" } }], "OPEN"],
    ["with somebody else, too", [{ changeStatus: { status: "WAITING_ON_THIRD_PARTY" } }], "WAITING_ON_THIRD_PARTY"],
  ] as const)("as an answer %s", async (_, actions, status) => {
    const { f, ticketId } = await withMacro([...actions] as Actions);
    expect((await Macro.apply(f.agent, { ticketId, macro: "m" })).object.status).toBe(status);
  });
});

describe("one part refused is all refused: no event and no mail", () => {
  const nothing = async ({ f, ticketId }: Awaited<ReturnType<typeof withMacro>>, code: string, ctx = f.agent) => {
    const before = await typesOf(f, ticketId);
    expect(await codeOf(Macro.apply(ctx, { ticketId, macro: "m" }))).toBe(code);
    expect(await typesOf(f, ticketId)).toEqual(before);
    await Mail.sendReply(f.system, { ticketId, sequence: before.length + 2 });
    expect(f.outbox).toEqual([]);
  };

  test("a field that resolving needs", async () => {
    await nothing(await withMacro([{ tag: { tags: ["a"] } }, { resolve: {} }]), "VALIDATION");
  });

  test("a priority that needs a reason", async () => {
    const made = await withMacro([{ changePriority: { priority: "LOW" } }]);
    const { object } = await Ticket.open(made.f.agent, {
      customerId: made.f.customerId,
      subject: "S",
      text: "T",
      kind: "INCIDENT",
      impact: "HIGH",
      urgency: "HIGH",
    });
    await nothing({ ...made, ticketId: object.id }, "VALIDATION");
  });

  test("a team that went away since", async () => {
    const made = await withMacro([{ tag: { tags: ["a"] } }]);
    await Workspace.defineTeam(made.f.admin, { key: "gone", label: "Gone" });
    await Workspace.defineMacro(made.f.admin, {
      key: "m",
      name: "M",
      bodies,
      actions: [{ changeTeam: { team: "gone" } }],
    });
    expect(await codeOf(Workspace.removeTeam(made.f.admin, { key: "gone" }))).toBe("VALIDATION");
  });

  test("an agent who is not there", async () => {
    await nothing(await withMacro([{ assign: { assigneeId: "agt_01m80gww6k0heac1fnye19vaqy" } }]), "NOT_FOUND");
  });

  test("spam, which nobody answers, and a closed ticket", async () => {
    const made = await withMacro([{ tag: { tags: ["a"] } }]);
    await Ticket.markSpam(made.f.agent, { ticketId: made.ticketId });
    await nothing(made, "TRANSITION");
  });

  test.each([
    ["ticket:reply", [], {}],
    ["ticket:edit", [{ tag: { tags: ["a"] } }], {}],
    ["ticket:assign", [{ changeTeam: { team: "workshop" } }], {}],
    ["ticket:status", [{ changeStatus: { status: "OPEN" } }], {}],
    ["ticket:note", [], { kind: "NOTE" }],
  ] as const)("whoever lacks %s, as its preview said", async (permission, actions, more) => {
    const made = await withMacro([...actions] as Actions, more);
    const grants = await made.f.agent.grants();
    const held = new Map([...grants].filter(([one]) => one !== (permission as Permission)));
    const ctx = { ...made.f.agent, grants: async () => held };
    const { missing } = await Macro.preview(ctx, { ticketId: made.ticketId, macro: "m" });
    expect(missing).toEqual([permission]);
    await nothing(made, "FORBIDDEN", ctx);
  });

  test("losing the table before or after any call is all or nothing, and the same call again does the rest once", async () => {
    const probe = await withMacro(ALL);
    const { table, calls } = counted(probe.f.table);
    await Macro.apply(probe.f.over(table).as(probe.f.agent.actor), { ticketId: probe.ticketId, macro: "m" });
    const writes = calls().flatMap(({ name }, i) => (name === "transact" ? [i + 1] : []));
    for (const at of writes) {
      for (const when of ["before", "after"] as const) {
        const { f, ticketId } = await withMacro(ALL);
        const crash = faulty(f.table, ({ number }) => (number < at ? undefined : number === at ? when : "before"));
        const input = { ticketId, macro: "m", idempotencyKey: "once" };
        await Macro.apply(f.over(crash).as(f.agent.actor), input).catch(() => null);
        const half = (await typesOf(f, ticketId)).length;
        expect([2, 12]).toContain(half);
        await Macro.apply(f.agent, input);
        expect(await typesOf(f, ticketId)).toHaveLength(12);
      }
    }
  }, 30_000);
});

describe("a macro that is defined", () => {
  test.each([
    ["nothing at all", { bodies: undefined, actions: [] }],
    ["two sorts of words", { template: "t" }],
    ["two actions of one subject", { actions: [{ assignToMe: {} }, { unassign: {} }] }],
    ["two things in one action", { actions: [{ assignToMe: {}, tag: { tags: ["a"] } }] }],
    ["a team there is not", { actions: [{ changeTeam: { team: "none" } }] }],
    ["a field there is not", { actions: [{ changeFields: { values: { none: "x" } } }] }],
    ["a status there is not", { actions: [{ changeStatus: { customStatus: "none" } }] }],
    ["no status", { actions: [{ changeStatus: {} }] }],
    ["a template there is not", { bodies: undefined, template: "none" }],
    ["words that are no Liquid", { bodies: [{ locale: "en", text: "{{ x" }] }],
    ["a variable there is not", { bodies: [{ locale: "en", text: "{{ x }}" }] }],
  ] as [string, Partial<Workspace.DefineMacroInput>][])("is refused: %s", async (_, input) => {
    const { f } = await withMacro([]);
    const refused = Workspace.defineMacro(f.admin, { key: "n", name: "N", bodies, ...input });
    expect(await codeOf(refused)).toBe("VALIDATION");
  });

  test("is the admins' to define, and whoever has what it needs applies it", async () => {
    const { f, ticketId } = await withMacro([]);
    expect(await codeOf(Workspace.defineMacro(f.agent, { key: "n", name: "N", bodies }))).toBe("FORBIDDEN");
    expect(await codeOf(Macro.apply(f.customer, { ticketId, macro: "m" }))).toBe("FORBIDDEN");
    expect(await codeOf(Macro.apply(f.agent, { ticketId, macro: "none" }))).toBe("NOT_FOUND");
    expect((await Macro.preview(f.agent, { ticketId, macro: "m" })).rendered?.text).toBe("Hi Eve, see ticket 1.");
  });
});
