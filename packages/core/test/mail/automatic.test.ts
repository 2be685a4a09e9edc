import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { DAY, HOUR, MINUTE } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { type MailerPort, MailRefusal, type OutgoingMail } from "../../src/port/index.ts";
import { counted, faulty } from "../../src/testing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { type Arrival, arrivalOf, inboundMail } from "../support/mail.ts";

useEngine();

type Acknowledgement = NonNullable<Workspace.SupportAddress["acknowledgement"]>;
const BUILTIN: Acknowledgement = { open: "builtin.acknowledgement" };

async function acknowledging(acknowledgement: Acknowledgement | null = BUILTIN, more: object = {}) {
  const f = await makeDesk();
  if (acknowledgement) await Workspace.changeAddress(f.admin, { address: SUPPORT, acknowledgement, ...more });
  return f;
}

/** A mail that comes in and the reactions that follow it. */
async function arrives(f: Fixture, arrival: Arrival = {}) {
  const { mail, ticketId } = await inboundMail(f, arrival);
  const decided = ticketId ? await Mail.acknowledge(f.system, { ticketId, sequence: 1 }) : null;
  return { mail, ticketId, decided };
}

const read = (mail: OutgoingMail | undefined) => PostalMime.parse(Buffer.from(mail?.raw ?? []));
const reasonsOf = async (f: Fixture, ticketId: string) =>
  (await Mail.automaticAnswers(f.agent, ticketId)).map(({ reason }) => reason);

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
    expect(await reasonsOf(f, ticketId)).toEqual(["NO_TEMPLATE"]);
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

describe("five an hour to one address", () => {
  test("of 20 new tickets five are acknowledged, and each other one says why not; an hour later it goes on", async () => {
    const f = await acknowledging();
    const reasons: (string | null)[] = [];
    for (let i = 0; i < 20; i++) {
      const { ticketId } = await arrives(f, { headers: { From: i % 2 ? "EVE@Example.com" : "eve@example.com" } });
      reasons.push(...(await reasonsOf(f, ticketId)));
      f.clock.advance(2 * MINUTE);
    }
    expect(reasons).toEqual([...Array(5).fill(null), ...Array(15).fill("RATE")]);
    expect(f.outbox).toHaveLength(5);
    f.clock.advance(21 * MINUTE);
    expect((await arrives(f)).decided?.reason).toBeNull();
    expect(f.outbox).toHaveLength(6);
  });

  test("also when they all come at the same moment", async () => {
    const f = await acknowledging();
    const tickets = await Promise.all(Array.from({ length: 9 }, () => inboundMail(f)));
    await Promise.all(tickets.map(({ ticketId }) => Mail.acknowledge(f.system, { ticketId, sequence: 1 })));
    expect(f.outbox).toHaveLength(5);
  });

  test("whatever they are about: what is said out of hours counts too", async () => {
    const f = await acknowledging(BUILTIN, { awayOnReply: "builtin.away" });
    for (let i = 0; i < 5; i++) await arrives(f);
    const { ticketId } = await arrives(f);
    expect(await reasonsOf(f, ticketId)).toEqual(["RATE"]);
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

describe("sent once", () => {
  test("ten reactions to one ticket at once send one", async () => {
    const f = await acknowledging();
    const { ticketId } = await inboundMail(f);
    await Promise.all(Array.from({ length: 10 }, () => Mail.acknowledge(f.system, { ticketId, sequence: 1 })));
    expect(f.outbox).toHaveLength(1);
    expect(await reasonsOf(f, ticketId)).toEqual([null]);
  });

  test("a carrier without room gets the same words later; a template that went meanwhile is seen as that", async () => {
    const f = await acknowledging();
    const taken: OutgoingMail[] = [];
    let full = true;
    const mailer: MailerPort = {
      send: async (mail) => {
        if (full) throw new MailRefusal("throttled", "slow down");
        taken.push(mail);
        return { messageId: `taken-${taken.length}` };
      },
    };
    const desk = f.over(f.table, mailer);
    const { ticketId } = await inboundMail(f);
    await Mail.acknowledge(desk.as(f.system.actor), { ticketId, sequence: 1 });
    expect((await Mail.deliveries(f.agent, ticketId)).edges[0]?.node.status).toBe("RETRYING");
    full = false;
    f.clock.advance(2 * MINUTE);
    await tick(desk);
    expect((await read(taken[0])).text).toContain("#1.");
  });

  test("crashing before or after any call, and trying again, ends with one mail, or a flagged unknown with one or none", async () => {
    const probe = await acknowledging();
    const { table, calls } = counted(probe.table);
    const first = await inboundMail(probe);
    await Mail.acknowledge(probe.over(table).as(probe.system.actor), { ticketId: first.ticketId, sequence: 1 });
    const total = calls().length;
    const writes = calls().flatMap(({ name }, i) => (["get", "batchGet", "query"].includes(name) ? [] : [i + 1]));
    expect(writes.length).toBeGreaterThan(2);
    for (const at of [1, ...writes, total]) {
      for (const when of ["before", "after"] as const) {
        const f = await acknowledging();
        const { ticketId } = await inboundMail(f);
        const crash = faulty(f.table, ({ number }) => (number < at ? undefined : number === at ? when : "before"));
        const input = { ticketId, sequence: 1 };
        await Mail.acknowledge(f.over(crash).as(f.system.actor), input).catch(() => null);
        for (let minutes = 0; minutes < 3; minutes++) {
          await Mail.acknowledge(f.system, input);
          f.clock.advance(6 * MINUTE);
          await tick(f.desk);
        }
        const status = (await Mail.deliveries(f.agent, ticketId)).edges[0]?.node.status;
        const sent = f.outbox.length;
        const lawful = (status === "SENT" && sent === 1) || (status === "UNKNOWN" && sent <= 1);
        expect(`${when} ${at}: ${status} ${sent} ${lawful}`).toContain("true");
        expect(await reasonsOf(f, ticketId)).toEqual([null]);
      }
    }
  }, 60_000);
});

test("two desks that acknowledge each other's mail stop by themselves", async () => {
  const [ours, theirs] = [await acknowledging(), await makeDesk("other")];
  const THEIRS = "help@other.example";
  const both = { open: "builtin.acknowledgement", closed: "builtin.acknowledgement" };
  await Workspace.changeAddress(theirs.admin, { address: THEIRS, acknowledgement: both, awayOnReply: "builtin.away" });
  const deliverTo = async (to: Fixture, address: string, mail: OutgoingMail) => {
    const raw = Buffer.from(mail.raw) as unknown as Uint8Array<ArrayBuffer>;
    const arrival = arrivalOf({ raw, recipients: [...mail.to], envelopeFrom: mail.from });
    const { ticketId } = await Mail.receive(to.system, { ...arrival, address });
    if (ticketId === undefined) return;
    const length = (await Ticket.audit(to.admin, ticketId)).edges.length;
    for (let sequence = 1; sequence <= length; sequence++) await Mail.acknowledge(to.system, { ticketId, sequence });
  };
  // Their desk writes to ours as a person would: the first acknowledgement is lawful, none follows it.
  await inboundMail(ours, { headers: { From: `Help <${THEIRS}>` }, envelopeFrom: THEIRS }).then(({ ticketId }) =>
    Mail.acknowledge(ours.system, { ticketId, sequence: 1 }),
  );
  let [sent, rounds] = [0, 0];
  for (; rounds < 10 && ours.outbox.length + theirs.outbox.length > sent; rounds++) {
    const [toThem, toUs] = [ours.outbox.splice(0), theirs.outbox.splice(0)];
    sent = 0;
    for (const mail of toThem) await deliverTo(theirs, THEIRS, mail);
    for (const mail of toUs) await deliverTo(ours, SUPPORT, mail);
  }
  expect(rounds).toBe(1);
  expect(theirs.outbox).toEqual([]);
});
