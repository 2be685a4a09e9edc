import { beforeEach, describe, expect, test } from "vitest";
import * as Incident from "../../src/incident/index.ts";
import { HOUR } from "../../src/kernel/index.ts";
import { history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";

useEngine();

let f: Fixture;
let incidentId: string;
let problemId: string;
beforeEach(async () => {
  f = await makeDesk();
  problemId = (await f.openTicket({ kind: "PROBLEM" })).id;
  incidentId = (await Incident.declare(f.admin, { title: "Payments fail", severity: "SEV1", problemId })).object.id;
});

async function felt(): Promise<string> {
  const { id } = await f.openTicket({ kind: "INCIDENT" });
  await Ticket.link(f.agent, { ticketId: id, kind: "CAUSED_BY", otherId: problemId });
  return id;
}
const resolve = (more: Partial<Incident.EndInput> = {}) =>
  Incident.resolve(f.admin, { incidentId, text: "Payments work again.", ...more });
const answers = async (id: string) => (await history(f.system, id)).filter(({ type }) => type === "ticket.replied");

describe("resolving a major incident", () => {
  test("answers every open ticket in it once, lists those left, and ends it with the same words", async () => {
    const [one, other] = [await felt(), await felt()];
    f.clock.advance(HOUR);
    await Ticket.note(f.agent, { ticketId: problemId, text: "Fixed the cable." });
    f.clock.advance(HOUR);
    await Ticket.addMessage(f.customer, { ticketId: other, text: "It got worse." });
    expect(await Incident.reach(f.agent, incidentId)).toMatchObject({ total: 2, byTier: { STANDARD: 2 } });
    const { incident, cascade } = await resolve();
    expect(incident).toMatchObject({ status: "RESOLVED", resolvedAt: f.clock.now() });
    expect(cascade.resolved).toEqual([one]);
    expect(cascade.skipped).toMatchObject([{ id: other, reason: "NEWER_MESSAGE" }]);
    expect([(await answers(one)).length, (await answers(other)).length]).toEqual([1, 0]);
    const [last] = (await Incident.timeline(f.customer, incidentId)).edges;
    expect(last?.node).toMatchObject({ status: "RESOLVED", text: "Payments work again." });
    await expectFold(f, Incident.incident, incidentId);
  });

  test.each([{ idempotencyKey: "once" }, {}])(
    "again, with its key or without, answers nobody twice (%o)",
    async (key) => {
      const id = await felt();
      await resolve(key);
      const before = [(await history(f.system, id)).length, (await history(f.system, incidentId)).length];
      const again = await resolve(key);
      expect(again.cascade.resolved).toEqual([id]);
      expect(again.incident.status).toBe("RESOLVED");
      expect([(await history(f.system, id)).length, (await history(f.system, incidentId)).length]).toEqual(before);
    },
  );

  test("leaves it as it is when its problem cannot be resolved, or the caller may not", async () => {
    await Ticket.remove(f.admin, { ticketId: problemId });
    expect(await codeOf(resolve())).toBe("TRANSITION");
    expect((await Incident.get(f.admin, incidentId)).status).toBe("INVESTIGATING");
    const scopes = ["incident:manage", "incident:read"];
    const app = f.as({ kind: "app", workspaceId: "main", appId: "app_x", scopes });
    expect(await codeOf(Incident.resolve(app, { incidentId, text: "x" }))).toBe("FORBIDDEN");
    expect(await codeOf(resolve({ expectedVersion: 99 }))).toBe("CONFLICT");
  });

  test("is what ends it: no update does, and none takes it up again", async () => {
    const post = (status: Incident.IncidentStatus) =>
      Incident.postUpdate(f.admin, { incidentId, status, text: "x", public: true });
    expect(await codeOf(post("RESOLVED"))).toBe("TRANSITION");
    await resolve();
    expect(await codeOf(post("MONITORING"))).toBe("TRANSITION");
    expect(await codeOf(post("RESOLVED"))).toBe("done");
  });
});

describe("reopening one", () => {
  test("takes its problem up again too, so that resolving it anew reaches what came since", async () => {
    const first = await felt();
    await resolve();
    f.clock.advance(HOUR);
    await Incident.reopen(f.admin, { incidentId, text: "It came back." });
    expect((await Ticket.get(f.agent, problemId)).status).toBe("OPEN");
    expect((await Ticket.get(f.agent, first)).status).toBe("RESOLVED");
    const now = await Incident.get(f.admin, incidentId);
    expect(now.status).toBe("INVESTIGATING");
    expect(now.resolvedAt).toBeUndefined();
    const second = await felt();
    f.clock.advance(HOUR);
    await Ticket.note(f.agent, { ticketId: problemId, text: "Another cable." });
    expect((await resolve({ text: "For good." })).cascade.resolved).toEqual([second]);
    expect(await answers(first)).toHaveLength(1);
    await expectFold(f, Incident.incident, incidentId);
  });

  test("of one that lasts changes nothing, and twice with one key is once", async () => {
    const before = (await history(f.system, incidentId)).length;
    await Incident.reopen(f.admin, { incidentId, text: "x" });
    expect(await history(f.system, incidentId)).toHaveLength(before);
    await resolve();
    const again = () => Incident.reopen(f.admin, { incidentId, text: "Back.", idempotencyKey: "k" });
    await again();
    await resolve({ text: "Over again." });
    expect((await again()).replayed).toBe(true);
    expect((await Incident.get(f.admin, incidentId)).status).toBe("RESOLVED");
    expect((await Ticket.get(f.agent, problemId)).status).toBe("RESOLVED");
  });
});
