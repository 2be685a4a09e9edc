import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { DAY, HOUR, MINUTE } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { acknowledging, arrives, BUILTIN, read, reasonsOf } from "../support/automatic.ts";
import { codeOf, type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { arrivalOf, inboundMail } from "../support/mail.ts";

useEngine();

describe("a new ticket by mail", () => {
  test("is acknowledged: threaded, with the number, and marked as a machine's", async () => {
    const f = await acknowledging();
    const { ticketId } = await arrives(f, { headers: { "Message-ID": "<first@example.com>" } });
    const mail = await read(f.outbox[0]);
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    expect(f.outbox[0]).toMatchObject({ from: SUPPORT, to: ["eve@example.com"] });
    expect(mail.subject).toBe("Re: Chain slips [#1]");
    expect(mail.inReplyTo).toBe("<first@example.com>");
    expect(header("auto-submitted")).toBe("auto-replied");
    expect(header("precedence")).toBe("bulk");
    expect(header("reply-to")).toMatch(/support\+[0-9a-z]{36}@/);
    expect(mail.text).toContain("Hello Eve,");
    expect(mail.text).toContain("#1.");
    expect(mail.text).not.toContain("by");
    const [answer] = await Mail.automaticAnswers(f.agent, ticketId);
    expect(answer).toMatchObject({ purpose: "ACKNOWLEDGEMENT", answered: true, reason: null });
    expect(answer?.template).toBe("builtin.acknowledgement");
    const [delivery] = (await Mail.deliveries(f.agent, ticketId)).edges;
    expect(delivery?.node).toMatchObject({ id: answer?.deliveryId, purpose: "ACKNOWLEDGEMENT", status: "SENT" });
    expect((await Ticket.get(f.agent, ticketId)).status).toBe("NEW");
  });

  test("says by when to expect an answer, in the customer's language and on their clock", async () => {
    const f = await acknowledging();
    const policy = { key: "p", label: "P", targets: [{ metric: "FIRST_RESPONSE" as const, minutes: 240 }] };
    await Workspace.configureRouting(f.admin, { slaPolicies: [policy] });
    const profile = { customerId: f.customerId, locale: "de-AT", timeZone: "Europe/Vienna" };
    await Customer.update(f.admin, profile);
    await arrives(f);
    expect((await read(f.outbox[0])).text).toContain("Sie hören von uns bis 2. November 2026 um 14:00.");
  });

  test("in the address's language where the customer's is not known", async () => {
    const f = await acknowledging(BUILTIN, { locale: "nl", brand: "Noordenwind" });
    await arrives(f);
    expect((await read(f.outbox[0])).text).toMatch(/^Hallo Eve,[\s\S]*Noordenwind/);
  });

  test("with the HTML of its template, where nothing of the customer's is markup, and nothing of the admin's a script", async () => {
    const f = await acknowledging();
    const html = "<p>Hi {{ customer.name }}</p><script>alert(1)</script>";
    await Workspace.defineTemplate(f.admin, { key: "t", name: "T", bodies: [{ locale: "en", text: "Hi", html }] });
    await Workspace.changeAddress(f.admin, { address: SUPPORT, acknowledgement: { open: "t" } });
    await Customer.update(f.admin, { customerId: f.customerId, name: "<img src=x onerror=y>" });
    await arrives(f);
    const mail = await read(f.outbox[0]);
    expect(mail.html).toContain("&lt;img");
    expect(mail.html).not.toMatch(/<script|<img/);
  });

  test.each([
    ["open", "2026-11-02T09:00:00Z", "in hours"],
    ["closed", "2026-11-02T20:00:00Z", "out of hours"],
    ["a holiday", "2026-12-25T10:00:00Z", "holiday"],
    ["a date that is otherwise", "2026-12-28T10:00:00Z", "holiday"],
  ])("takes the text for when the desk is %s", async (_, time, expected) => {
    const f = await makeDesk();
    const interval = (day: "MON" | "FRI") => ({ day, from: "09:00", to: "17:00" });
    await Workspace.configureRouting(f.admin, {
      calendars: [
        {
          key: "shop",
          label: "Shop",
          timeZone: "UTC",
          intervals: [interval("MON"), interval("FRI")],
          holidays: [{ on: "12-25" }],
          overrides: [{ date: "2026-12-28", intervals: [] }],
        },
      ],
    });
    for (const [key, text] of [
      ["a", "in hours"],
      ["b", "out of hours"],
      ["c", "holiday"],
    ] as const)
      await Workspace.defineTemplate(f.admin, { key, name: key, bodies: [{ locale: "en", text }] });
    const acknowledgement = { open: "a", closed: "b", holiday: "c", calendar: "shop" };
    await Workspace.changeAddress(f.admin, { address: SUPPORT, acknowledgement });
    f.clock.advance(Date.parse(time) - f.clock.now());
    await arrives(f);
    expect((await read(f.outbox[0])).text?.trim()).toBe(expected);
  });
});

describe("nothing goes out, and the reason stays", () => {
  test.each([
    ["a machine's mail", { headers: { "Auto-Submitted": "auto-generated" } }, "AUTO_SUBMITTED"],
    ["a mail to many", { headers: { Precedence: "bulk" } }, "PRECEDENCE"],
    ["a list", { headers: { "List-Id": "<a.example>" } }, "LIST_ID"],
    ["a mail that wants none", { headers: { "X-Auto-Response-Suppress": "All" } }, "RESPONSE_SUPPRESS"],
    ["a mail without a way back", { envelopeFrom: "" }, "NULL_RETURN_PATH"],
    ["an absence note", { headers: { Subject: "Out of office: Chain" } }, "AUTOMATIC"],
    ["a forged sender", { verdicts: { dmarc: "FAIL" } }, "DMARC_FAIL"],
  ] as const)("%s", async (_, arrival, reason) => {
    const f = await acknowledging();
    const { ticketId } = await arrives(f, arrival);
    expect(await reasonsOf(f, ticketId)).toEqual([reason]);
    expect(f.outbox).toEqual([]);
  });

  test("an address that says nothing about it: it is off until it is wanted", async () => {
    const f = await acknowledging(null);
    const { ticketId } = await arrives(f);
    expect(await reasonsOf(f, ticketId)).toEqual([]);
    await Workspace.addAddress(f.admin, { address: "sales@acme.example", name: "Sales" });
    await Workspace.changeAddress(f.admin, { address: "sales@acme.example", acknowledgement: BUILTIN });
    const later = await arrives(f);
    // Another address answers: that this one does not is somebody's choice, and on record.
    expect(await reasonsOf(f, later.ticketId)).toEqual(["NO_TEMPLATE"]);
    expect(f.outbox).toEqual([]);
  });

  test("a ticket that the desk opened, one that is spam, one that was answered, one of yesterday", async () => {
    const f = await acknowledging();
    const opened = await f.openTicket();
    expect(await Mail.acknowledge(f.system, { ticketId: opened.id, sequence: 1 })).toMatchObject({
      reason: "NOT_BY_MAIL",
    });
    const spam = await inboundMail(f);
    await Ticket.markSpam(f.agent, { ticketId: spam.ticketId });
    const replied = await inboundMail(f);
    await Ticket.reply(f.agent, { ticketId: replied.ticketId, text: "Which gear?" });
    const old = await inboundMail(f);
    for (const { ticketId } of [spam, replied]) await Mail.acknowledge(f.system, { ticketId, sequence: 1 });
    f.clock.advance(DAY + MINUTE);
    await Mail.acknowledge(f.system, { ticketId: old.ticketId, sequence: 1 });
    expect(await reasonsOf(f, spam.ticketId)).toEqual(["SPAM"]);
    expect(await reasonsOf(f, replied.ticketId)).toEqual(["ANSWERED"]);
    expect(await reasonsOf(f, old.ticketId)).toEqual(["LATE"]);
    expect(f.outbox).toEqual([]);
  });

  test("a suppressed address, whoever was suppressed", async () => {
    const f = await acknowledging();
    await Customer.suppress(f.admin, { customerId: f.customerId, reason: "BOUNCE" });
    const { ticketId } = await arrives(f);
    await Mail.suppressAddress(f.admin, { address: "zoe@example.com" });
    const zoe = { headers: { From: "Zoe <zoe@example.com>" }, envelopeFrom: "zoe@example.com" };
    const other = await arrives(f, zoe);
    expect([await reasonsOf(f, ticketId), await reasonsOf(f, other.ticketId)]).toEqual([
      ["SUPPRESSED"],
      ["SUPPRESSED"],
    ]);
    expect(f.outbox).toEqual([]);
  });

  test("to nobody who may not read mail is it told", async () => {
    const f = await acknowledging();
    const { ticketId } = await arrives(f);
    expect(await codeOf(Mail.automaticAnswers(f.customer, ticketId))).toBe("FORBIDDEN");
    expect(await codeOf(Mail.acknowledge(f.agent, { ticketId, sequence: 1 }))).toBe("FORBIDDEN");
  });
});

describe("what a customer adds out of hours", () => {
  const closed = async () => {
    const f = await makeDesk();
    const intervals = [{ day: "TUE" as const, from: "09:00", to: "17:00" }];
    await Workspace.configureRouting(f.admin, {
      calendars: [{ key: "shop", label: "Shop", timeZone: "UTC", intervals }],
    });
    const acknowledgement = { calendar: "shop" };
    await Workspace.changeAddress(f.admin, { address: SUPPORT, acknowledgement, awayOnReply: "builtin.away" });
    const { ticketId } = await arrives(f, { headers: { "Message-ID": "<first@example.com>" } });
    return { f, ticketId };
  };
  const adds = async (f: Fixture, ticketId: string, headers: Record<string, string> = {}) => {
    await Mail.receive(f.system, arrivalOf({ headers: { "In-Reply-To": "<first@example.com>", ...headers } }));
    const said = (await Ticket.audit(f.admin, ticketId)).edges.length;
    return Mail.acknowledge(f.system, { ticketId, sequence: said });
  };

  test("is told so once in 24 hours; in hours nothing is said", async () => {
    const { f, ticketId } = await closed();
    expect((await adds(f, ticketId))?.reason).toBeNull();
    expect((await read(f.outbox[0])).text).toContain("Nobody is here at the moment");
    f.clock.advance(2 * HOUR);
    expect((await adds(f, ticketId))?.reason).toBe("RECENT");
    f.clock.advance(22 * HOUR + MINUTE);
    expect((await adds(f, ticketId))?.reason).toBe("OPEN");
    f.clock.advance(9 * HOUR);
    expect((await adds(f, ticketId))?.reason).toBeNull();
    expect(await reasonsOf(f, ticketId)).toEqual(["NO_TEMPLATE", null, "RECENT", "OPEN", null]);
    expect(f.outbox).toHaveLength(2);
  });

  test("is not told to machines, and the first message is its ticket's to answer", async () => {
    const { f, ticketId } = await closed();
    expect((await adds(f, ticketId, { "Auto-Submitted": "auto-replied" }))?.reason).toBe("AUTO_SUBMITTED");
    expect(await Mail.acknowledge(f.system, { ticketId, sequence: 2 })).toBeNull();
    expect(f.outbox).toEqual([]);
  });
});
