import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { HOUR, MINUTE } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { MailRefusal } from "../../src/port/index.ts";
import { history } from "../../src/table/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { mail, merge, somebody } from "../support/people.ts";

useEngine();

describe("consent", () => {
  test("is kept by category with when it was last given or withdrawn, each change an event", async () => {
    const f = await makeDesk();
    const set = (category: string, granted: boolean) =>
      Customer.setConsent(f.agent, { customerId: f.customerId, category, granted });
    const start = f.clock.now();
    await set("news", true);
    f.clock.advance(HOUR);
    await set("news", true);
    await set("service", false);
    expect((await Customer.get(f.agent, f.customerId)).consents).toEqual({
      news: { granted: true, at: start },
      service: { granted: false, at: start + HOUR },
    });
    const { object } = await set("news", false);
    expect(object.consents?.["news"]).toEqual({ granted: false, at: start + HOUR });
    const changes = (await history(f.system, f.customerId)).filter(({ type }) => type === "customer.consent_changed");
    expect(changes).toHaveLength(3);
  });

  test("is a customer's own to say, and nobody else's", async () => {
    const f = await makeDesk();
    const zoe = await somebody(f, mail("zoe@example.com"));
    const set = (ctx: Fixture["agent"]) =>
      codeOf(Customer.setConsent(ctx, { customerId: f.customerId, category: "news", granted: true }));
    expect(await set(f.customer)).toBe("done");
    expect(await set(zoe.ctx)).toBe("NOT_FOUND");
    expect(await codeOf(Customer.update(f.customer, { customerId: f.customerId, name: "E" }))).toBe("FORBIDDEN");
  });

  test("has a key for a category, and twenty of them at most", async () => {
    const f = await makeDesk();
    const set = (category: string) =>
      codeOf(Customer.setConsent(f.agent, { customerId: f.customerId, category, granted: true }));
    expect(await set("Daily News")).toBe("VALIDATION");
    for (let n = 0; n < 20; n++) expect(await set(`c${n}`)).toBe("done");
    expect(await set("more")).toBe("LIMIT");
    expect(await set("c0")).toBe("done");
  });
});

describe("suppression", () => {
  const toAnswer = async (f: Fixture, customerId = f.customerId) => {
    const { id: ticketId } = await f.openTicket({ customerId });
    await Ticket.reply(f.agent, { ticketId, text: "Which gear?" });
    return { ticketId, sequence: 3 };
  };

  test("an answer is not mailed, and its delivery says why; lifted, the next one is", async () => {
    const f = await makeDesk();
    const { customerId } = f;
    await Customer.suppress(f.agent, { customerId, reason: "BOUNCE" });
    await Customer.suppress(f.agent, { customerId, reason: "REQUEST", note: "By phone." });
    const input = await toAnswer(f);
    const held = { status: "FAILED", diagnostic: expect.stringContaining("suppressed for BOUNCE, REQUEST") as string };
    expect(await Mail.sendReply(f.system, input)).toMatchObject(held);
    await Customer.liftSuppression(f.agent, { customerId, reason: "BOUNCE" });
    expect(await Mail.sendReply(f.system, await toAnswer(f))).toMatchObject({ status: "FAILED" });
    const { object } = await Customer.liftSuppression(f.agent, { customerId, reason: "REQUEST" });
    expect(object).not.toHaveProperty("suppressions");
    expect(f.outbox).toHaveLength(0);
    expect(await Mail.sendReply(f.system, await toAnswer(f))).toMatchObject({ status: "SENT" });
    expect(await Mail.sendReply(f.system, input)).toMatchObject(held);
    expect(f.outbox).toHaveLength(1);
  });

  test("holds for everybody they were merged with", async () => {
    const f = await makeDesk();
    const zoe = await somebody(f, mail("zoe@example.com"));
    const input = await toAnswer(f);
    await Customer.suppress(f.agent, { customerId: zoe.id, reason: "COMPLAINT" });
    await merge(f, f.customerId, zoe.id);
    expect(await Mail.sendReply(f.system, input)).toMatchObject({ status: "FAILED" });
  });

  test("that comes while a mail waits for another try ends it", async () => {
    const f = await makeDesk();
    const full = { send: () => Promise.reject(new MailRefusal("throttled", "no room")) };
    const input = await toAnswer(f);
    const waiting = await Mail.sendReply(f.over(f.table, full).as(f.system.actor), input);
    expect(waiting).toMatchObject({ status: "RETRYING" });
    await Customer.suppress(f.agent, { customerId: f.customerId, reason: "REQUEST" });
    f.clock.advance(2 * MINUTE);
    await tick(f.desk);
    const [delivery] = (await Mail.deliveries(f.agent, input.ticketId)).edges;
    expect(delivery?.node).toMatchObject({
      status: "FAILED",
      diagnostic: expect.stringContaining("suppressed") as string,
    });
    expect(f.outbox).toHaveLength(0);
  });

  test("for the same reason again is nothing new, but another note is", async () => {
    const f = await makeDesk();
    const suppress = (note?: string) =>
      Customer.suppress(f.agent, { customerId: f.customerId, reason: "REQUEST", ...(note ? { note } : {}) });
    await suppress("By phone.");
    expect((await suppress()).entryIds).toEqual([]);
    expect((await suppress("By letter.")).object.suppressions).toMatchObject([{ note: "By letter." }]);
    expect((await Customer.liftSuppression(f.agent, { customerId: f.customerId, reason: "BOUNCE" })).entryIds).toEqual(
      [],
    );
  });
});

describe("attributes", () => {
  test("are the values of the company's fields for customers, set and cleared one by one", async () => {
    const f = await makeDesk();
    const { customerId } = f;
    for (const [key, type] of [
      ["frame", "TEXT"],
      ["bikes", "NUMBER"],
    ] as const) {
      await Workspace.defineField(f.admin, { on: "CUSTOMER", key, label: key, type });
    }
    const change = (values: Workspace.FieldChanges) => Customer.changeAttributes(f.agent, { customerId, values });
    expect(await Customer.attributes(f.agent, customerId)).toEqual({});
    await change({ frame: "F-1", bikes: 2 });
    expect((await change({ bikes: 3 })).object.attributeCount).toBe(2);
    expect((await change({ bikes: 3 })).entryIds).toEqual([]);
    expect(await Customer.attributes(f.agent, customerId)).toEqual({ frame: "F-1", bikes: 3 });
    const [event] = (await history(f.system, customerId)).slice(-1);
    expect(event?.payload).toEqual({ keys: ["bikes"], count: 2 });
    await Workspace.removeField(f.admin, { on: "CUSTOMER", key: "frame" });
    expect(await Customer.attributes(f.agent, customerId)).toEqual({ bikes: 3 });
    await expect(change({ frame: "F-2" })).rejects.toMatchObject({
      code: "VALIDATION",
      issues: [{ path: ["values", "frame"] }],
    });
    await expect(change({ bikes: "many" })).rejects.toMatchObject({ issues: [{ path: ["values", "bikes"] }] });
  });
});
