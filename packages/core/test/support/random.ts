import * as fc from "fast-check";
import * as Agent from "../../src/agent/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { isRefusal } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import type { Fixture } from "./desk.ts";
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
  fc.constantFrom(...Ticket.PRIORITIES).map(
    (priority): Step =>
      (f, ticketId) =>
        Ticket.changePriority(f.agent, { ticketId, priority }),
  ),
  fc.constantFrom(...Ticket.KINDS).map(
    (kind): Step =>
      (f, ticketId) =>
        Ticket.changeKind(f.agent, { ticketId, kind }),
  ),
  fc.option(words).map(
    (category): Step =>
      (f, ticketId) =>
        Ticket.changeCategory(f.agent, { ticketId, category }),
  ),
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

/** A step of somebody who manages the desk. */
export const manage: fc.Arbitrary<Step> = fc.oneof(
  words.map(
    (name): Step =>
      (f) =>
        Agent.changeProfile(f.admin, { agentId: f.agentId, name }),
  ),
  fc.subarray(["representative", "team_lead", "trainer"] as const, { minLength: 1 }).map(
    (roles): Step =>
      (f) =>
        Agent.changeRoles(f.admin, { agentId: f.agentId, roles }),
  ),
  fc.constant<Step>((f) => Agent.suspend(f.admin, { agentId: f.agentId })),
  fc.constant<Step>((f) => Agent.reinstate(f.admin, { agentId: f.agentId })),
  fc.constant<Step>(async (f) => {
    const { key } = await Key.mint(f.agent, {});
    await Key.revoke(f.admin, { keyId: key.id });
  }),
  fc.record({ name: fc.option(words, { nil: undefined }), locale: fc.constantFrom("de", "en", undefined) }).map(
    ({ name, locale }): Step =>
      (f) =>
        Customer.update(f.admin, {
          customerId: f.customerId,
          ...(name ? { name } : {}),
          ...(locale ? { locale } : {}),
        }),
  ),
  fc.integer({ min: 1, max: 30 }).map(
    (autoCloseDays): Step =>
      (f) =>
        Workspace.changeSettings(f.admin, { autoCloseDays }),
  ),
  words.map(
    (name): Step =>
      (f) =>
        Workspace.addAddress(f.admin, { address: "sales@northwind.example", name }),
  ),
  fc.constant<Step>((f) => Workspace.removeAddress(f.admin, { address: "sales@northwind.example" })),
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
