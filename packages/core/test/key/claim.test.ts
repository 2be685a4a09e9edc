import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { type Actor, DAY } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import { counted } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { WRITES } from "../support/catalogue.ts";
import { codeOf, everyRow, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { given } from "../support/given.ts";
import { bearer, claimWith } from "../support/key.ts";
import { READS } from "../support/reads.ts";

useEngine();

const WORD = "a-word-of-my-own";

const admins = async (f: Fixture) =>
  (await Agent.list(f.system)).edges.filter(({ node }) => node.email === "grace@acme.example").length;

describe("a claim code", () => {
  test("makes the first admin and a key that acts as them", async () => {
    const f = await makeDesk("main");
    const made = await claimWith(f.desk, await Key.issueClaim(f.system));
    expect(made).toMatchObject({
      agent: { name: "Grace", roles: ["admin"], status: "ACTIVE" },
      key: { revokedAt: null },
    });
    const admin = await bearer(f.desk, made.secret ?? "");
    expect(admin.actor).toEqual({ kind: "agent", workspaceId: "main", agentId: made.agent.id });
    expect(await codeOf(Agent.create(admin, { name: "Al", email: "al@acme.example", roles: ["admin"] }))).toBe("done");
  });

  test("does nothing else, and reads nothing", async () => {
    const f = await makeDesk("main");
    const ids = await given(f);
    const ctx = await bearer(f.desk, await Key.issueClaim(f.system));
    const others = Object.entries({ ...WRITES, ...READS }).filter(([name]) => name !== "key.claimDesk");
    for (const [name, call] of others) {
      const { table, calls } = counted(f.table);
      expect(`${name} ${await codeOf(call({ ...ctx, table }, ids, {}))}`).toBe(`${name} FORBIDDEN`);
      expect(calls(), name).toEqual([]);
    }
  });

  test("is what it takes: no role, no scope and no other key claims a desk", async () => {
    const f = await makeDesk("main");
    const code = await Key.issueClaim(f.system);
    const { secret } = await Key.mint(f.admin, {});
    const input = { name: "Mallory", email: "m@x.example" };
    const scoped: Actor = { kind: "app", workspaceId: "main", appId: "app_x", scopes: ["workspace:claim"] };
    for (const ctx of [f.system, f.admin, f.agent, f.customer]) {
      expect(await codeOf(Key.claimDesk({ ...ctx, request: { origin: "live", credential: code } }, input))).toBe(
        "FORBIDDEN",
      );
    }
    expect(await codeOf(Key.claimDesk(f.as(scoped), input))).toBe("FORBIDDEN");
    expect(await codeOf(Key.claimDesk(f.as(scoped, { credential: secret ?? "" }), input))).toBe("FORBIDDEN");
    const elsewhere = f.as({ ...scoped, workspaceId: "globex" }, { credential: code });
    expect(await codeOf(Key.claimDesk(elsewhere, input))).toBe("UNAUTHENTICATED");
    expect(await codeOf(claimWith(f.desk, code))).toBe("done");
  });

  test("is made by the system alone, whatever a token says", async () => {
    const f = await makeDesk("main");
    const scoped: Actor = { kind: "app", workspaceId: "main", appId: "app_x", scopes: ["workspace:issue_claim"] };
    for (const ctx of [f.admin, f.agent, f.customer, f.as(scoped)]) {
      expect(await codeOf(Key.issueClaim(ctx))).toBe("FORBIDDEN");
    }
  });

  test("works once", async () => {
    const f = await makeDesk("main");
    const code = await Key.issueClaim(f.system);
    await claimWith(f.desk, code);
    expect(await codeOf(claimWith(f.desk, code))).toBe("ALREADY_EXISTS");
    expect(await codeOf(claimWith(f.desk, code, { email: "other@acme.example" }))).toBe("ALREADY_EXISTS");
    expect(await Key.issueClaim(f.system)).toBe("claimed");
    expect(await admins(f)).toBe(1);
  });

  test("is dead after 24 hours, and a millisecond before that it is not", async () => {
    const f = await makeDesk("main");
    const code = await Key.issueClaim(f.system);
    f.clock.advance(DAY - 1);
    const early = await bearer(f.desk, code);
    f.clock.advance(1);
    expect(await codeOf(claimWith(f.desk, code))).toBe("UNAUTHENTICATED");
    expect(await codeOf(Key.claimDesk(early, { name: "G", email: "grace@acme.example" }))).toBe("UNAUTHENTICATED");
    expect(await codeOf(claimWith(f.desk, await Key.issueClaim(f.system)))).toBe("done");
  });

  test("is dead once a newer one was made", async () => {
    const f = await makeDesk("main");
    const older = await Key.issueClaim(f.system);
    const early = await bearer(f.desk, older);
    const newer = await Key.issueClaim(f.system);
    expect(await codeOf(claimWith(f.desk, older))).toBe("UNAUTHENTICATED");
    expect(await codeOf(Key.claimDesk(early, { name: "G", email: "grace@acme.example" }))).toBe("UNAUTHENTICATED");
    expect(await codeOf(claimWith(f.desk, newer))).toBe("done");
  });

  test("made by many at once leaves one that works", async () => {
    const f = await makeDesk("main");
    const codes = await Promise.all(Array.from({ length: 5 }, () => Key.issueClaim(f.system)));
    const actors = await Promise.all(codes.map((code) => Key.actorOf(f.desk, code)));
    expect(actors.filter((actor) => actor !== null)).toHaveLength(1);
  });

  test("leaves the desk free for an address that is taken already", async () => {
    const f = await makeDesk("main");
    const code = await Key.issueClaim(f.system);
    await expect(claimWith(f.desk, code, { email: "ada@northwind.example" })).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
      issues: [{ path: ["email"] }],
    });
    expect(await codeOf(claimWith(f.desk, code))).toBe("done");
  });
});

test("two who claim at the same time: one gets the desk, the other a refusal", async () => {
  const f = await makeDesk("main");
  const code = await Key.issueClaim(f.system);
  const input = (i: number) => ({ email: `a${i}@acme.example`, idempotencyKey: `word-${i}` });
  const outcomes = await Promise.all([0, 1, 2].map((i) => codeOf(claimWith(f.desk, code, input(i)))));
  expect(outcomes.sort()).toEqual(["ALREADY_EXISTS", "ALREADY_EXISTS", "done"]);
  const same = await makeDesk("main");
  const again = await Key.issueClaim(same.system);
  const twins = await Promise.all([0, 1].map(() => claimWith(same.desk, again, { idempotencyKey: WORD })));
  expect(twins[0]?.secret).toBe(twins[1]?.secret);
  expect(await admins(same)).toBe(1);
});

test("no key and no code lies in a row, and none is in a refusal", async () => {
  const f = await makeDesk("main");
  const code = await Key.issueClaim(f.system);
  const { secret } = await claimWith(f.desk, code, { idempotencyKey: WORD });
  const refusal = await claimWith(f.desk, code).catch((e: unknown) => e);
  const second = await Key.mint(await bearer(f.desk, secret ?? ""), { name: "Second", idempotencyKey: WORD });
  const texts = [code, secret ?? "", second.secret ?? ""];
  const rows = JSON.stringify(await everyRow(), (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value,
  );
  expect(rows).toContain("platform#key#");
  expect(texts.filter((text) => text.length !== 46)).toEqual([]);
  for (const text of [...texts.map((one) => one.slice(10, 40)), WORD]) {
    expect(rows).not.toContain(text);
    expect(JSON.stringify([refusal, String((refusal as Error).stack)])).not.toContain(text);
  }
});

test("a claimed desk works on: its admin's key opens tickets", async () => {
  const f = await makeDesk("main");
  const { secret } = await claimWith(f.desk, await Key.issueClaim(f.system));
  const admin = await bearer(f.desk, secret ?? "");
  expect(await codeOf(Ticket.open(admin, { customerId: f.customerId, subject: "S", text: "T" }))).toBe("done");
});
