import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as App from "../../src/app/index.ts";
import { actorOf, DAY, MINUTE, PLATFORM_ONLY } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import { history } from "../../src/table/index.ts";
import { counted } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { bearer } from "../support/key.ts";

useEngine();

async function shop(f: Fixture, scopes: readonly string[] = ["ticket:read"]) {
  const { object } = await App.create(f.admin, { name: "Shop", scopes: [...scopes] });
  const { key, secret } = await Key.mintForApp(f.admin, { appId: object.id, name: "production" });
  return { appId: object.id, keyId: key.id, text: secret ?? "" };
}

describe("what an app may do", () => {
  test("is what its scopes say at this moment, for all its keys at once", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const { appId, text } = await shop(f);
    const read = async () => codeOf(Ticket.get(await bearer(f.desk, text), ticketId));
    const note = async () => codeOf(Ticket.note(await bearer(f.desk, text), { ticketId, text: "N" }));
    expect([await read(), await note()]).toEqual(["done", "FORBIDDEN"]);
    await App.changeScopes(f.admin, { appId, scopes: ["ticket:read", "ticket:note"] });
    expect([await read(), await note()]).toEqual(["done", "done"]);
    await App.changeScopes(f.admin, { appId, scopes: [] });
    expect([await read(), await note()]).toEqual(["FORBIDDEN", "FORBIDDEN"]);
  });

  test("is never more than whoever says so holds everywhere, nor what the platform does itself", async () => {
    const f = await makeDesk();
    const app = (scopes: string[]) => f.as({ kind: "app", workspaceId: "main", appId: "app_x", scopes });
    const few = app(["app:manage", "ticket:read"]);
    expect(await codeOf(App.create(few, { name: "A", scopes: ["ticket:read"] }))).toBe("done");
    expect(await codeOf(App.create(few, { name: "A", scopes: ["ticket:reply"] }))).toBe("FORBIDDEN");
    const { appId } = await shop(f, ["ticket:reply"]);
    expect(await codeOf(App.changeScopes(few, { appId, scopes: ["ticket:read"] }))).toBe("FORBIDDEN");
    expect(await codeOf(Key.mintForApp(few, { appId }))).toBe("FORBIDDEN");
    await App.disable(few, { appId });
    expect(await codeOf(App.enable(few, { appId }))).toBe("FORBIDDEN");
    for (const word of PLATFORM_ONLY)
      expect(await codeOf(App.create(f.system, { name: "A", scopes: [word] }))).toBe("VALIDATION");
    expect(await codeOf(App.create(f.admin, { name: "A", scopes: ["ticket:everything"] }))).toBe("VALIDATION");
  });

  test("is an admin's to say", async () => {
    const f = await makeDesk();
    const { appId } = await shop(f);
    for (const ctx of [f.agent, f.customer]) {
      expect(await codeOf(App.create(ctx, { name: "A", scopes: [] }))).toBe("FORBIDDEN");
      expect(await codeOf(App.list(ctx))).toBe("FORBIDDEN");
      expect(await codeOf(Key.mintForApp(ctx, { appId }))).toBe("FORBIDDEN");
    }
  });
});

describe("a key of an app", () => {
  test("acts as the app, beside others of it: rotation overlaps", async () => {
    const f = await makeDesk();
    const first = await shop(f);
    const second = await Key.mintForApp(f.admin, { appId: first.appId });
    const actor = { kind: "app", workspaceId: "main", appId: first.appId, scopes: ["ticket:read"] };
    expect((await bearer(f.desk, first.text)).actor).toEqual(actor);
    await Key.revoke(f.admin, { keyId: first.keyId });
    expect(await codeOf(bearer(f.desk, first.text))).toBe("UNAUTHENTICATED");
    expect((await bearer(f.desk, second.secret ?? "")).actor).toEqual(actor);
  });

  test("rests while its app is disabled, from that moment on", async () => {
    const f = await makeDesk();
    const { appId, text } = await shop(f);
    await App.disable(f.admin, { appId });
    expect(await codeOf(bearer(f.desk, text))).toBe("UNAUTHENTICATED");
    expect(await codeOf(Key.mintForApp(f.admin, { appId }))).toBe("TRANSITION");
    await App.enable(f.admin, { appId });
    expect(await codeOf(bearer(f.desk, text))).toBe("done");
  });

  test("ends when it was said to", async () => {
    const f = await makeDesk();
    const { appId } = await shop(f);
    const expiresAt = f.clock.now() + DAY;
    const { secret } = await Key.mintForApp(f.admin, { appId, expiresAt });
    f.clock.set(expiresAt - 1);
    expect(await codeOf(bearer(f.desk, secret ?? ""))).toBe("done");
    f.clock.set(expiresAt);
    expect(await codeOf(bearer(f.desk, secret ?? ""))).toBe("UNAUTHENTICATED");
    expect(await codeOf(Key.mintForApp(f.admin, { appId, expiresAt }))).toBe("VALIDATION");
  });

  test("is shown once, and stored nowhere", async () => {
    const f = await makeDesk();
    const { appId } = await shop(f);
    const first = await Key.mintForApp(f.admin, { appId, idempotencyKey: "k" });
    const again = await Key.mintForApp(f.admin, { appId, idempotencyKey: "k" });
    expect(first.secret).toMatch(/^swb_app_[0-9A-Za-z]{36}$/);
    expect(again).toEqual({ key: first.key, secret: null });
  });

  test("is listed with its app, with when it was last used to the minute; agents see none", async () => {
    const f = await makeDesk();
    const { appId, keyId, text } = await shop(f);
    await Key.mint(f.agent, { name: "Own" });
    const listed = async () => (await Key.list(f.admin, { appId })).edges.map(({ node }) => node);
    expect(await listed()).toMatchObject([{ id: keyId, appId, agentId: null, lastUsedAt: null }]);
    const used = f.clock.now();
    await bearer(f.desk, text);
    f.clock.advance(MINUTE - 1);
    await bearer(f.desk, text);
    expect(await listed()).toMatchObject([{ lastUsedAt: used }]);
    expect(await codeOf(Key.list(f.agent, { appId }))).toBe("FORBIDDEN");
    expect(await codeOf(Key.revoke(f.agent, { keyId }))).toBe("NOT_FOUND");
    expect((await Key.list(f.admin)).edges).toHaveLength(2);
  });

  test("leaves a trace with its app of who made it and who ended it", async () => {
    const f = await makeDesk();
    const { appId, keyId } = await shop(f);
    await Key.revoke(f.admin, { keyId });
    const events = await history(f.admin, appId);
    expect(events.map(({ type }) => type)).toEqual(["app.created", "app.key_minted", "app.key_revoked"]);
    expect(events.map(({ actor }) => actor)).toEqual(events.map(() => actorOf(f.admin)));
  });

  test("costs no read when it is misspelt", async () => {
    const f = await makeDesk();
    const { text } = await shop(f);
    const { table, calls } = counted(f.table);
    for (const wrong of [`${text}0`, text.slice(0, -1), text.replace("app", "apq"), text.toUpperCase(), `${text} `])
      expect(await Key.actorOf({ table, clock: f.clock }, wrong)).toBeNull();
    expect(calls()).toEqual([]);
  });

  test("makes no key for itself, nor for an agent", async () => {
    const f = await makeDesk();
    const { text } = await shop(f, ["key:manage", "agent:read"]);
    expect(await codeOf(Key.mint(await bearer(f.desk, text), {}))).toBe("VALIDATION");
    expect(await codeOf(Agent.get(await bearer(f.desk, text), f.agentId))).toBe("done");
  });
});
