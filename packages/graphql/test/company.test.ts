import { counted } from "@switchboard/core/testing";
import * as Workspace from "@switchboard/core/workspace";
import { expect, test } from "vitest";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run } = mutator(t);

const COMPANY = "company { id name tier domains version }";

test("a company is made, found, changed and has its customers", async () => {
  const made = await run("createCompany", { name: "Acme", domains: ["ACME.example"], tier: "VIP" }, COMPANY);
  expect(made).toMatchObject({
    errors: [],
    company: { name: "Acme", tier: "VIP", domains: ["acme.example"], version: 1 },
  });
  const { id: companyId } = made.company;
  const { customer } = await run("upsertCustomer", { email: "kim@acme.example" }, "customer { id }");
  const OWN = "tier effectiveTier company { id customers { edges { node { id } } } }";
  const { data } = await as.ada(
    `query ($id: ID!, $node: ID!) {
      customer(id: $id) { ${OWN} }
      node(id: $node) { __typename id ... on Company { name attributes } }
      companyByDomain(domain: "acme.example") { id }
      companies { edges { node { id tier } } } }`,
    { id: customer.id, node: companyId },
  );
  expect(data).toEqual({
    customer: {
      tier: "STANDARD",
      effectiveTier: "VIP",
      company: { id: companyId, customers: { edges: [{ node: { id: customer.id } }] } },
    },
    node: { __typename: "Company", id: companyId, name: "Acme", attributes: {} },
    companyByDomain: { id: companyId },
    companies: { edges: [{ node: { id: companyId, tier: "VIP" } }] },
  });
  const changed = await run("updateCompany", { companyId, name: "Acme Ltd", expectedVersion: 1 }, COMPANY);
  expect(changed.company).toMatchObject({ name: "Acme Ltd", version: 2 });
  await run("addCompanyDomain", { companyId, domain: "acme.test" }, COMPANY);
  const less = await run("removeCompanyDomain", { companyId, domain: "acme.example" }, COMPANY);
  expect(less.company).toMatchObject({ domains: ["acme.test"] });
  const put = { customerId: customer.id, companyId };
  expect(await run("setCustomerCompany", put, "customer { company { id } }")).toMatchObject({
    customer: { company: { id: companyId } },
  });
  const out = { customerId: customer.id, companyId: null };
  expect(await run("setCustomerCompany", out, "customer { company { id } }")).toMatchObject({
    customer: { company: null },
  });
});

test("a domain that is taken or anybody's is refused, with whose it is", async () => {
  const { company } = await run("createCompany", { name: "Globex", domains: ["globex.example"] }, COMPANY);
  const copy = await run("createCompany", { name: "Copy", domains: ["globex.example"] }, COMPANY);
  expect(copy.errors).toMatchObject([{ __typename: "ConflictError", code: "ALREADY_EXISTS", ids: [company.id] }]);
  const open = await run("addCompanyDomain", { companyId: company.id, domain: "gmail.com" }, COMPANY);
  expect(open.errors).toMatchObject([{ __typename: "ValidationError", path: ["domain"] }]);
});

test("attributes of companies are set, and cleared with null", async () => {
  await Workspace.defineField(t.as("admin"), { on: "COMPANY", key: "contract", label: "Contract", type: "TEXT" });
  const { company } = await run("createCompany", { name: "Initech" }, COMPANY);
  const change = (values: object) =>
    run("changeCompanyAttributes", { companyId: company.id, values }, "company { attributes }");
  expect((await change({ contract: "gold" })).company).toEqual({ attributes: { contract: "gold" } });
  expect((await change({ contract: null })).company).toEqual({ attributes: {} });
});

test("customers read no company; the rest of the answer stays", async () => {
  const { data, codes } = await as.eve(
    "{ viewer { customer { name company { id } } } companies { edges { cursor } } }",
  );
  expect(data).toEqual({ viewer: { customer: { name: "Eve", company: null } }, companies: null });
  expect(codes).toEqual(["FORBIDDEN", "FORBIDDEN"]);
});

test("the companies of a page of customers are read together", async () => {
  await run("createCompany", { name: "Umbrella", domains: ["umbrella.example"] }, COMPANY);
  for (let n = 0; n < 10; n++) await run("upsertCustomer", { email: `u${n}@umbrella.example` }, "customer { id }");
  const { table, calls } = counted(t.desk.table);
  const server = t.serve({ context: () => ({ ...t.as("ada"), table }) });
  const ada = caller(server, "ada");
  const { data } = await ada("{ customers(first: 10) { edges { node { company { name } } } } }");
  expect(data.customers.edges).toEqual(Array.from({ length: 10 }, () => ({ node: { company: { name: "Umbrella" } } })));
  expect(calls().filter(({ name }) => name === "batchGet")).toHaveLength(3);
});
