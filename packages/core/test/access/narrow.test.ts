import { describe, expect, test } from "vitest";
import * as Access from "../../src/access/index.ts";
import * as Agent from "../../src/agent/index.ts";
import * as App from "../../src/app/index.ts";
import * as Audit from "../../src/audit/index.ts";
import * as Company from "../../src/company/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { type Ctx, HOUR } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Operation from "../../src/operation/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { given } from "../support/given.ts";
import { idOf } from "../support/invited.ts";
import { somebody } from "../support/role.ts";

useEngine();

const all = (...permissions: readonly string[]) =>
  permissions.map((permission) => ({ permission, scope: "all" as const }));

describe("a permission for one's own alone", () => {
  test("opens no list, no log and no batch of what is everybody's", async () => {
    const f = await makeDesk();
    const { companyId, customerId, inboundId } = await given(f);
    const { object: app } = await App.create(f.admin, { name: "Shop", scopes: [] });
    const range = { from: f.clock.now() - HOUR, to: f.clock.now() + HOUR };
    const wanted: Record<string, (ctx: Ctx) => Promise<unknown>> = {
      "workspace:read_log": (ctx) => Audit.read(ctx, range),
      "role:manage": (ctx) => Access.simulateRole(ctx, { remove: "bo" }),
      "workspace:read": (ctx) => Workspace.config(ctx),
      "agent:read": (ctx) => Agent.list(ctx),
      "company:read": (ctx) => Company.list(ctx),
      "customer:read": (ctx) => Customer.list(ctx),
      "mail:read": (ctx) => Mail.listInbound(ctx),
      "app:manage": (ctx) => App.list(ctx),
      "workspace:configure": (ctx) => Operation.list(ctx),
    };
    const bo = await somebody(
      f,
      Object.keys(wanted).map((permission) => ({ permission, scope: "own" as const })),
    );
    for (const [permission, read] of Object.entries(wanted))
      expect(await codeOf(read(bo)), permission).toBe("FORBIDDEN");
    expect(await codeOf(App.create(bo, { name: "Mine", scopes: [] }))).toBe("FORBIDDEN");
    expect(await codeOf(App.getMany(bo, [app.id]))).toBe("FORBIDDEN");
    expect(await codeOf(Company.getMany(bo, [companyId]))).toBe("FORBIDDEN");
    expect(await codeOf(Company.getByDomain(bo, "acme.example"))).toBe("FORBIDDEN");
    expect(await codeOf(Mail.getManyInbound(bo, [inboundId]))).toBe("FORBIDDEN");
    expect(await codeOf(Audit.detailsOf(bo, []))).toBe("FORBIDDEN");
    const customer = await Customer.get(f.agent, customerId);
    expect(await codeOf(Customer.companyOf(bo, customer))).toBe("FORBIDDEN");
    await Agent.setPresence(f.agent, { state: "ONLINE" });
    const [others, own] = await Agent.getMany(bo, [f.agentId, idOf(bo)]);
    expect([others, own?.id]).toEqual([null, idOf(bo)]);
    expect(await Agent.presences(bo, [f.agentId])).toEqual([{ agentId: f.agentId, state: "OFFLINE" }]);
  });

  test("reads notes, audit and files of no other ticket, and exports and lists no other", async () => {
    const f = await makeDesk();
    const own = (permission: string) => ({ permission, scope: "own" as const });
    const bo = await somebody(f, [
      ...all("ticket:read"),
      ...["ticket:read_notes", "ticket:read_audit", "ticket:export", "ticket:delete"].map(own),
    ]);
    const [mine, theirs] = [await f.openTicket(), await f.openTicket()];
    await Ticket.assign(f.admin, { ticketId: mine.id, assigneeId: idOf(bo) });
    for (const { id: ticketId } of [mine, theirs]) await Ticket.note(f.agent, { ticketId, text: "Between us." });
    const [note] = (await Ticket.entries(f.agent, theirs.id, {}, { show: ["NOTES"] })).edges;
    const reads = (ticketId: string) => async (show: Ticket.Shown[]) =>
      codeOf(Ticket.entries(bo, ticketId, {}, { show }));
    expect(await reads(theirs.id)(["NOTES"])).toBe("FORBIDDEN");
    expect(await reads(theirs.id)(["AUDIT"])).toBe("FORBIDDEN");
    expect(await reads(mine.id)(["NOTES"])).toBe("done");
    expect(JSON.stringify(await Ticket.entries(bo, theirs.id))).not.toContain("Between us.");
    expect(JSON.stringify(await Ticket.entries(bo, mine.id))).toContain("Between us.");
    expect(await codeOf(Ticket.entry(bo, note?.node.id ?? ""))).toBe("NOT_FOUND");
    expect(await codeOf(Ticket.transcript(bo, theirs.id, { notes: true }))).toBe("FORBIDDEN");
    expect((await Ticket.transcript(bo, theirs.id)).chain).toBeNull();
    expect((await Ticket.transcript(bo, mine.id, { notes: true })).chain).not.toBeNull();
    expect(await codeOf(Ticket.fields(bo, theirs.id, f.clock.now()))).toBe("FORBIDDEN");
    const { lines } = await Ticket.exportPage(bo);
    expect([lines.includes(mine.id), lines.includes(theirs.id)]).toEqual([true, false]);
    for (const { id: ticketId } of [mine, theirs]) await Ticket.remove(f.admin, { ticketId });
    expect((await Ticket.listDeleted(bo)).edges.map(({ node }) => node.id)).toEqual([mine.id]);
  });
});
