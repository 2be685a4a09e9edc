import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { isRefusal } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import { recordKey } from "../../src/table/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { claimWith } from "../support/key.ts";
import { RUNS } from "../support/random.ts";

useEngine();

const idOf = ({ actor }: Fixture["admin"]): string => (actor.kind === "agent" ? actor.agentId : "");
const ctxOf = (f: Fixture, agentId: string) => f.as({ kind: "agent", workspaceId: "main", agentId });

async function admin(f: Fixture, name: string): Promise<string> {
  const email = `${name}@northwind.example`;
  return (await Agent.create(f.system, { name, email, roles: ["admin"] })).object.id;
}

/** How many admins there really are. */
async function admins(f: Fixture): Promise<number> {
  const { edges } = await Agent.list(f.system, { first: 100 });
  const all = await Agent.getMany(
    f.system,
    edges.map(({ node }) => node.id),
  );
  return all.filter((one) => one?.status === "ACTIVE" && one.roles.includes("admin")).length;
}

const countOf = async (f: Fixture) => (await f.table.get(recordKey(f.system, "admins"), { consistent: true }))?.["n"];

describe("at least one admin remains", () => {
  test("whoever asks and however: the last one is neither suspended, nor offboarded, nor made anything else", async () => {
    const f = await makeDesk();
    const agentId = idOf(f.admin);
    const changes = [
      () => Agent.suspend(f.system, { agentId }),
      () => Agent.offboard(f.system, { agentId }),
      () => Agent.changeRoles(f.system, { agentId, roles: ["manager"] }),
    ];
    for (const change of changes)
      await expect(change()).rejects.toMatchObject({ code: "VALIDATION", issues: [{ path: ["agentId"] }] });
    expect(await codeOf(Agent.changeRoles(f.system, { agentId, roles: ["admin", "manager"] }))).toBe("done");
  });

  test("who is invited or suspended is no admin who remains, until they are back", async () => {
    const f = await makeDesk();
    const { agent: made } = await Key.invite(f.admin, { name: "Bo", email: "b@northwind.example", roles: ["admin"] });
    expect(await codeOf(Agent.suspend(f.system, { agentId: idOf(f.admin) }))).toBe("VALIDATION");
    await Key.acceptInvitation(ctxOf(f, made.id));
    await Agent.suspend(f.system, { agentId: idOf(f.admin) });
    expect(await codeOf(Agent.offboard(f.system, { agentId: made.id }))).toBe("VALIDATION");
    await Agent.reinstate(f.system, { agentId: idOf(f.admin) });
    expect(await codeOf(Agent.offboard(f.system, { agentId: made.id }))).toBe("done");
    expect([await countOf(f), await admins(f)]).toEqual([1, 1]);
  });

  test("who claims a desk counts", async () => {
    const f = await makeDesk();
    await claimWith(f.desk, await Key.issueClaim(f.system));
    expect(await countOf(f)).toBe(2);
  });

  test("two who suspend each other at the same time: one of them stays", async () => {
    const f = await makeDesk();
    const [a, b] = [idOf(f.admin), await admin(f, "b")];
    const outcomes = await Promise.all([
      codeOf(Agent.suspend(ctxOf(f, a), { agentId: b })),
      codeOf(Agent.suspend(ctxOf(f, b), { agentId: a })),
    ]);
    expect(outcomes.sort()).toEqual(["VALIDATION", "done"]);
    expect(await admins(f)).toBe(1);
  });

  test("a desk from before the number was kept gets it from its agents, also when many need it at once", async () => {
    const f = await makeDesk();
    const others = [await admin(f, "b"), await admin(f, "c")];
    await f.table.write({ kind: "delete", key: recordKey(f.system, "admins") });
    await Promise.all(others.map((agentId) => Agent.suspend(f.system, { agentId })));
    expect([await countOf(f), await admins(f)]).toEqual([1, 1]);
    expect(await codeOf(Agent.suspend(f.system, { agentId: idOf(f.admin) }))).toBe("VALIDATION");
  });

  test("a number that is off is counted anew", async () => {
    const f = await makeDesk();
    await f.table.write({ kind: "put", row: { ...recordKey(f.system, "admins"), _v: 1, n: 7, q: 7 } });
    expect(await Agent.recountAdmins(f.system)).toBe(1);
    expect(await countOf(f)).toBe(1);
  });

  test("for random changes by several admins at once, and the number is always theirs", async () => {
    const act = fc.record({
      by: fc.nat({ max: 3 }),
      to: fc.nat({ max: 3 }),
      what: fc.constantFrom("suspend", "reinstate", "offboard", "demote", "promote" as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), async (rounds) => {
        const f = await makeDesk();
        const ids = [idOf(f.admin), await admin(f, "b"), await admin(f, "c"), f.agentId];
        for (const round of rounds) {
          f.clock.advance(60_000);
          await Promise.all(round.map((one) => changed(f, ids, one)));
          expect(await admins(f)).toBeGreaterThan(0);
          expect(await countOf(f)).toBe(await admins(f));
        }
      }),
      { numRuns: Math.ceil(RUNS / 10) },
    );
  }, 600_000);
});

async function changed(f: Fixture, ids: readonly string[], { by, to, what }: { by: number; to: number; what: string }) {
  const ctx = ctxOf(f, ids[by] ?? "");
  const agentId = ids[to] ?? "";
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    suspend: () => Agent.suspend(ctx, { agentId }),
    reinstate: () => Agent.reinstate(ctx, { agentId }),
    offboard: () => Agent.offboard(ctx, { agentId }),
    demote: () => Agent.changeRoles(ctx, { agentId, roles: ["representative"] }),
    promote: () => Agent.changeRoles(ctx, { agentId, roles: ["admin"] }),
  };
  try {
    await calls[what]?.();
  } catch (e) {
    if (!isRefusal(e) || e.code === "INTERNAL") throw e;
  }
}
