import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { history } from "../../src/table/index.ts";
import { codeOf, everyRow, makeDesk, useEngine } from "../support/desk.ts";
import { mail, merge, phone, somebody } from "../support/people.ts";

useEngine();

const external = (value: string): Customer.Identity => ({ kind: "EXTERNAL", value });
const social = (value: string, network = "mastodon"): Customer.Identity => ({ kind: "SOCIAL", value, network });

describe("an identity is kept in the form we send to", () => {
  test.each<[Customer.Identity, Customer.Identity]>([
    [mail(" Eve.B@EXAMPLE.com "), mail("Eve.B@example.com")],
    [phone("+49 (30) 90-18.20"), phone("+4930901820")],
    [phone("+1234567"), phone("+1234567")],
    [external(" C-4711 "), external("C-4711")],
    [social(" @Eve ", " Mastodon "), social("Eve")],
    [
      { kind: "PHONE", value: "+4930901820", network: "x" },
      { kind: "PHONE", value: "+4930901820" },
    ],
  ])("%j becomes %j", async (given, kept) => {
    const f = await makeDesk();
    const { object } = await Customer.upsert(f.agent, { identities: [given] });
    expect(Customer.identitiesOf(object)).toEqual([kept]);
  });

  test.each<[Customer.Identity, RegExp, string]>([
    [mail("eve"), /no e-mail address/, "value"],
    [phone("030 901820"), /with \+ and the country code/, "value"],
    [phone("+0301234567"), /with \+ and the country code/, "value"],
    [phone("+123456"), /with \+ and the country code/, "value"],
    [phone(`+${"1".repeat(16)}`), /with \+ and the country code/, "value"],
    [phone("+49 30 call me"), /with \+ and the country code/, "value"],
    [external("  "), /not be empty/, "value"],
    [external("x".repeat(201)), /200 characters/, "value"],
    [social("@"), /not be empty/, "value"],
    [{ kind: "SOCIAL", value: "eve" }, /A key is/, "network"],
    [social("eve", "not a key"), /A key is/, "network"],
    [{ kind: "FAX" as "PHONE", value: "1" }, /EMAIL, PHONE, EXTERNAL, SOCIAL/, "kind"],
  ])("%j is refused", async (given, says, place) => {
    const f = await makeDesk();
    const refused = Customer.addIdentity(f.agent, { customerId: f.customerId, identity: given });
    await expect(refused).rejects.toMatchObject({
      code: "VALIDATION",
      issues: [{ message: expect.stringMatching(says) as string, path: ["identity", place] }],
    });
  });
});

describe("two identities are the same", () => {
  test.each<[Customer.Identity, Customer.Identity, boolean]>([
    [mail("Eve@acme.example"), mail("eve@ACME.example"), true],
    [phone("+49 30 901820"), phone("+4930901820"), true],
    [external("c-4711"), external("C-4711"), false],
    [social("@Eve"), social("eve"), true],
    [social("eve"), social("eve", "bluesky"), false],
    [external("+4930901820"), phone("+4930901820"), false],
  ])("%j and %j: %s", async (one, other, same) => {
    const f = await makeDesk();
    const { id } = await somebody(f, one);
    expect((await Customer.getByIdentity(f.agent, other))?.id === id).toBe(same);
  });
});

describe("a customer", () => {
  test("is found by everything they are known by, until it is taken off them", async () => {
    const f = await makeDesk();
    const { customerId } = f;
    const extra = [phone("+4930901820"), external("C-1"), social("eve"), mail("eve@work.example")];
    for (const identity of extra) await Customer.addIdentity(f.agent, { customerId, identity });
    for (const identity of extra) expect((await Customer.getByIdentity(f.agent, identity))?.id).toBe(customerId);
    for (const identity of extra) await Customer.removeIdentity(f.agent, { customerId, identity });
    for (const identity of extra) expect(await Customer.getByIdentity(f.agent, identity)).toBeNull();
    expect(await Customer.get(f.agent, customerId)).not.toHaveProperty("identities");
  });

  test("can be known by a phone alone: there is then no address", async () => {
    const f = await makeDesk();
    const { id } = await somebody(f, phone("+4930901820"));
    expect(await Customer.get(f.agent, id)).not.toHaveProperty("email");
    await Customer.addIdentity(f.agent, { customerId: id, identity: mail("late@example.com") });
    expect(await Customer.get(f.agent, id)).toMatchObject({
      email: "late@example.com",
      identities: [{ kind: "PHONE" }],
    });
  });

  test("gets answers at the address that was chosen, and at the next when that goes", async () => {
    const f = await makeDesk();
    const { customerId } = f;
    await Customer.addIdentity(f.agent, { customerId, identity: mail("Eve@work.example") });
    const chosen = await Customer.setPrimaryEmail(f.agent, { customerId, email: "eve@work.example" });
    expect(chosen.object).toMatchObject({ email: "Eve@work.example", identities: [mail("eve@example.com")] });
    const less = await Customer.removeIdentity(f.agent, { customerId, identity: mail("eve@work.example") });
    expect(less.object).toMatchObject({ email: "eve@example.com" });
    expect(less.object).not.toHaveProperty("identities");
    expect(await codeOf(Customer.setPrimaryEmail(f.agent, { customerId, email: "x@work.example" }))).toBe("VALIDATION");
  });

  test("keeps the last thing they are known by, and loses nothing that is not theirs", async () => {
    const f = await makeDesk();
    const { customerId } = f;
    const remove = (identity: Customer.Identity) => codeOf(Customer.removeIdentity(f.agent, { customerId, identity }));
    expect(await remove(mail("eve@example.com"))).toBe("VALIDATION");
    await somebody(f, phone("+4930901820"));
    expect(await remove(phone("+4930901820"))).toBe("VALIDATION");
    expect(await Customer.getByIdentity(f.agent, phone("+4930901820"))).not.toBeNull();
  });

  test("is known by twenty things at most, with everybody merged into them", async () => {
    const f = await makeDesk();
    const { customerId } = f;
    const nth = (n: number) => external(`C-${n}`);
    const other = await somebody(f, ...Array.from({ length: 9 }, (_, n) => nth(n)));
    for (let n = 10; n < 20; n++) await Customer.addIdentity(f.agent, { customerId, identity: nth(n) });
    await merge(f, customerId, other.id);
    for (const add of [
      () => Customer.addIdentity(f.agent, { customerId, identity: nth(20) }),
      () => Customer.upsert(f.agent, { email: "eve@example.com", identities: [nth(20)] }),
    ]) {
      await expect(add()).rejects.toMatchObject({ code: "LIMIT", details: { limit: 20 } });
    }
    expect(await Customer.getByIdentity(f.agent, nth(20))).toBeNull();
    const twenty = Array.from({ length: 20 }, (_, n) => nth(100 + n));
    const alone = Customer.upsert(f.agent, { email: "more@example.com", identities: twenty });
    expect(await codeOf(alone)).toBe("LIMIT");
  });
});

test("values stand neither on the bus nor in a key", async () => {
  const f = await makeDesk();
  const { customerId } = f;
  await Customer.addIdentity(f.agent, { customerId, identity: phone("+4930901820") });
  await Customer.removeIdentity(f.agent, { customerId, identity: phone("+4930901820") });
  const events = await history(f.system, customerId);
  expect(events.map(({ payload }) => payload)).toEqual([
    { fields: ["email", "name"] },
    { kinds: ["PHONE"] },
    { kind: "PHONE" },
  ]);
  const keys = JSON.stringify((await everyRow()).map(({ pk, sk }) => [pk, sk]));
  expect(keys).not.toMatch(/901820|eve@/);
});
