import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Key from "../../src/key/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { invited } from "../support/invited.ts";

useEngine();

/** Somebody of this status. */
async function inStatus(f: Fixture, status: Agent.AgentStatus): Promise<string> {
  const { id, ctx } = await invited(f, { email: `${status.toLowerCase()}@northwind.example` });
  if (status !== "INVITED") await Key.acceptInvitation(ctx());
  if (status === "SUSPENDED") await Agent.suspend(f.admin, { agentId: id });
  if (status === "OFFBOARDED") await Agent.offboard(f.admin, { agentId: id });
  return id;
}

describe("what leads where", () => {
  const DO: Readonly<Record<Agent.Move, (f: Fixture, agentId: string) => Promise<unknown>>> = {
    accept: (f, agentId) => Key.acceptInvitation(f.as({ kind: "agent", workspaceId: "main", agentId })),
    reinvite: (f, agentId) => Key.reinvite(f.admin, { agentId }),
    withdraw: (f, agentId) => Key.withdrawInvitation(f.admin, { agentId }),
    suspend: (f, agentId) => Agent.suspend(f.admin, { agentId }),
    reinstate: (f, agentId) => Agent.reinstate(f.admin, { agentId }),
    offboard: (f, agentId) => Agent.offboard(f.admin, { agentId }),
  };
  /** Once more of what was done changes nothing; who may do nothing at all is told so. */
  const AGAIN: Readonly<Record<string, string>> = {
    "ACTIVE accept": "done",
    "SUSPENDED accept": "FORBIDDEN",
    "OFFBOARDED accept": "FORBIDDEN",
    "SUSPENDED suspend": "done",
    "ACTIVE reinstate": "done",
    "OFFBOARDED offboard": "done",
    "OFFBOARDED withdraw": "done",
  };
  const rows = Agent.AGENT_STATUSES.flatMap((from) =>
    (Object.keys(DO) as Agent.Move[]).map((move) => [from, move] as const),
  );

  test.each(rows)("%s: %s", async (from, move) => {
    const f = await makeDesk();
    const id = await inStatus(f, from);
    const to = Agent.MOVES[from][move];
    const outcome = await codeOf(DO[move](f, id));
    expect(outcome).toBe(to ? "done" : (AGAIN[`${from} ${move}`] ?? "TRANSITION"));
    expect((await Agent.get(f.admin, id)).status).toBe(to ?? from);
  });

  test("a refusal says what can be done instead", async () => {
    const f = await makeDesk();
    await expect(Agent.suspend(f.admin, { agentId: await inStatus(f, "INVITED") })).rejects.toMatchObject({
      code: "TRANSITION",
      details: { allowed: ["accept", "reinvite", "withdraw"] },
    });
  });

  test("who left changes no more", async () => {
    const f = await makeDesk();
    const agentId = await inStatus(f, "OFFBOARDED");
    const changes = [
      () => Agent.changeRoles(f.admin, { agentId, roles: ["trainer"] }),
      () => Agent.changeTeams(f.admin, { agentId, teams: [] }),
      () => Agent.changeProfile(f.admin, { agentId, name: "X" }),
      () => Agent.changeHours(f.admin, { agentId, hours: null }),
    ];
    for (const change of changes) expect(await codeOf(change())).toBe("TRANSITION");
  });
});
