import { describe, expect, test } from "vitest";
import { MINUTE } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { type MailerPort, MailRefusal, type OutgoingMail } from "../../src/port/index.ts";
import { counted, faulty } from "../../src/testing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { acknowledging, arrives, BUILTIN, read, reasonsOf } from "../support/automatic.ts";
import { type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { arrivalOf, inboundMail } from "../support/mail.ts";

useEngine();

describe("five an hour to one address", () => {
  test("of 20 new tickets five are acknowledged, and each other one says why not; an hour later it goes on", async () => {
    const f = await acknowledging();
    const reasons: (string | null | undefined)[] = [];
    let last = "";
    for (let i = 0; i < 20; i++) {
      const from = i % 2 ? "EVE@Example.com" : "eve@example.com";
      const { ticketId, decided } = await arrives(f, { headers: { From: from } });
      reasons.push(decided?.reason);
      last = ticketId;
      f.clock.advance(2 * MINUTE);
    }
    expect(await reasonsOf(f, last)).toEqual(["RATE"]);
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
