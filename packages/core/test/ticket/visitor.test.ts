import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { actorCode, actorFromCode, type Ctx, isCustomer, refOf } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

async function visiting(f: Fixture): Promise<{ visitor: Ctx; customerId: string; ticketId: string }> {
  const customerId = (await Customer.visit(f.system, { visitorId: "0123456789abcdef" })) ?? "";
  const visitor = f.as({ kind: "visitor", workspaceId: "main", customerId });
  const { object } = await Ticket.open(visitor, { customerId, subject: "Hi", text: "Anybody?" });
  await Ticket.note(f.agent, { ticketId: object.id, text: "Sounds lost." });
  await Ticket.reply(f.agent, { ticketId: object.id, text: "We are here." });
  return { visitor, customerId, ticketId: object.id };
}

describe("a visitor", () => {
  test("has what a customer has of their own, and nothing that is internal", async () => {
    const f = await makeDesk();
    const { visitor, ticketId, customerId } = await visiting(f);
    const customer = f.as({ kind: "customer", workspaceId: "main", customerId });
    const told = async (ctx: Ctx) => ({
      entries: await Ticket.entries(ctx, ticketId),
      list: await Ticket.listByActivity(ctx),
      label: (await Ticket.statusLabels(ctx))(await Ticket.get(ctx, ticketId)),
    });
    expect(await told(visitor)).toEqual(await told(customer));
    expect(JSON.stringify(await told(visitor))).not.toContain("lost");
    expect(await codeOf(Ticket.listByActivity(visitor, { tags: ["vip"] }))).toBe(
      await codeOf(Ticket.listByActivity(customer, { tags: ["vip"] })),
    );
    for (const ctx of [visitor, customer]) {
      expect(await codeOf(Ticket.audit(ctx, ticketId))).toBe("FORBIDDEN");
      expect(await codeOf(Ticket.note(ctx, { ticketId, text: "N" }))).toBe("FORBIDDEN");
      expect(await codeOf(Ticket.open(ctx, { customerId, subject: "S", text: "T", priority: "URGENT" }))).toBe(
        "FORBIDDEN",
      );
      expect(await codeOf(Ticket.open(ctx, { customerId: f.customerId, subject: "S", text: "T" }))).toBe("NOT_FOUND");
      expect(await codeOf(Customer.get(ctx, f.customerId))).toBe("NOT_FOUND");
    }
  });

  test("sees no more when they were merged into somebody; that somebody sees what the visitor began", async () => {
    const f = await makeDesk();
    const { visitor, ticketId, customerId } = await visiting(f);
    const { id: other } = await f.openTicket();
    const merged = await Customer.signIn(f.system, { customerId: f.customerId, visitorId: "0123456789abcdef" });
    expect(merged).toBe(f.customerId);
    const later = f.over(f.table).as(visitor.actor);
    expect(await codeOf(Ticket.get(later, other))).toBe("NOT_FOUND");
    expect(await codeOf(Ticket.get(later, ticketId))).toBe("done");
    expect(await codeOf(Ticket.get(f.over(f.table).as(f.customer.actor), ticketId))).toBe("done");
    expect(await Customer.visit(f.system, { visitorId: "0123456789abcdef" })).toBeNull();
    expect((await Customer.get(f.system, customerId)).merged?.into).toBe(f.customerId);
  });

  test("stands in events as a visitor", () => {
    const ref = refOf({ kind: "visitor", workspaceId: "main", customerId: "cus_x" });
    expect(actorFromCode(actorCode(ref))).toEqual({ kind: "visitor", id: "cus_x" });
    expect(isCustomer({ kind: "system", workspaceId: "main", name: "x" })).toBe(false);
  });
});
