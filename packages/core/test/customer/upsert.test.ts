import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { mail, phone, somebody } from "../support/people.ts";

useEngine();

const PHONE = phone("+4930901820");

describe("an upsert", () => {
  test("finds by any of what it names, and adds what nobody had", async () => {
    const f = await makeDesk();
    const input = { email: "eve@example.com", identities: [PHONE] };
    expect(await Customer.upsert(f.agent, input)).toMatchObject({
      outcome: "UPDATED",
      object: { id: f.customerId, identities: [PHONE] },
    });
    expect(await Customer.upsert(f.agent, input)).toMatchObject({ outcome: "NOOP" });
    expect(await Customer.upsert(f.agent, { identities: [PHONE] })).toMatchObject({
      outcome: "NOOP",
      object: { id: f.customerId },
    });
  });

  test("names the same thing twice as once", async () => {
    const f = await makeDesk();
    const { object } = await Customer.upsert(f.agent, {
      email: "zoe@example.com",
      identities: [mail("ZOE@example.com"), PHONE, phone("+49 30 901820")],
    });
    expect(Customer.identitiesOf(object)).toEqual([mail("zoe@example.com"), PHONE]);
  });

  test("takes the flat profile over in both cases, onCreate and onUpdate in one", async () => {
    const f = await makeDesk();
    const input = {
      email: "zoe@example.com",
      locale: "fr",
      onCreate: { name: "Zoe", tier: "VIP" },
      onUpdate: { name: "Zoë", locale: "de" },
    } as const;
    const made = await Customer.upsert(f.agent, input);
    expect(made).toMatchObject({ outcome: "CREATED", object: { name: "Zoe", tier: "VIP", locale: "fr" } });
    const found = await Customer.upsert(f.agent, input);
    expect(found).toMatchObject({ outcome: "UPDATED", object: { name: "Zoë", tier: "VIP", locale: "de" } });
    expect(await Customer.upsert(f.agent, input)).toMatchObject({ outcome: "NOOP" });
  });

  test("that names nothing is refused", async () => {
    const f = await makeDesk();
    expect(await codeOf(Customer.upsert(f.agent, { name: "Nobody" }))).toBe("VALIDATION");
  });

  test("that names two people is refused with both ids, and does nothing", async () => {
    const f = await makeDesk();
    const zoe = await somebody(f, PHONE);
    const both = Customer.upsert(f.agent, { email: "eve@example.com", identities: [PHONE], name: "Mix" });
    await expect(both).rejects.toMatchObject({
      name: "ConflictError",
      code: "ALREADY_EXISTS",
      retryable: false,
      details: { ids: [f.customerId, zoe.id] },
      message: expect.stringContaining(`${f.customerId} and ${zoe.id}`) as string,
    });
    expect(await Customer.get(f.agent, f.customerId)).toMatchObject({ name: "Eve", version: 1 });
  });

  test.each([
    ["locale", "german please"],
    ["locale", "de_AT"],
    ["timeZone", "Berlin"],
    ["timeZone", "+02:00"],
  ])("refuses a %s of %s", async (field, value) => {
    const f = await makeDesk();
    const refused = Customer.upsert(f.agent, { email: "eve@example.com", [field]: value });
    await expect(refused).rejects.toMatchObject({ code: "VALIDATION", issues: [{ path: [field] }] });
  });

  test.each([
    ["locale", "de-at", "de-AT"],
    ["locale", "zh-hant-tw", "zh-Hant-TW"],
    ["timeZone", "Europe/Vienna", "Europe/Vienna"],
    ["timeZone", "Asia/Kolkata", "Asia/Kolkata"],
    ["timeZone", "UTC", "UTC"],
  ])("takes a %s of %s as %s", async (field, value, kept) => {
    const f = await makeDesk();
    const { object } = await Customer.upsert(f.agent, { email: "eve@example.com", [field]: value });
    expect(object).toMatchObject({ [field]: kept });
  });
});

describe("at the same time", () => {
  test("twenty upserts that claim one address end with one customer, whatever else they name", async () => {
    const f = await makeDesk();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        Customer.upsert(f.agent, {
          email: n % 2 ? "zoe@example.com" : "ZOE@example.com",
          identities: [{ kind: "EXTERNAL", value: `C-${n % 4}` }],
        }),
      ),
    );
    expect(new Set(results.map(({ object }) => object.id)).size).toBe(1);
    expect(results.filter(({ outcome }) => outcome === "CREATED")).toHaveLength(1);
    const zoe = await Customer.getByEmail(f.agent, "zoe@example.com");
    expect(zoe?.identities?.map(({ value }) => value).sort()).toEqual(["C-0", "C-1", "C-2", "C-3"]);
  });

  test("two customers who claim one address: one has it, the other is told whose it is", async () => {
    const f = await makeDesk();
    const zoe = await somebody(f, mail("zoe@example.com"));
    const claims = [f.customerId, zoe.id].map((customerId) =>
      Customer.addIdentity(f.agent, { customerId, identity: PHONE }).then(
        () => customerId,
        (e: { code: string; details: { ids: readonly string[] } }) => e,
      ),
    );
    const [one, other] = await Promise.all(claims);
    const [winner, loser] = typeof one === "string" ? [one, other] : [other, one];
    expect(loser).toMatchObject({
      code: "ALREADY_EXISTS",
      details: { ids: winner === zoe.id ? [f.customerId, zoe.id] : [zoe.id, f.customerId] },
    });
    expect((await Customer.getByIdentity(f.agent, PHONE))?.id).toBe(winner);
  });
});
