import { describe, expect, test } from "vitest";
import * as Audit from "../../src/audit/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { type Ctx, HOUR } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { given } from "../support/given.ts";
import { somebody } from "../support/role.ts";

useEngine();

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

  test("is not everybody's for whoever reads that of their own alone, nor hidden in what a mail server says", async () => {
    const f = await makeDesk();
    const { deliveryId, ticketId } = await given(f);
    const recipients = [{ address: "eve@example.com", diagnostic: "550 5.1.1 <eve@example.com>: user unknown" }];
    await Mail.recordFeedback(f.system, { deliveryId, kind: "bounced", recipients });
    const permissions = ["ticket:read", "ticket:read_notes", "mail:read", "customer:read", "workspace:read_log"];
    const grants = permissions.map((permission) => ({ permission, scope: "all" as const }));
    const blind = await somebody(f, grants);
    const narrow = await somebody(f, [...grants, { permission: "customer:read_personal", scope: "own" }], "Cy");
    await Ticket.addCc(f.agent, { ticketId, address: "boss@acme.example" });
    const reads = async (ctx: Ctx): Promise<string> => {
      const log = [];
      for await (const lines of Audit.exportLines(ctx, { from: f.clock.now() - HOUR, to: f.clock.now() }))
        log.push(lines);
      const all = [
        await Mail.deliveries(ctx, ticketId),
        await Mail.listInbound(ctx),
        await Ticket.watchers(ctx, ticketId),
      ];
      return JSON.stringify([all, log]);
    };
    expect(await reads(f.system)).toContain("<eve@example.com>: user unknown");
    for (const ctx of [blind, narrow]) {
      const shown = await reads(ctx);
      expect(shown).toContain("<e***@example.com>: user unknown");
      for (const mark of [...MARKS, "boss@acme.example"]) expect(shown, mark).not.toContain(mark);
    }
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
