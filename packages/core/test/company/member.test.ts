import { describe, expect, test } from "vitest";
import * as Company from "../../src/company/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { mail, merge, phone, somebody, unmerge } from "../support/people.ts";

useEngine();

const make = async (f: Fixture, name: string, domains: string[], tier: Company.Tier = "STANDARD") =>
  (await Company.create(f.agent, { name, domains, tier })).object;
const companyOf = async (f: Fixture, customerId: string) =>
  (await Customer.companyOf(f.agent, await Customer.get(f.agent, customerId)))?.name ?? null;
const membersOf = async (f: Fixture, companyId: string) =>
  (await Customer.listOfCompany(f.agent, companyId)).edges.map(({ node }) => node.id);

describe("whose customer somebody is", () => {
  test.each([
    ["an address at a domain", [mail("a@acme.example")], "Acme"],
    ["an address below a domain", [mail("a@mail.hr.acme.example")], "Acme"],
    ["an address at a nearer domain", [mail("a@x.eu.acme.example")], "Acme EU"],
    ["a second address", [mail("a@gmail.com"), mail("a@acme.example")], "Acme"],
    ["a domain that only ends alike", [mail("a@notacme.example")], null],
    ["a public address", [mail("a@gmail.com")], null],
    ["a phone", [phone("+4930901820")], null],
  ] as const)("%s: %s %s", async (_, identities, expected) => {
    const f = await makeDesk();
    await make(f, "Acme", ["acme.example"]);
    await make(f, "Acme EU", ["eu.acme.example"]);
    const { id } = await somebody(f, ...identities);
    expect(await companyOf(f, id)).toBe(expected);
  });

  test("follows the domain, and what was said by hand comes first", async () => {
    const f = await makeDesk();
    const [acme, globex] = [await make(f, "Acme", ["acme.example"]), await make(f, "Globex", [])];
    const { id: customerId } = await somebody(f, mail("a@acme.example"));
    const other = await somebody(f, mail("b@acme.example"));
    await Customer.setCompany(f.agent, { customerId: other.id, companyId: acme.id });
    await Company.removeDomain(f.agent, { companyId: acme.id, domain: "acme.example" });
    expect(await companyOf(f, customerId)).toBeNull();
    await Company.addDomain(f.agent, { companyId: globex.id, domain: "acme.example" });
    expect([await companyOf(f, customerId), await companyOf(f, other.id)]).toEqual(["Globex", "Acme"]);
    expect(await membersOf(f, globex.id)).toEqual([customerId]);
    expect(await membersOf(f, acme.id)).toEqual([other.id]);
    const { object } = await Customer.setCompany(f.agent, { customerId: other.id, companyId: null });
    expect(object).not.toHaveProperty("companyId");
    expect(await companyOf(f, other.id)).toBe("Globex");
  });

  test("is also who they were merged with", async () => {
    const f = await makeDesk();
    await make(f, "Acme", ["acme.example"]);
    const zoe = await somebody(f, mail("zoe@acme.example"));
    expect(await companyOf(f, f.customerId)).toBeNull();
    await merge(f, f.customerId, zoe.id);
    expect(await companyOf(f, f.customerId)).toBe("Acme");
    await unmerge(f, zoe.id);
    expect(await companyOf(f, f.customerId)).toBeNull();
  });

  test("is answered for many in two reads", async () => {
    const f = await makeDesk();
    await make(f, "Acme", ["acme.example"]);
    const people = [];
    for (let n = 0; n < 20; n++) people.push(await somebody(f, mail(`p${n}@${n % 2 ? "x." : ""}acme.example`)));
    const customers = await Customer.getMany(
      f.agent,
      people.map(({ id }) => id),
    );
    f.usage.length = 0;
    const found = await Customer.companiesOf(
      f.agent,
      customers.filter((one) => one !== null),
    );
    expect(found.map((one) => one?.name)).toEqual(Array.from({ length: 20 }, () => "Acme"));
    expect(f.usage).toHaveLength(2);
  });

  test("costs no read where anybody can have the address", async () => {
    const f = await makeDesk();
    const { object } = await Customer.upsert(f.agent, { email: "a@gmail.com", identities: [mail("a@hotmail.co.uk")] });
    f.usage.length = 0;
    expect(await Customer.companyOf(f.agent, object)).toBeNull();
    expect(f.usage).toEqual([]);
  });

  test("cannot be a company that is not there", async () => {
    const f = await makeDesk();
    const companyId = "cmp_00000000000000000000000000";
    const setting = Customer.setCompany(f.agent, { customerId: f.customerId, companyId });
    await expect(setting).rejects.toMatchObject({ code: "NOT_FOUND", issues: [{ path: ["companyId"] }] });
  });
});

describe("the customers of a company", () => {
  test("are read page by page over all its domains, newest first, none twice", async () => {
    const f = await makeDesk();
    const { id: companyId } = await make(f, "Acme", ["acme.example", "acme.test"]);
    const ids: string[] = [];
    for (const address of ["a@acme.example", "b@acme.test", "c@acme.example", "d@gmail.com"]) {
      f.clock.advance(1);
      const { id } = await somebody(f, mail(address));
      if (address.startsWith("d")) await Customer.setCompany(f.agent, { customerId: id, companyId });
      ids.unshift(id);
    }
    await somebody(f, mail("e@gmail.com"));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { edges, pageInfo } = await Customer.listOfCompany(f.agent, companyId, { first: 1, after });
      seen.push(...edges.map(({ node }) => node.id));
      after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
    } while (after !== undefined);
    expect(seen).toEqual(ids);
  });

  test("change with the address that answers go to, and hold nobody who was merged", async () => {
    const f = await makeDesk();
    const { id: companyId } = await make(f, "Acme", ["acme.example"]);
    const { customerId } = f;
    await Customer.addIdentity(f.agent, { customerId, identity: mail("eve@acme.example") });
    expect(await membersOf(f, companyId)).toEqual([]);
    await Customer.setPrimaryEmail(f.agent, { customerId, email: "eve@acme.example" });
    expect(await membersOf(f, companyId)).toEqual([customerId]);
    const zoe = await somebody(f, mail("zoe@acme.example"));
    await merge(f, customerId, zoe.id);
    expect(await membersOf(f, companyId)).toEqual([customerId]);
  });

  test("are for those who may read every customer", async () => {
    const f = await makeDesk();
    const { id } = await make(f, "Acme", ["acme.example"]);
    expect(await codeOf(Customer.listOfCompany(f.customer, id))).toBe("FORBIDDEN");
    expect(await codeOf(Customer.listOfCompany(f.agent, "cmp_00000000000000000000000000"))).toBe("NOT_FOUND");
  });
});

test.each([
  ["STANDARD", "STANDARD", "STANDARD"],
  ["STANDARD", "VIP", "VIP"],
  ["PRIORITY", "VIP", "PRIORITY"],
  ["VIP", "STANDARD", "VIP"],
  ["PRIORITY", null, "PRIORITY"],
  ["STANDARD", null, "STANDARD"],
] as const)("a customer of tier %s at a company of tier %s is served as %s", async (own, theirs, expected) => {
  const f = await makeDesk();
  if (theirs) await make(f, "Acme", ["acme.example"], theirs);
  const { object } = await Customer.upsert(f.agent, { email: "a@acme.example", tier: own });
  expect(await Customer.effectiveTier(f.system, object)).toBe(expected);
});
