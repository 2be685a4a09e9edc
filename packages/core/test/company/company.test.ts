import { describe, expect, test } from "vitest";
import * as Company from "../../src/company/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const acme = { name: "Acme", domains: ["acme.example"] };

describe("a domain", () => {
  test.each([
    [" ACME.Example ", "acme.example"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["mail.eu.acme.example", "mail.eu.acme.example"],
  ])("%s is kept as %s", async (given, kept) => {
    const f = await makeDesk();
    const { object } = await Company.create(f.agent, { name: "Acme", domains: [given] });
    expect(object.domains).toEqual([kept]);
    expect((await Company.getByDomain(f.agent, given))?.id).toBe(object.id);
  });

  test.each([
    ["acme", /at least one dot/],
    ["eve@acme.example", /at least one dot/],
    ["-acme.example", /at least one dot/],
    ["", /at least one dot/],
    [`${"a.".repeat(130)}example`, /at most 253|at least one dot/],
    ["gmail.com", /Anybody can have an address/],
    ["mail.gmail.com", /Anybody can have an address/],
    ["yahoo.com.sg", /Anybody can have an address/],
    ["github.io", /Anybody can have an address/],
    ["GMX.de", /Anybody can have an address/],
    ["outlook.com", /Anybody can have an address/],
    ["qq.com", /Anybody can have an address/],
    ["co.uk", /Anybody can have an address/],
  ])("%s is refused", async (domain, says) => {
    const f = await makeDesk();
    const refused = Company.create(f.agent, { name: "Acme", domains: [domain] });
    await expect(refused).rejects.toMatchObject({
      code: "VALIDATION",
      issues: [{ path: ["domains", 0], message: expect.stringMatching(says) as string }],
    });
  });

  test("belongs to one company: another is told which, until it is taken off there", async () => {
    const f = await makeDesk();
    const { object } = await Company.create(f.agent, acme);
    const taken = { code: "ALREADY_EXISTS", details: { id: object.id } };
    await expect(Company.create(f.agent, { ...acme, name: "Copy" })).rejects.toMatchObject(taken);
    const { object: other } = await Company.create(f.agent, { name: "Globex" });
    const move = { companyId: other.id, domain: "acme.example" };
    await expect(Company.addDomain(f.agent, move)).rejects.toMatchObject(taken);
    expect(await codeOf(Company.removeDomain(f.agent, move))).toBe("VALIDATION");
    expect((await Company.removeDomain(f.agent, { ...move, companyId: object.id })).object).not.toHaveProperty(
      "domains",
    );
    expect((await Company.addDomain(f.agent, move)).object.domains).toEqual(["acme.example"]);
    expect((await Company.getByDomain(f.agent, "acme.example"))?.id).toBe(other.id);
  });

  test("claimed by two companies at once is one's", async () => {
    const f = await makeDesk();
    const codes = await Promise.all(["A", "B", "C"].map((name) => codeOf(Company.create(f.agent, { ...acme, name }))));
    expect(codes.sort()).toEqual(["ALREADY_EXISTS", "ALREADY_EXISTS", "done"]);
    expect((await Company.list(f.agent)).edges).toHaveLength(1);
  });

  test("that a company has already changes nothing; a twenty-first is too many", async () => {
    const f = await makeDesk();
    const domains = Array.from({ length: 20 }, (_, n) => `d${n}.example`);
    const { object } = await Company.create(f.agent, { name: "Acme", domains });
    const add = (domain: string) => Company.addDomain(f.agent, { companyId: object.id, domain });
    expect((await add("D0.example")).entryIds).toEqual([]);
    await expect(add("d20.example")).rejects.toMatchObject({ code: "LIMIT", details: { limit: 20 } });
    expect(await Company.getByDomain(f.agent, "d20.example")).toBeNull();
  });
});

describe("a company", () => {
  test("is made, changed and listed, newest first", async () => {
    const f = await makeDesk();
    const { object } = await Company.create(f.agent, { ...acme, tier: "VIP" });
    f.clock.advance(1);
    await Company.create(f.agent, { name: "Globex" });
    const input = { companyId: object.id, name: "Acme Ltd" };
    const changed = await Company.update(f.agent, { ...input, expectedVersion: object.version });
    expect(changed.object).toMatchObject({ name: "Acme Ltd", tier: "VIP", domains: ["acme.example"] });
    expect((await Company.update(f.agent, input)).entryIds).toEqual([]);
    expect((await Company.update(f.agent, { companyId: object.id, tier: "PRIORITY" })).object.tier).toBe("PRIORITY");
    expect(await codeOf(Company.update(f.agent, { ...input, expectedVersion: 1 }))).toBe("CONFLICT");
    expect((await Company.list(f.agent)).edges.map(({ node }) => node.name)).toEqual(["Globex", "Acme Ltd"]);
    expect(await Company.getMany(f.agent, [object.id, "cmp_00000000000000000000000000"])).toMatchObject([
      { name: "Acme Ltd" },
      null,
    ]);
  });

  test("has values of the workspace's fields for companies, and no others", async () => {
    const f = await makeDesk();
    await Workspace.defineField(f.admin, { on: "COMPANY", key: "contract", label: "Contract", type: "TEXT" });
    await Workspace.defineField(f.admin, { on: "CUSTOMER", key: "frame", label: "Frame", type: "TEXT" });
    const { object } = await Company.create(f.agent, acme);
    const change = (values: Workspace.FieldChanges) =>
      Company.changeAttributes(f.agent, { companyId: object.id, values });
    await change({ contract: "gold" });
    expect(await Company.attributes(f.agent, object.id)).toEqual({ contract: "gold" });
    expect(await codeOf(change({ frame: "F-1" }))).toBe("VALIDATION");
    expect((await change({ contract: null })).object).not.toHaveProperty("attributeCount");
  });

  test("is for staff: a customer reads none", async () => {
    const f = await makeDesk();
    const { object } = await Company.create(f.agent, acme);
    expect(await codeOf(Company.get(f.customer, object.id))).toBe("FORBIDDEN");
    expect(await codeOf(Company.list(f.customer))).toBe("FORBIDDEN");
  });
});
