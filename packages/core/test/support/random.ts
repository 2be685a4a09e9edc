import * as fc from "fast-check";
import { isRefusal } from "../../src/kernel/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import type { Fixture } from "./desk.ts";
import { sortings } from "./randomSorting.ts";
import { type Step, words } from "./step.ts";
import { work } from "./work.ts";

export type { Step };

/** Runs of a law: more of them in `npm run test:deep`. */
export const RUNS = Number(process.env["SWITCHBOARD_RUNS"] ?? 300);

const tags = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 });

export const step: fc.Arbitrary<Step> = fc.oneof(
  words.map(
    (text): Step =>
      (f, ticketId) =>
        Ticket.reply(f.agent, { ticketId, text }),
  ),
  words.map(
    (text): Step =>
      (f, ticketId) =>
        Ticket.note(f.agent, { ticketId, text }),
  ),
  words.map(
    (text): Step =>
      (f, ticketId) =>
        Ticket.addMessage(f.customer, { ticketId, text }),
  ),
  words.map(
    (subject): Step =>
      (f, ticketId) =>
        Ticket.changeSubject(f.agent, { ticketId, subject }),
  ),
  tags.map(
    (some): Step =>
      (f, ticketId) =>
        Ticket.tag(f.agent, { ticketId, tags: some }),
  ),
  tags.map(
    (some): Step =>
      (f, ticketId) =>
        Ticket.untag(f.agent, { ticketId, tags: some }),
  ),
  ...sortings,
  fc.constant<Step>((f, ticketId) => Ticket.assign(f.agent, { ticketId, assigneeId: f.agentId })),
  fc.constant<Step>((f, ticketId) => Ticket.unassign(f.agent, { ticketId })),
  fc.constant<Step>((f, ticketId) => Ticket.resolve(f.agent, { ticketId })),
  fc.constant<Step>((f, ticketId) => Ticket.reopen(f.agent, { ticketId })),
  fc.constant<Step>((f, ticketId) => Ticket.close(f.agent, { ticketId })),
  fc.constantFrom("OPEN", "WAITING_ON_CUSTOMER", "WAITING_ON_THIRD_PARTY" as const).map(
    (status): Step =>
      (f, ticketId) =>
        Ticket.changeStatus(f.agent, { ticketId, status: status as "OPEN" }),
  ),
  fc.integer({ min: 1, max: 5_000_000 }).map(
    (ms): Step =>
      (f, ticketId) =>
        Ticket.snooze(f.agent, { ticketId, until: f.clock.now() + ms }),
  ),
  work,
  fc.constant<Step>(redactNewest),
  fc.constant<Step>(splitNewest),
  fc.boolean().map(
    (away): Step =>
      async (f, ticketId) => {
        const { edges } = await Ticket.listOfCustomer(f.agent, f.customerId, {}, { first: 3 });
        const targetId = edges.at(-1)?.node.id ?? ticketId;
        if (away) await Ticket.unmerge(f.agent, { ticketId });
        else await Ticket.merge(f.agent, { sourceIds: [ticketId], targetId });
      },
  ),
  fc.tuple(fc.constantFrom(...Ticket.MANUAL), fc.boolean()).map(
    ([kind, away]): Step =>
      async (f, ticketId) => {
        const { edges } = await Ticket.listOfCustomer(f.agent, f.customerId, {}, { first: 3 });
        const otherId = edges.at(-1)?.node.id ?? ticketId;
        await (away ? Ticket.unlink : Ticket.link)(f.agent, { ticketId, kind, otherId });
      },
  ),
  fc.integer({ min: 1, max: 400_000_000 }).map(
    (ms): Step =>
      async (f) => {
        f.clock.advance(ms);
        await tick(f.desk);
      },
  ),
);

/** Takes steps; a typed refusal is an answer like any other, everything else is a fault. */
export async function walk(f: Fixture, ticketId: string, steps: readonly Step[]): Promise<void> {
  for (const one of steps) {
    try {
      await one(f, ticketId);
    } catch (e) {
      if (!isRefusal(e) || e.code === "INTERNAL") throw e;
    }
  }
}

async function redactNewest(f: Fixture, ticketId: string): Promise<void> {
  const { edges } = await Ticket.entries(f.admin, ticketId, { first: 3 });
  const entry = edges.find(({ node }) => node.words !== null);
  if (entry) await Ticket.redact(f.admin, { ticketId, entryId: entry.node.id, reason: "asked to" });
}

async function splitNewest(f: Fixture, ticketId: string): Promise<void> {
  const { edges } = await Ticket.entries(f.admin, ticketId, { first: 3 });
  const entryIds = edges.filter(({ node }) => node.words !== null).map(({ node }) => node.id);
  await Ticket.split(f.agent, { ticketId, entryIds });
}
