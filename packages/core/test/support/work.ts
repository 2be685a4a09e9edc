import * as fc from "fast-check";
import { DAY } from "../../src/kernel/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import type { Fixture } from "./desk.ts";
import { type Step, words } from "./step.ts";

/** Steps of the work around a ticket: who watches it, how long it takes, what it waits for, whether it is there, and what of it is gone. */
export const work: fc.Arbitrary<Step> = fc.oneof(
  fc.boolean().map(
    (away): Step =>
      (f, ticketId) =>
        (away ? Ticket.unfollow : Ticket.follow)(f.agent, { ticketId }),
  ),
  fc.tuple(fc.constantFrom("a@example.com", "B@example.com", "b@EXAMPLE.com"), fc.boolean()).map(
    ([address, away]): Step =>
      (f, ticketId) =>
        (away ? Ticket.removeCc : Ticket.addCc)(f.agent, { ticketId, address }),
  ),
  fc.boolean().map(
    (away): Step =>
      (f, ticketId) =>
        (away ? Ticket.unmarkSpam : Ticket.markSpam)(f.agent, { ticketId }),
  ),
  fc.boolean().map(
    (back): Step =>
      (f, ticketId) =>
        (back ? Ticket.restore : Ticket.remove)(f.admin, { ticketId }),
  ),
  fc.constant<Step>(eraseLater),
  fc.constantFrom("a", " ", "It slips", "climb", "█", "example", "b@").map(
    (text): Step =>
      (f, ticketId) =>
        Ticket.redactText(f.admin, { ticketId, text, reason: "R" }),
  ),
  fc.constant<Step>(redactSubject),
  fc.integer({ min: 1, max: 1_440 }).map(
    (minutes): Step =>
      (f, ticketId) =>
        Ticket.logTime(f.agent, { ticketId, minutes, ...(minutes % 2 ? { note: "a b" } : {}) }),
  ),
  fc.constant<Step>(removeLoggedTime),
  fc.constant<Step>((f, ticketId) => Ticket.snooze(f.agent, { ticketId, untilAnswered: true })),
  fc.constant<Step>(sleepForAnother),
  words.map(
    (text): Step =>
      (f, ticketId) =>
        Ticket.note(f.agent, { ticketId, text, mentions: [f.agentId] }),
  ),
);

/** Until the newest other ticket of the customer ends, which it then may. */
async function sleepForAnother(f: Fixture, ticketId: string): Promise<void> {
  const { edges } = await Ticket.listOfCustomer(f.agent, f.customerId, {}, { first: 3 });
  const otherId = edges.map(({ node }) => node.id).find((id) => id !== ticketId) ?? ticketId;
  await Ticket.link(f.agent, { ticketId, kind: "RELATES", otherId });
  await Ticket.snooze(f.agent, { ticketId, untilResolved: otherId });
  if (f.clock.now() % 2) await Ticket.resolve(f.agent, { ticketId: otherId });
  await Ticket.wakeWaiting(f.system, { ticketId: otherId });
}

async function eraseLater(f: Fixture, ticketId: string): Promise<void> {
  if ((await Ticket.get(f.admin, ticketId)).deleted) {
    f.clock.advance(31 * DAY);
    await tick(f.desk);
  }
  await Ticket.erase(f.system, { ticketId });
}

async function redactSubject(f: Fixture, ticketId: string): Promise<void> {
  const { edges } = await Ticket.audit(f.admin, ticketId, { first: 100 });
  const entry = edges.find(({ node }) => /opened|subject/.test(node.type));
  if (entry) await Ticket.redact(f.admin, { ticketId, entryId: entry.node.id, reason: "R" });
}

async function removeLoggedTime(f: Fixture, ticketId: string): Promise<void> {
  const { edges } = await Ticket.audit(f.admin, ticketId, { first: 100 });
  const entry = edges.find(({ node }) => node.type === "ticket.time_logged");
  if (entry) await Ticket.removeTime(f.agent, { ticketId, entryId: entry.node.id });
}
