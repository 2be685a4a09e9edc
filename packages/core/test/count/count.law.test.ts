import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Count from "../../src/count/index.ts";
import { type Ctx, canonical, type Permission, type Scope } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { deliverRoughly, type Told, telling } from "../support/projector.ts";
import { RUNS, walk } from "../support/random.ts";
import type { Step } from "../support/step.ts";

useEngine();

const HISTORIES = Math.max(RUNS, 500);
const AT_ONCE = 20;

const step = fc.oneof(
  fc.constantFrom(...Ticket.PRIORITIES).map(
    (priority): Step =>
      (f, ticketId) =>
        Ticket.changePriority(f.agent, { ticketId, priority }),
  ),
  fc.constantFrom("a", "b").map(
    (tag): Step =>
      (f, ticketId) =>
        Ticket.tag(f.agent, { ticketId, tags: [tag] }),
  ),
  fc.constant<Step>((f, ticketId) => Ticket.assign(f.agent, { ticketId, assigneeId: f.agentId })),
  fc.constant<Step>(async (f, ticketId) => {
    const { edges } = await Agent.list(f.admin);
    return Ticket.assign(f.agent, { ticketId, assigneeId: edges.at(-1)?.node.id ?? f.agentId });
  }),
  fc.constantFrom("repairs", "sales", null).map(
    (team): Step =>
      (f, ticketId) =>
        Ticket.changeTeam(f.agent, { ticketId, team }),
  ),
  fc.constant<Step>((f, ticketId) => Ticket.unassign(f.agent, { ticketId })),
  fc.constant<Step>(async (f, targetId) => {
    const { edges } = await Ticket.listByActivity(f.agent, {}, { first: 1 });
    return Ticket.merge(f.agent, { targetId, sourceIds: edges.map(({ node }) => node.id) });
  }),
  fc.constant<Step>((f, ticketId) => Ticket.unmerge(f.agent, { ticketId })),
  fc.constant<Step>((f, ticketId) => Ticket.snooze(f.agent, { ticketId, untilAnswered: true })),
  fc.constant<Step>((f, ticketId) => Ticket.reply(f.agent, { ticketId, text: "R" })),
  fc.constant<Step>((f, ticketId) => Ticket.resolve(f.agent, { ticketId })),
  fc.constant<Step>((f, ticketId) => Ticket.close(f.agent, { ticketId })),
  fc.constant<Step>((f, ticketId) => Ticket.addMessage(f.customer, { ticketId, text: "M" })),
  fc.boolean().map(
    (back): Step =>
      (f, ticketId) =>
        (back ? Ticket.unmarkSpam : Ticket.markSpam)(f.agent, { ticketId }),
  ),
  fc.boolean().map(
    (back): Step =>
      (f, ticketId) =>
        (back ? Ticket.restore : Ticket.remove)(f.admin, { ticketId }),
  ),
);
const history = fc.array(step, { maxLength: 4 });

async function views(f: Fixture): Promise<void> {
  const filters: Ticket.Filter[] = [
    { priority: ["URGENT", "HIGH"], not: { team: ["sales"] } },
    { unassigned: true, not: { tags: ["a"] } },
    { or: [{ tags: ["b"] }, { status: ["RESOLVED", "CLOSED"] }] },
  ];
  for (const [i, filter] of filters.entries()) await View.create(f.admin, { name: `v${i}`, filter, sharing: "ALL" });
}

const shown = async (f: Fixture) => ({
  counts: await Count.counts(f.admin),
  views: (await Count.viewCounts(f.admin)).map(({ count }) => count),
});

test("counters equal a recount, and what there is, after 1,000 histories delivered twice and in any order", async () => {
  const f = await makeDesk();
  for (const key of ["repairs", "sales"]) await Workspace.defineTeam(f.admin, { key, label: key });
  await views(f);
  await Count.recount(f.system);
  const told: Told[] = [];
  const desk = f.over(telling(f.table, (one) => told.push(one)));
  const [admin, agent, customer] = [desk.as(f.admin.actor), desk.as(f.agent.actor), desk.as(f.customer.actor)];
  const heard: Fixture = { ...f, admin, agent, customer };
  const histories = fc.sample(history, { numRuns: HISTORIES, seed: 4 });
  const ids: string[] = [];
  for (let i = 0; i < histories.length; i += AT_ONCE) {
    await Promise.all(
      histories.slice(i, i + AT_ONCE).map(async (steps) => {
        const { object } = await Ticket.open(heard.agent, { customerId: f.customerId, subject: "S", text: "T" });
        ids.push(object.id);
        await walk(heard, object.id, steps);
      }),
    );
    // Some of it while the next histories happen, some of it late.
    if (i % 200 === 0) await deliverRoughly(f, told, i);
    // Now and then a recount goes one step, so that much of it happens while two generations are kept.
    if (i % 100 === 0) await Count.recount(f.system, { budget: 0 });
  }
  await deliverRoughly(f, told, 1);
  const projected = await shown(f);
  expect(projected.counts).toEqual(await truth(f.admin, ids));
  const own = scoped(f.agent, "own");
  expect(await Count.counts(own)).toEqual(await truth(own, ids));
  const team = scoped(f.agent, "team");
  expect(await Count.counts(team)).toEqual(await truth(team, ids));
  expect(projected.views.every((count) => (count ?? 0) > 0)).toBe(true);
  while (!(await Count.recount(f.system)).done);
  expect(await shown(f)).toEqual(projected);
}, 120_000);

/** The same agent with less to see, in one of the teams there are. */
const scoped = (ctx: Ctx, scope: Scope): Ctx => ({
  ...ctx,
  teams: () => Promise.resolve(new Set(["repairs"])),
  grants: () => Promise.resolve(new Map<Permission, Scope>([...GRANTS].map((one) => [one, scope]))),
});
const GRANTS = ["ticket:read", "view:read"] as const;

/** Counted by hand, of what the caller may see. */
async function truth(ctx: Ctx, ids: readonly string[]): Promise<unknown> {
  const there = (await Ticket.getMany(ctx, ids)).filter((one) => one !== null);
  const states = there.filter(({ spam, deleted }) => !spam && !deleted);
  const of = (some: typeof states) =>
    Object.fromEntries(Ticket.STATUSES.map((status) => [status, some.filter((one) => one.status === status).length]));
  const agents = [...new Set(states.map(({ assigneeId }) => assigneeId))];
  const byAssignee = agents.map((agentId) => ({
    agentId: agentId ?? null,
    byStatus: of(states.filter(({ assigneeId }) => assigneeId === agentId)),
  }));
  const teams = [...new Set(states.map(({ teamId }) => teamId))];
  const byTeam = teams.map((team) => ({
    team: team ?? null,
    byStatus: of(states.filter(({ teamId }) => teamId === team)),
  }));
  const inAnyOrder = (some: readonly unknown[]) =>
    expect.toSatisfy(
      (found: readonly unknown[]) =>
        JSON.stringify(found.map(canonical).sort()) === JSON.stringify(some.map(canonical).sort()),
    ) as unknown;
  return { byStatus: of(states), byTeam: inAnyOrder(byTeam), byAssignee: inAnyOrder(byAssignee) };
}
