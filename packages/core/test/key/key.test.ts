import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { MINUTE } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import { counted, faulty } from "../../src/testing/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { bearer } from "../support/key.ts";

useEngine();

const minted = async (f: Fixture, who: "agent" | "admin" = "agent") => {
  const { key, secret } = await Key.mint(f[who], { name: "Export" });
  return { id: key.id, text: secret ?? "" };
};
const namesOf = async (ctx: Parameters<typeof Key.list>[0], agentId?: string) =>
  (await Key.list(ctx, agentId === undefined ? {} : { agentId })).edges.map(({ node }) => node.agentId ?? "");

describe("an agent's key", () => {
  test("acts as the agent, also beside a second one: rotation overlaps", async () => {
    const f = await makeDesk("main");
    const [first, second] = [await minted(f), await minted(f)];
    expect((await bearer(f.desk, first.text)).actor).toEqual(f.agent.actor);
    await Key.revoke(f.agent, { keyId: first.id });
    expect(await codeOf(bearer(f.desk, first.text))).toBe("UNAUTHENTICATED");
    expect((await bearer(f.desk, second.text)).actor).toEqual(f.agent.actor);
  });

  test("rests while its agent is suspended, from that moment on", async () => {
    const f = await makeDesk("main");
    const { text } = await minted(f);
    await Agent.get(await bearer(f.desk, text), f.agentId);
    await Agent.suspend(f.admin, { agentId: f.agentId });
    expect(await codeOf(bearer(f.desk, text))).toBe("UNAUTHENTICATED");
    expect(await codeOf(Key.mint(f.as(f.agent.actor), {}))).toBe("FORBIDDEN");
    await Agent.reinstate(f.admin, { agentId: f.agentId });
    expect(await codeOf(bearer(f.desk, text))).toBe("done");
  });

  test("is shown once: the same call again tells which key it made, not what it says", async () => {
    const f = await makeDesk("main");
    const first = await Key.mint(f.agent, { name: "Export", idempotencyKey: "k" });
    const again = await Key.mint(f.agent, { name: "Export", idempotencyKey: "k" });
    expect(again).toEqual({ key: first.key, secret: null });
    expect(await namesOf(f.agent)).toHaveLength(1);
  });

  test("is minted by agents alone", async () => {
    const f = await makeDesk("main");
    const app = f.as({ kind: "app", workspaceId: "main", appId: "app_x", scopes: ["key:manage"] });
    expect(await codeOf(Key.mint(app, {}))).toBe("VALIDATION");
    expect(await codeOf(Key.mint(f.system, {}))).toBe("VALIDATION");
    expect(await codeOf(Key.mint(f.customer, {}))).toBe("FORBIDDEN");
  });

  test("leaves a trace with its agent when it is made and when it ends, and does not touch the agent's version", async () => {
    const f = await makeDesk("main");
    const before = await Agent.get(f.admin, f.agentId);
    const { id } = await minted(f);
    await Key.revoke(f.admin, { keyId: id });
    await Key.revoke(f.admin, { keyId: id });
    const { rows } = await f.table.query({ partition: `main#${f.agentId}`, from: "A#" });
    const events = rows.filter((row) => String(row["t"]).startsWith("agent.key")).map((row) => [row["t"], row["p"]]);
    const payload = JSON.stringify({ keyId: id });
    expect(events).toEqual([
      ["agent.key_minted", payload],
      ["agent.key_revoked", payload],
    ]);
    expect(await Agent.get(f.admin, f.agentId)).toEqual(before);
  });
});

describe("a use of a key", () => {
  const lastUsedAt = async (f: Fixture) => (await Key.list(f.agent)).edges[0]?.node.lastUsedAt;

  test("is noted, at most once a minute, also by many at once", async () => {
    const f = await makeDesk("main");
    const { text } = await minted(f);
    expect(await lastUsedAt(f)).toBeNull();
    const first = f.clock.now();
    await bearer(f.desk, text);
    f.clock.advance(MINUTE - 1);
    const { table, calls } = counted(f.table);
    await Promise.all([1, 2, 3].map(() => bearer(f.over(table), text)));
    expect(calls().filter(({ name }) => name === "write")).toEqual([]);
    expect(await lastUsedAt(f)).toBe(first);
    f.clock.advance(1);
    await Promise.all([1, 2, 3].map(() => bearer(f.desk, text)));
    expect(await lastUsedAt(f)).toBe(first + MINUTE);
  });

  test("costs two reads, and one write in a minute", async () => {
    const f = await makeDesk("main");
    const { text } = await minted(f);
    for (const calls of [
      ["get 1 0", "get 1 0", "update 0 1"],
      ["get 1 0", "get 1 0"],
    ]) {
      f.usage.length = 0;
      await Key.actorOf(f.desk, text);
      expect(f.usage.map(({ call, read, write }) => `${call} ${read} ${write}`)).toEqual(calls);
    }
  });

  test("passes when it cannot be noted", async () => {
    const f = await makeDesk("main");
    const { text } = await minted(f);
    for (const fault of ["before", "throttle"] as const) {
      const table = faulty(f.table, ({ name }) => (name === "write" ? fault : undefined));
      expect(await codeOf(bearer(f.over(table), text))).toBe("done");
    }
  });
});

describe("keys are listed and revoked", () => {
  test("by their agent, and by an admin for everybody; others' keys are keys that never existed", async () => {
    const f = await makeDesk("main");
    const [ada, root] = [await minted(f, "agent"), await minted(f, "admin")];
    const rootId = f.admin.actor.kind === "agent" ? f.admin.actor.agentId : "";
    expect(await namesOf(f.agent)).toEqual([f.agentId]);
    expect(await namesOf(f.agent, f.agentId)).toEqual([f.agentId]);
    expect(await codeOf(Key.list(f.agent, { agentId: rootId }))).toBe("FORBIDDEN");
    expect((await namesOf(f.admin)).sort()).toEqual([f.agentId, rootId].sort());
    expect(await namesOf(f.admin, f.agentId)).toEqual([f.agentId]);
    const unknown = `key_${"0".repeat(26)}`;
    const words = async (keyId: string) =>
      Key.revoke(f.agent, { keyId }).catch((e: Error) => e.message.replace(keyId, "ID"));
    expect(await words(root.id)).toBe(await words(unknown));
    await Key.revoke(f.admin, { keyId: ada.id });
    expect(await codeOf(bearer(f.desk, ada.text))).toBe("UNAUTHENTICATED");
    expect(await codeOf(bearer(f.desk, root.text))).toBe("done");
  });

  test("without their texts or hashes, page by page, revoked ones marked", async () => {
    const f = await makeDesk("main");
    const texts = [];
    for (let i = 0; i < 3; i++) texts.push(await minted(f));
    await Key.revoke(f.agent, { keyId: texts[0]?.id ?? "" });
    const page = await Key.list(f.agent, {}, { first: 2 });
    const rest = await Key.list(f.agent, {}, { first: 2, after: page.pageInfo.endCursor ?? "" });
    const nodes = [...page.edges, ...rest.edges].map(({ node }) => node);
    expect(nodes.map(({ id, revokedAt }) => [id, revokedAt])).toEqual(
      texts.map(({ id }, i) => [id, i === 0 ? f.clock.now() : null]),
    );
    expect(Object.keys(nodes[1] ?? {}).sort()).toEqual(
      ["agentId", "createdAt", "id", "lastUsedAt", "name", "revokedAt"].sort(),
    );
  });
});
