import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { history, recordKey } from "../../src/table/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { sortable } from "../support/randomSorting.ts";

useEngine();

/** People of two teams: who leads red, somebody in red and blue, somebody in blue, and who manages them all. */
async function desk() {
  const f = await makeDesk();
  await sortable(f);
  const made = async (name: string, role: "team_lead" | "representative" | "manager", teams: string[]) => {
    const email = `${name}@northwind.example`;
    const { object } = await Agent.create(f.system, { name, email, roles: [role] });
    await Agent.changeTeams(f.system, { agentId: object.id, teams });
    return { id: object.id, ctx: f.as({ kind: "agent", workspaceId: "main", agentId: object.id }) };
  };
  return {
    f,
    lead: await made("lead", "team_lead", ["red"]),
    both: await made("both", "representative", ["blue", "red"]),
    blue: await made("blue", "representative", ["blue"]),
    manager: await made("manager", "manager", []),
  };
}

const EDITS: Readonly<Record<string, (ctx: Fixture["agent"], agentId: string) => Promise<unknown>>> = {
  profile: (ctx, agentId) => Agent.changeProfile(ctx, { agentId, displayName: "X" }),
  hours: (ctx, agentId) => Agent.changeHours(ctx, { agentId, hours: { timeZone: "Europe/Berlin", intervals: [] } }),
  presence: (ctx, agentId) => Agent.setPresence(ctx, { agentId, state: "OFFLINE" }),
};

describe.each(Object.entries(EDITS))("%s", (_, edit) => {
  test("is one's own to change, a lead's for any of their teams, a manager's for everybody", async () => {
    const { lead, both, blue, manager } = await desk();
    const rows = [
      [both.ctx, both.id, "done"],
      [both.ctx, blue.id, "FORBIDDEN"],
      [both.ctx, lead.id, "FORBIDDEN"],
      [lead.ctx, lead.id, "done"],
      [lead.ctx, both.id, "done"],
      [lead.ctx, blue.id, "FORBIDDEN"],
      [manager.ctx, blue.id, "done"],
      [manager.ctx, manager.id, "done"],
    ] as const;
    for (const [ctx, agentId, outcome] of rows) expect(await codeOf(edit(ctx, agentId))).toBe(outcome);
  });
});

describe("a profile", () => {
  test("keeps what is not named, and loses what is null; the signature keeps its lines", async () => {
    const f = await makeDesk();
    const { agentId } = f;
    const signature = "Yours,\n\tAda";
    const profile = { displayName: "Ada of Northwind", locale: "de-at", timeZone: "Europe/Vienna", signature };
    const { object } = await Agent.changeProfile(f.agent, { agentId, ...profile });
    expect(object).toMatchObject({ name: "Ada", displayName: "Ada of Northwind", locale: "de-AT" });
    expect(await Agent.signatureOf(f.admin, agentId)).toBe(signature);
    const again = await Agent.changeProfile(f.agent, { agentId, ...profile, name: "Ada" });
    expect(again.object.version).toBe(object.version);
    const next = await Agent.changeProfile(f.agent, { agentId, name: "Ada L.", displayName: null });
    expect(next.object).toMatchObject({ name: "Ada L.", locale: "de-AT", timeZone: "Europe/Vienna" });
    expect(next.object).not.toHaveProperty("displayName");
    await Agent.changeProfile(f.agent, { agentId, signature: "" });
    expect(await Agent.signatureOf(f.admin, agentId)).toBeNull();
  });

  test("is refused where it is none", async () => {
    const f = await makeDesk();
    const { agentId } = f;
    for (const wrong of [{ signature: "x".repeat(2_001) }, { timeZone: "Mars/North" }, { locale: "-" }, { name: "" }]) {
      expect(await codeOf(Agent.changeProfile(f.agent, { agentId, ...wrong }))).toBe("VALIDATION");
    }
  });
});

describe("presence", () => {
  test("is OFFLINE until it is set, and says since when, by whom, why and for what", async () => {
    const f = await makeDesk();
    expect(await Agent.presence(f.admin, f.agentId)).toEqual({ agentId: f.agentId, state: "OFFLINE" });
    const since = f.clock.now();
    await Agent.setPresence(f.agent, { state: "ONLINE", channels: ["PHONE", "EMAIL", "EMAIL"] });
    f.clock.advance(1_000);
    const busy = await Agent.setPresence(f.agent, { state: "ONLINE", reason: "One call" });
    const by = { kind: "agent", id: f.agentId };
    expect(busy).toEqual({ agentId: f.agentId, state: "ONLINE", reason: "One call", since, by });
    await Agent.setPresence(f.admin, { agentId: f.agentId, state: "AWAY_AND_REASSIGN", channels: ["EMAIL", "CHAT"] });
    expect(await Agent.presence(f.agent, f.agentId)).toMatchObject({
      state: "AWAY_AND_REASSIGN",
      channels: ["EMAIL", "CHAT"],
      since: since + 1_000,
      by: f.admin.actor.kind === "agent" && { kind: "agent", id: f.admin.actor.agentId },
    });
  });

  test("is one row that moves in place, and nothing in the log", async () => {
    const f = await makeDesk();
    const before = (await history(f.system, f.agentId)).length;
    await Agent.setPresence(f.agent, { state: "ONLINE" });
    await Agent.setPresence(f.agent, { state: "AWAY" });
    expect(await history(f.system, f.agentId)).toHaveLength(before);
    expect(await f.table.get(recordKey(f.system, "presence", f.agentId))).toMatchObject({ ag: f.agentId, do: "AWAY" });
  });

  test("of many is one batch in the order asked, OFFLINE for those there are not", async () => {
    const f = await makeDesk();
    await Agent.setPresence(f.agent, { state: "ONLINE" });
    const nobody = "agt_01m80gww6eh7w4kg0h35xbrqhv";
    const all = await Agent.presences(f.admin, [nobody, f.agentId, nobody]);
    expect(all.map(({ state }) => state)).toEqual(["OFFLINE", "ONLINE", "OFFLINE"]);
  });

  test("ends with a suspension, is nobody's who may not work, and does not come back by itself", async () => {
    const f = await makeDesk();
    const { agentId } = f;
    await Agent.setPresence(f.agent, { state: "ONLINE" });
    await Agent.suspend(f.admin, { agentId });
    expect((await Agent.presence(f.admin, agentId)).state).toBe("OFFLINE");
    expect(await codeOf(Agent.setPresence(f.admin, { agentId, state: "ONLINE" }))).toBe("TRANSITION");
    await Agent.reinstate(f.admin, { agentId });
    expect((await Agent.presence(f.admin, agentId)).state).toBe("OFFLINE");
  });

  test("is an agent's: whoever is none names one", async () => {
    const f = await makeDesk();
    expect(await codeOf(Agent.setPresence(f.system, { state: "ONLINE" }))).toBe("VALIDATION");
    expect(await codeOf(Agent.setPresence(f.agent, { state: "ONLINE", reason: "x".repeat(101) }))).toBe("VALIDATION");
    expect(await codeOf(Agent.setPresence(f.agent, { state: "ONLINE", channels: [] }))).toBe("VALIDATION");
    expect(await codeOf(Agent.setPresence(f.customer, { state: "ONLINE" }))).toBe("FORBIDDEN");
  });
});
