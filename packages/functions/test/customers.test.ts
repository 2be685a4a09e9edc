import * as Customer from "@switchboard/core/customer";
import type { Actor } from "@switchboard/core/kernel";
import { counted } from "@switchboard/core/testing";
import * as Ticket from "@switchboard/core/ticket";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authenticator } from "./authenticator.ts";
import { HOUR } from "./identity.ts";
import { type Issuers, issuers } from "./issuers.ts";

let id: Issuers;
beforeAll(async () => {
  id = await issuers();
});
afterAll(() => id[Symbol.asyncDispose]());

type Claims = Readonly<Record<string, unknown>>;
/** A process of its own: it remembers nothing of what another let in. */
const fresh = (table = id.desk.table) => authenticator({ table, clock: id.clock, maxTokenAge: 24 * HOUR });
const enter = async (claims: Claims, authenticate = fresh()): Promise<Actor | null> =>
  authenticate(`Bearer ${await id.sign(id.sortOf("customers"), { claims: { sub: undefined, ...claims } })}`).catch(
    (e: { code?: string }) => {
      if (e.code === "UNAUTHENTICATED") return null;
      throw e;
    },
  );
const idOf = async (claims: Claims) => {
  const actor = await enter(claims);
  return actor && "customerId" in actor ? actor.customerId : null;
};
const verified = (email: string) => ({ email, email_verified: true });
const visitor = (sub: string) => ({ sub, anonymous: true });
const open = async (actor: Actor | null) => {
  if (!actor || !("customerId" in actor)) throw new Error("nobody");
  const ctx = id.desk.as(actor);
  const { object } = await Ticket.open(ctx, { customerId: actor.customerId, subject: "Hello", text: "Anybody there?" });
  return object.id;
};
const sees = (actor: Actor | null, ticketId: string) =>
  Ticket.get(id.desk.as(actor as Actor), ticketId).then(
    () => true,
    () => false,
  );

describe("a customer whom the company vouches for", () => {
  test("is made once, with name and language, and known from then on by id and address", async () => {
    const first = await idOf({ sub: "c-1", ...verified("eve@one.example"), name: "Eve", locale: "de-at" });
    expect(await Customer.get(id.system, first ?? "")).toMatchObject({
      name: "Eve",
      locale: "de-AT",
      email: "eve@one.example",
      identities: [{ kind: "EXTERNAL", value: "c-1" }],
    });
    expect(await idOf({ sub: "c-1", name: "Mallory" })).toBe(first);
    expect(await idOf(verified("EVE@one.example"))).toBe(first);
    expect(await idOf({ sub: first })).toBe(first);
    expect((await Customer.get(id.system, first ?? "")).name).toBe("Eve");
  });

  test("is found by the address when the id is new, and known by the id then", async () => {
    const { object } = await Customer.upsert(id.system, { email: "max@two.example" });
    expect(await idOf({ sub: "c-2", ...verified("max@two.example") })).toBe(object.id);
    expect(await idOf({ sub: "c-2" })).toBe(object.id);
  });

  test("is who the id says where the address is somebody else's: nothing is merged", async () => {
    const byId = await idOf({ sub: "c-3" });
    const byMail = await idOf(verified("three@three.example"));
    expect(await idOf({ sub: "c-3", ...verified("three@three.example") })).toBe(byId);
    expect(await idOf(verified("three@three.example"))).toBe(byMail);
    expect((await Customer.get(id.system, byId ?? "")).email).toBeUndefined();
  });

  test("never comes in by an address that nobody verified: it is as if it were not there", async () => {
    const { object } = await Customer.upsert(id.system, { email: "four@four.example" });
    const stranger = await idOf({ sub: "c-4", email: "four@four.example", email_verified: false });
    expect(stranger).not.toBe(object.id);
    expect((await Customer.get(id.system, stranger ?? "")).email).toBeUndefined();
    expect(await idOf({ email: "four@four.example" })).toBeNull();
  });

  test("who comes twice at once is one", async () => {
    const all = await Promise.all(
      Array.from({ length: 5 }, () => idOf({ sub: "c-5", ...verified("five@five.example") })),
    );
    expect(new Set(all).size).toBe(1);
  });

  test("who was merged comes in as whom they were merged into", async () => {
    const [first, second] = [await idOf({ sub: "c-6" }), await idOf({ sub: "c-7" })];
    await Customer.merge(id.system, { targetId: first ?? "", sourceIds: [second ?? ""] });
    expect(await idOf({ sub: "c-7" })).toBe(first);
  });

  test("costs no read of them again for half a minute", async () => {
    const { table, calls } = counted(id.desk.table);
    const authenticate = fresh(table);
    await enter({ sub: "c-8" }, authenticate);
    const before = calls().length;
    for (let i = 0; i < 10; i++) await enter({ sub: "c-8" }, authenticate);
    // The issuer's row, each time: what is trusted changes at once.
    expect(calls().length - before).toBe(10);
  });

  test("who is known by as much as there is room for still comes in", async () => {
    const identities = Array.from({ length: 19 }, (_, i) => ({ kind: "EXTERNAL", value: `full-${i}` }) as const);
    const { object } = await Customer.upsert(id.system, { email: "full@full.example", identities });
    expect(await idOf({ sub: "full-new", ...verified("full@full.example") })).toBe(object.id);
  });
});

describe("a visitor nobody knows", () => {
  test("has a place of their own: the same again, and nobody else", async () => {
    const [one, again, other] = [
      await enter(visitor("visitor-aaaaaaaa-1")),
      await enter(visitor("visitor-aaaaaaaa-1")),
      await enter(visitor("visitor-aaaaaaaa-2")),
    ];
    expect(one).toEqual(again);
    expect(one).toMatchObject({ kind: "visitor", workspaceId: "main" });
    const ticketId = await open(one);
    expect(await sees(again, ticketId)).toBe(true);
    expect(await sees(other, ticketId)).toBe(false);
    const { actor } = (await Ticket.entries(id.system, ticketId)).edges[0]?.node ?? {};
    expect(actor).toEqual({ kind: "visitor", id: one && "customerId" in one ? one.customerId : "" });
  });

  test("never comes in as somebody known: not by their external id, their address, nor an id of ours", async () => {
    const known = await idOf({ sub: "somebody-well-known", ...verified("known@example.com") });
    for (const claims of [
      visitor("somebody-well-known"),
      { ...visitor("known@example.com"), ...verified("known@example.com") },
      visitor(known ?? ""),
    ]) {
      const actor = await enter(claims);
      expect(actor?.kind).toBe("visitor");
      expect(actor).not.toMatchObject({ customerId: known });
    }
  });

  test("is known by nothing that could be written to, and cannot be made by hand", async () => {
    const actor = await enter(visitor("visitor-bbbbbbbb-1"));
    const found = await Customer.get(id.system, actor && "customerId" in actor ? actor.customerId : "");
    expect(Customer.identitiesOf(found)).toEqual([]);
    const identity = { kind: "VISITOR", value: "visitor-bbbbbbbb-2" } as never;
    await expect(Customer.addIdentity(id.system, { customerId: found.id, identity })).rejects.toMatchObject({
      code: "VALIDATION",
    });
  });

  test("who signs in takes along what they began, and the visitor is out for good, also after an unmerge", async () => {
    const here = fresh();
    const before = await enter(visitor("visitor-cccccccc-1"), here);
    const ticketId = await open(before);
    const customer = await enter({ sub: "c-9", visitor: "visitor-cccccccc-1" }, here);
    expect(customer?.kind).toBe("customer");
    expect(await sees(customer, ticketId)).toBe(true);
    expect(await enter(visitor("visitor-cccccccc-1"), here)).toBeNull();
    expect(await enter(visitor("visitor-cccccccc-1"))).toBeNull();
    const visitorId = before && "customerId" in before ? before.customerId : "";
    await Customer.unmerge(id.system, { customerId: visitorId });
    expect(await enter(visitor("visitor-cccccccc-1"))).toBeNull();
  });

  test("who is let in for a moment more sees nothing of whom they became", async () => {
    const slow = fresh();
    const before = await enter(visitor("visitor-dddddddd-1"), slow);
    const customer = await enter({ sub: "c-10", visitor: "visitor-dddddddd-1" });
    const ticketId = await open(customer);
    const late = await enter(visitor("visitor-dddddddd-1"), slow);
    expect(late).toEqual(before);
    expect(await sees(late, ticketId)).toBe(false);
    id.clock.advance(31_000);
    expect(await enter(visitor("visitor-dddddddd-1"), slow)).toBeNull();
  });

  test("who signs in before they ever did anything is out as well", async () => {
    await enter({ sub: "c-11", visitor: "visitor-eeeeeeee-1" });
    expect(await enter(visitor("visitor-eeeeeeee-1"))).toBeNull();
  });

  test("who came to be known otherwise is out, and not taken over by who signs in", async () => {
    const before = await enter(visitor("visitor-ffffffff-1"));
    const visitorId = before && "customerId" in before ? before.customerId : "";
    const identity = { kind: "EMAIL", value: "ffff@example.com" } as const;
    await Customer.addIdentity(id.system, { customerId: visitorId, identity });
    expect(await enter(visitor("visitor-ffffffff-1"))).toBeNull();
    const customer = await idOf({ sub: "c-12", visitor: "visitor-ffffffff-1" });
    expect(customer).not.toBe(visitorId);
    expect((await Customer.get(id.system, visitorId)).merged).toBeUndefined();
  });

  test("has no more than 40 visits taken over, and gets in with the next", async () => {
    for (let i = 0; i < 42; i++) {
      await enter(visitor(`visitor-gggggggg-${i}`));
      expect((await enter({ sub: "c-13", visitor: `visitor-gggggggg-${i}` }))?.kind).toBe("customer");
    }
    const customerId = await idOf({ sub: "c-13" });
    expect((await Customer.get(id.system, customerId ?? "")).sources).toHaveLength(40);
  });
});
