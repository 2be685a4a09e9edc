import { beforeEach, describe, expect, test } from "vitest";
import * as Company from "../../src/company/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { HOUR } from "../../src/kernel/index.ts";
import { history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { mail, merge, somebody } from "../support/people.ts";

useEngine();

let f: Fixture;
let problemId: string;
beforeEach(async () => {
  f = await makeDesk();
  problemId = (await f.openTicket({ kind: "PROBLEM" })).id;
});

async function incident(customerId = f.customerId): Promise<string> {
  const { id } = await f.openTicket({ kind: "INCIDENT", customerId });
  await Ticket.link(f.agent, { ticketId: problemId, kind: "CAUSES", otherId: id });
  return id;
}
const solve = (more: Partial<Ticket.ResolveProblemInput> = {}) =>
  Ticket.resolveProblem(f.agent, { problemId, text: "The shop is up again.", ...more });
const says = (ticketId: string) => Ticket.addMessage(f.customer, { ticketId, text: "It got worse." });
/** The desk works on the problem later than anybody has said anything. */
async function worked(): Promise<void> {
  f.clock.advance(HOUR);
  await Ticket.note(f.agent, { ticketId: problemId, text: "Fixed the cable." });
}

describe("the incidents of a problem", () => {
  test("are counted by tier and status, and paged oldest first", async () => {
    const vip = await Customer.upsert(f.admin, { email: "vip@example.com", tier: "VIP" });
    const ids = [await incident(), await incident(vip.object.id), await incident()];
    await Ticket.resolve(f.agent, { ticketId: ids[0] ?? "" });
    const counts = await Ticket.incidentsOf(f.agent, problemId);
    expect(counts.total).toBe(3);
    expect(counts.byTier).toEqual({ STANDARD: 2, PRIORITY: 0, VIP: 1 });
    expect(counts.byStatus).toMatchObject({ NEW: 2, RESOLVED: 1, CLOSED: 0 });
    const first = await Ticket.incidents(f.agent, problemId, { first: 2 });
    expect(first.edges.map(({ node }) => node.id)).toEqual(ids.slice(0, 2));
    const rest = await Ticket.incidents(f.agent, problemId, { first: 2, after: first.pageInfo.endCursor ?? "" });
    expect(rest.edges.map(({ node }) => node.id)).toEqual(ids.slice(2));
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  test("are counted by how their customers are served, at the same number of reads however many there are", async () => {
    for (const [name, tier] of [
      ["acme", "VIP"],
      ["globex", "PRIORITY"],
    ] as const)
      await Company.create(f.admin, { name, domains: [`${name}.example`], tier });
    const someone = async (address: string) => (await somebody(f, mail(address))).id;
    const reads = async () => {
      f.usage.length = 0;
      const { byTier } = await Ticket.incidentsOf(f.agent, problemId);
      return { byTier, trips: f.usage.length };
    };
    for (const at of ["a@acme.example", "a@globex.example", "a@example.com"]) {
      const [target, source] = [await someone(at), await someone(`alias.${at.replace("@", ".")}@gmail.com`)];
      await incident(target);
      await incident(source);
      await merge(f, target, source);
    }
    const few = await reads();
    expect(few.byTier).toEqual({ STANDARD: 2, PRIORITY: 2, VIP: 2 });
    for (const at of ["b@acme.example", "b@globex.example", "c@globex.example"]) await incident(await someone(at));
    const more = await reads();
    expect(more.byTier).toEqual({ STANDARD: 2, PRIORITY: 4, VIP: 3 });
    expect(more.trips).toBe(few.trips);
  });

  test("of a problem without any are none, and are no customer's to count", async () => {
    expect(await Ticket.incidentsOf(f.agent, problemId)).toMatchObject({ total: 0 });
    expect((await Ticket.incidents(f.agent, problemId)).edges).toEqual([]);
    expect(await codeOf(Ticket.incidentsOf(f.customer, problemId))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.incidents(f.customer, problemId))).toBe("FORBIDDEN");
  });

  test("are counted and listed without what is spam or deleted, also to those who may delete", async () => {
    const [real, spam, deleted] = [await incident(), await incident(), await incident()];
    await Ticket.markSpam(f.agent, { ticketId: spam });
    await Ticket.remove(f.admin, { ticketId: deleted });
    for (const ctx of [f.agent, f.admin]) {
      const { total, byTier, byStatus } = await Ticket.incidentsOf(ctx, problemId);
      expect([total, byTier.STANDARD, byStatus.NEW]).toEqual([1, 1, 1]);
      expect((await Ticket.incidents(ctx, problemId)).edges.map(({ node }) => node.id)).toEqual([real]);
    }
  });

  test("are not among the hundred links of a ticket, and go with their link", async () => {
    const id = await incident();
    expect(await Ticket.get(f.agent, problemId)).toMatchObject({ linkCount: 1, incidentCount: 1 });
    await Ticket.unlink(f.agent, { ticketId: id, kind: "CAUSED_BY", otherId: problemId });
    expect(await Ticket.get(f.agent, problemId)).not.toHaveProperty("incidentCount");
  });
});

describe("resolving a problem", () => {
  test("answers and resolves each open incident, every one a commit that the problem's own event caused", async () => {
    const ids = [await incident(), await incident()];
    await worked();
    const { problem, resolved, skipped } = await solve();
    expect(problem).toMatchObject({ id: problemId, status: "RESOLVED" });
    expect([...resolved].sort()).toEqual([...ids].sort());
    expect(skipped).toEqual([]);
    const cause = (await Ticket.entries(f.agent, problemId)).edges[0]?.node;
    expect(cause?.type).toBe("ticket.resolved");
    for (const id of ids) {
      const events = (await history(f.system, id)).slice(-2);
      expect(events.map(({ type }) => type)).toEqual(["ticket.replied", "ticket.resolved"]);
      expect(events.map(({ causationId }) => causationId)).toEqual([cause?.id, cause?.id]);
      const [, answer] = (await Ticket.entries(f.customer, id)).edges;
      expect(answer?.node.words?.text).toBe("The shop is up again.");
    }
  });

  test("without a text resolves them without a word, and no spam", async () => {
    const [id, spam] = [await incident(), await incident()];
    await Ticket.markSpam(f.agent, { ticketId: spam });
    await worked();
    const { resolved, skipped } = await solve({ text: undefined });
    expect(resolved).toEqual([id]);
    expect(skipped).toMatchObject([
      { id: spam, reason: "SPAM", message: expect.stringContaining("unmark it") as string },
    ]);
    expect((await history(f.system, id)).map(({ type }) => type)).not.toContain("ticket.replied");
  });

  test("leaves those whose customer has said more since it was last worked on, also when that was answered", async () => {
    const [quiet, newer, answered, noted] = [await incident(), await incident(), await incident(), await incident()];
    await worked();
    f.clock.advance(HOUR);
    await says(newer);
    await says(answered);
    await Ticket.reply(f.agent, { ticketId: answered, text: "Oh no." });
    await Ticket.note(f.agent, { ticketId: noted, text: "VIP" });
    const { resolved, skipped } = await solve();
    expect([...resolved].sort()).toEqual([quiet, noted].sort());
    expect(new Map(skipped.map(({ id, reason }) => [id, reason]))).toEqual(
      new Map([newer, answered].map((id) => [id, "NEWER_MESSAGE"])),
    );
    expect(await Ticket.get(f.agent, newer)).toMatchObject({ status: "NEW" });
  });

  test("lists by reason what it left", async () => {
    const [closed, done, needing, spam] = [await incident(), await incident(), await incident(), await incident()];
    await Ticket.markSpam(f.agent, { ticketId: spam });
    for (const ticketId of [closed, done]) await Ticket.resolve(f.agent, { ticketId });
    await Ticket.close(f.agent, { ticketId: closed });
    const stranger = await f.openTicket({ kind: "INCIDENT" });
    const field = { on: "TICKET", key: "cause", label: "Cause", type: "TEXT", requiredOnResolve: true } as const;
    await Workspace.defineField(f.admin, { ...field, kinds: ["INCIDENT"] });
    await worked();
    const { resolved, skipped } = await solve({ incidentIds: [closed, done, needing, stranger.id, spam] });
    expect(resolved).toEqual([]);
    expect(skipped.map(({ id, reason }) => [id, reason])).toEqual([
      [closed, "CLOSED"],
      [done, "ALREADY_RESOLVED"],
      [needing, "REFUSED"],
      [stranger.id, "NOT_LINKED"],
      [spam, "SPAM"],
    ]);
    expect(skipped[2]?.message).toContain("Cause");
  });

  test("takes only the incidents named, and the others when it is called again", async () => {
    const [one, other] = [await incident(), await incident()];
    await worked();
    expect((await solve({ incidentIds: [one] })).resolved).toEqual([one]);
    const again = await solve();
    expect([...again.resolved].sort()).toEqual([one, other].sort());
    const answers = (await history(f.system, one)).filter(({ type }) => type === "ticket.replied");
    expect(answers).toHaveLength(1);
  });

  test("measures again by what came before it was resolved, however often it is called", async () => {
    await worked();
    f.clock.advance(HOUR);
    await Ticket.resolve(f.agent, { ticketId: problemId });
    const id = await incident();
    expect((await solve()).skipped).toMatchObject([{ id, reason: "NEWER_MESSAGE" }]);
    expect((await solve()).skipped).toMatchObject([{ id, reason: "NEWER_MESSAGE" }]);
  });

  test("goes on with nothing once it is open again, nor with anything but a problem", async () => {
    const id = await incident();
    await worked();
    await solve({ idempotencyKey: "k", incidentIds: [id] });
    await Ticket.reopen(f.agent, { ticketId: problemId });
    expect(await codeOf(solve({ idempotencyKey: "k", incidentIds: [id] }))).toBe("TRANSITION");
    expect(await codeOf(solve({ problemId: id }))).toBe("VALIDATION");
    expect(await codeOf(solve({ incidentIds: [] }))).toBe("VALIDATION");
    expect(await codeOf(Ticket.resolveProblem(f.customer, { problemId }))).toBe("FORBIDDEN");
  });
});
