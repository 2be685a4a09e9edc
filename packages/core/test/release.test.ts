import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import * as current from "../../../releases/entry.ts";
import { customer } from "../src/customer/index.ts";
import { isRefusal } from "../src/kernel/index.ts";
import * as Key from "../src/key/index.ts";
import * as Workspace from "../src/workspace/index.ts";
import { type Fixture, makeDesk, useEngine } from "./support/desk.ts";
import { expectFold } from "./support/fold.ts";
import { RUNS } from "./support/random.ts";
import { previousRelease, type Release } from "./support/release.ts";

useEngine();

let previous: Release;
beforeAll(async () => {
  previous = await previousRelease();
});

/** Both releases over the same rows, as while a deploy goes out, or is taken back. */
function side(release: Release, f: Fixture) {
  const desk = release.connect({ table: f.table, clock: f.clock, ports: { blob: f.blobs } });
  return {
    release,
    agent: desk.as({ kind: "agent", workspaceId: "main", agentId: f.agentId }),
    admin: desk.as(f.admin.actor),
  };
}
type Side = ReturnType<typeof side>;

const words = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });

/** What an agent does all day. */
const work = fc.oneof(
  words.map(
    (text) =>
      ({ release: { Ticket }, agent }: Side, ticketId: string) =>
        Ticket.reply(agent, { ticketId, text }),
  ),
  words.map(
    (text) =>
      ({ release: { Ticket }, agent }: Side, ticketId: string) =>
        Ticket.note(agent, { ticketId, text }),
  ),
  words.map(
    (subject) =>
      ({ release: { Ticket }, agent }: Side, ticketId: string) =>
        Ticket.changeSubject(agent, { ticketId, subject }),
  ),
  fc.constant(({ release: { Ticket }, agent }: Side, ticketId: string) => Ticket.resolve(agent, { ticketId })),
  fc.constant(({ release: { Ticket }, agent }: Side, ticketId: string) => Ticket.reopen(agent, { ticketId })),
  fc.constant(({ release: { Ticket }, agent }: Side, ticketId: string) =>
    Ticket.tag(agent, { ticketId, tags: ["a", "b"] }),
  ),
  fc.constant(({ release: { Ticket }, agent }: Side, ticketId: string) =>
    Ticket.untag(agent, { ticketId, tags: ["a"] }),
  ),
);

async function seen({ release: { Ticket }, agent, admin }: Side, ticketId: string) {
  const page = { first: 100 };
  return {
    ticket: await Ticket.get(agent, ticketId),
    entries: (await Ticket.entries(agent, ticketId, page)).edges.map(({ node }) => node),
    chain: await Ticket.verify(admin, ticketId),
  };
}

describe("the release before this one", () => {
  test("and this one work on the same tickets in turn, and see the same", async () => {
    const f = await makeDesk();
    const [old, now] = [side(previous, f), side(current, f)];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), work), { minLength: 2, maxLength: 8 }), async (steps) => {
        const { id } = await f.openTicket();
        for (const [isOld, step] of steps)
          await step(isOld ? old : now, id).catch((error: unknown) => {
            if (!isRefusal(error)) throw error;
          });
        const [before, after] = [await seen(old, id), await seen(now, id)];
        expect(JSON.parse(JSON.stringify(after))).toMatchObject(JSON.parse(JSON.stringify(before)) as object);
      }),
      { numRuns: Math.ceil(RUNS / 10) },
    );
  });

  test("reads and changes people who have what only this one knows", async () => {
    const f = await makeDesk();
    const [old, now] = [side(previous, f), side(current, f)];
    const { secret } = await Key.mint(f.agent, { name: "laptop" });
    expect(await old.release.Agent.get(old.admin, f.agentId)).toMatchObject({ name: "Ada" });
    await old.release.Agent.changeProfile(old.admin, { agentId: f.agentId, name: "Ada L." });
    expect(await now.release.Agent.get(now.admin, f.agentId)).toMatchObject({ name: "Ada L." });
    expect(await Key.actorOf(f.desk, secret ?? "")).toMatchObject({ agentId: f.agentId });
  });

  test("changes a customer who has what only this one knows, and this one finds it all again", async () => {
    const f = await makeDesk();
    const [old, now] = [side(previous, f), side(current, f)];
    const { customerId } = f;
    const identity = { kind: "PHONE", value: "+4930901820" } as const;
    await now.release.Customer.addIdentity(now.agent, { customerId, identity });
    const { object: zoe } = await now.release.Customer.upsert(now.agent, { email: "zoe@example.com" });
    await now.release.Customer.merge(now.agent, { targetId: customerId, sourceIds: [zoe.id] });
    await now.release.Customer.setConsent(now.agent, { customerId, category: "news", granted: true });
    const before = await now.release.Customer.get(now.agent, customerId);
    await old.release.Customer.update(old.agent, { customerId, name: "Eva" });
    expect(await now.release.Customer.get(now.agent, customerId)).toEqual({ ...before, name: "Eva", version: 5 });
    expect(await now.release.Customer.getByIdentity(now.agent, identity)).toMatchObject({ id: customerId });
    await now.release.Customer.unmerge(now.agent, { customerId: zoe.id });
    expect(await old.release.Customer.getByEmail(old.agent, "zoe@example.com")).toMatchObject({ id: zoe.id });
  });

  test("makes customers that this one finds by their address, and gives more to be known by", async () => {
    const f = await makeDesk();
    const [old, now] = [side(previous, f), side(current, f)];
    const { object: made } = await old.release.Customer.upsert(old.agent, { email: "kim@acme.example", locale: "de" });
    const identities = [{ kind: "EXTERNAL", value: "C-1" } as const];
    const found = await now.release.Customer.upsert(now.agent, { email: "KIM@acme.example", identities });
    expect(found).toMatchObject({ outcome: "UPDATED", object: { id: made.id, locale: "de", identities } });
    await expectFold(f, customer, made.id);
  });

  test("began an upsert that this one takes up by its key", async () => {
    const f = await makeDesk();
    const [old, now] = [side(previous, f), side(current, f)];
    const input = { email: "kim@acme.example", name: "Kim", idempotencyKey: "k" };
    const { object } = await old.release.Customer.upsert(old.agent, input);
    expect(await now.release.Customer.upsert(now.agent, input)).toMatchObject({
      replayed: true,
      object: { id: object.id },
    });
  });

  test("works on a ticket that is sorted as only this one can, and spoils nothing of it", async () => {
    const f = await makeDesk();
    const [old, now] = [side(previous, f), side(current, f)];
    await Workspace.defineField(f.admin, { on: "TICKET", key: "frame", label: "Frame", type: "TEXT" });
    await Workspace.defineStatus(f.admin, { key: "bench", category: "OPEN", label: "Bench", customerLabel: "Repair" });
    await Workspace.defineTeam(f.admin, { key: "workshop", label: "Workshop" });
    const sorted = { kind: "INCIDENT", impact: "HIGH", urgency: "HIGH", team: "workshop" } as const;
    const { id: ticketId } = await f.openTicket({ ...sorted, fields: { frame: "NB-1" } });
    await now.release.Ticket.changeStatus(now.agent, { ticketId, customStatus: "bench" });
    await old.release.Ticket.tag(old.agent, { ticketId, tags: ["a"] });
    const label = async () => {
      const ticket = await now.release.Ticket.get(now.agent, ticketId);
      return (await now.release.Ticket.statusLabels(now.agent))(ticket);
    };
    expect(await label()).toBe("Bench");
    await old.release.Ticket.reply(old.agent, { ticketId, text: "On its way." });
    expect(await label()).toBe("Waiting on customer");
    const { impact, urgency, teamId } = await now.release.Ticket.get(now.agent, ticketId);
    expect([impact, urgency, teamId]).toEqual(["HIGH", "HIGH", "workshop"]);
    const fields = await now.release.Ticket.fields(now.agent, ticketId);
    expect(fields).toMatchObject([{ key: "frame", value: "NB-1", field: { label: "Frame" } }]);
    expect((await now.release.Ticket.verify(now.admin, ticketId)).valid).toBe(true);
  });

  test("makes a desk that this one goes on with", async () => {
    const { table, clock, blobs } = await makeDesk("other");
    const desk = previous.connect({ table, clock, ports: { blob: blobs } });
    const ctx = desk.as({ kind: "system", workspaceId: "main", name: "test" });
    await previous.Workspace.create(ctx, { name: "Northwind" });
    await previous.Workspace.addAddress(ctx, { address: "old@northwind.example", name: "Northwind" });
    const { object: customer } = await previous.Customer.upsert(ctx, { email: "eve@example.com", name: "Eve" });
    const { object: opened } = await previous.Ticket.open(ctx, {
      customerId: customer.id,
      subject: "Chain",
      text: "Slips.",
    });
    const next = current.connect({ table, clock, ports: { blob: blobs } }).as(ctx.actor);
    expect(await current.Ticket.get(next, opened.id)).toMatchObject({ subject: "Chain", number: opened.number });
    expect(await current.Workspace.ensure(next, { name: "Another" })).toBe(false);
    const { object: replied } = await current.Ticket.reply(next, { ticketId: opened.id, text: "On its way." });
    expect(replied).toMatchObject({ id: opened.id });
  });
});
