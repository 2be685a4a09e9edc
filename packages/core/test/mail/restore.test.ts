import { describe, expect, test } from "vitest";
import { connect } from "../../src/desk/index.ts";
import { MINUTE } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { type MailerPort, MailRefusal, type OutgoingMail } from "../../src/port/index.ts";
import { republish } from "../../src/republish/index.ts";
import { fromItem, type Item } from "../../src/table/index.ts";
import { memoryBus } from "../../src/testing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { everyRow, type Fixture, freshTable, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

/** A desk as a restore leaves it: every row as of now, in another table. */
async function pointInTime(f: Fixture) {
  const rows = (await everyRow()).map((item) => fromItem(item as Item));
  return async () => {
    const table = await freshTable();
    for (const row of rows) await table.write({ kind: "put", row });
    const bus = memoryBus();
    const taken: OutgoingMail[] = [];
    const mailer: MailerPort = { send: async (mail) => ({ messageId: `again-${taken.push(mail)}` }) };
    const { clock, blobs: blob } = f;
    const silent = connect({ table, clock, ports: { blob, bus } });
    const desk = connect({ table, clock, ports: { blob, bus, mailer } });
    return { silent, desk, bus, taken, system: desk.as(f.system.actor), agent: desk.as(f.agent.actor) };
  };
}

const statusOf = async (ctx: Fixture["agent"], ticketId: string) =>
  (await Mail.deliveries(ctx, ticketId)).edges[0]?.node.status;

async function answered(f: Fixture): Promise<{ readonly ticketId: string; readonly sequence: number }> {
  const { id: ticketId } = await f.openTicket();
  await Ticket.reply(f.agent, { ticketId, text: "On its way." });
  return { ticketId, sequence: 3 };
}

describe("a desk restored from a point in time mails nobody again:", () => {
  test("what was answered before is known, also when all its events are put on the bus again", async () => {
    const f = await makeDesk();
    const from = f.clock.now();
    const input = await answered(f);
    await Mail.sendReply(f.system, input);
    const restore = await pointInTime(f);
    f.clock.advance(90 * MINUTE);
    const { system, bus, taken, desk } = await restore();
    expect((await republish(system, { from, to: f.clock.now() })).done).toBe(true);
    const replies = bus.taken.filter(({ detailType }) => detailType === "ticket.replied");
    expect(replies).toHaveLength(1);
    for (const { detail } of replies)
      await Mail.sendReply(system, { ticketId: String(detail["aggregateId"]), sequence: Number(detail["sequence"]) });
    await tick(desk);
    expect(taken).toEqual([]);
  });

  test("what was being tried then is of unknown outcome, when the tick first runs without a carrier", async () => {
    const f = await makeDesk();
    const input = await answered(f);
    const full: MailerPort = { send: () => Promise.reject(new MailRefusal("throttled", "no room")) };
    await Mail.sendReply(f.over(f.table, full).as(f.system.actor), input);
    const restore = await pointInTime(f);
    f.clock.advance(5 * MINUTE);
    await tick(f.desk);
    expect(f.outbox).toHaveLength(1);
    f.clock.advance(65 * MINUTE);

    const restored = await restore();
    expect(await statusOf(restored.agent, input.ticketId)).toBe("RETRYING");
    for (let minute = 0; minute < 10; minute++) {
      await tick(restored.silent);
      f.clock.advance(MINUTE);
    }
    expect(await statusOf(restored.agent, input.ticketId)).toBe("UNKNOWN");
    await tick(restored.desk);
    expect(restored.taken).toEqual([]);
  });

  test("an answer of later than the point is no answer, whoever still asks for its mail", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const restore = await pointInTime(f);
    await Ticket.reply(f.agent, { ticketId, text: "Later." });
    const { system, taken } = await restore();
    expect(await Mail.sendReply(system, { ticketId, sequence: 3 })).toBeNull();
    expect(taken).toEqual([]);
  });
});
