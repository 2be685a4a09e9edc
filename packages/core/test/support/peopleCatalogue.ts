import * as Company from "../../src/company/index.ts";
import * as Customer from "../../src/customer/index.ts";
import type { Call } from "./configuring.ts";

/** A customer as somebody read them. */
const personWith = (id: string): Customer.Customer => ({
  id,
  email: "x@acme.example",
  tier: "STANDARD",
  createdAt: 0,
});

/** What is done to customers and companies, with an input that works for whoever may. */
export const PEOPLE_WRITES: Readonly<Record<string, Call>> = {
  "customer.upsert": (ctx, _, key) => Customer.upsert(ctx, { email: "new@example.com", name: "New", ...key }),
  "customer.signIn": (ctx) => Customer.signIn(ctx, { externalId: "4711", email: "new@example.com" }),
  "customer.visit": (ctx) => Customer.visit(ctx, { visitorId: "0123456789abcdef" }),
  "customer.update": (ctx, { customerId }, key) => Customer.update(ctx, { customerId, name: "Evelyn", ...key }),
  "customer.addIdentity": (ctx, { customerId }, key) =>
    Customer.addIdentity(ctx, { customerId, identity: { kind: "PHONE", value: "+49 30 901821" }, ...key }),
  "customer.removeIdentity": (ctx, { customerId }, key) =>
    Customer.removeIdentity(ctx, { customerId, identity: { kind: "EMAIL", value: "seeded@example.com" }, ...key }),
  "customer.setPrimaryEmail": (ctx, { customerId }, key) =>
    Customer.setPrimaryEmail(ctx, { customerId, email: "seeded@example.com", ...key }),
  "customer.merge": (ctx, { customerId, otherCustomerId }, key) =>
    Customer.merge(ctx, { sourceIds: [otherCustomerId], targetId: customerId, ...key }),
  "customer.unmerge": (ctx, { otherCustomerId: customerId }, key) => Customer.unmerge(ctx, { customerId, ...key }),
  "customer.changeAttributes": (ctx, { customerId }, key) =>
    Customer.changeAttributes(ctx, { customerId, values: { seeded: "more" }, ...key }),
  "customer.setConsent": (ctx, { customerId }, key) =>
    Customer.setConsent(ctx, { customerId, category: "news", granted: true, ...key }),
  "customer.suppress": (ctx, { customerId }, key) =>
    Customer.suppress(ctx, { customerId, reason: "REQUEST", note: "Asked to.", ...key }),
  "customer.liftSuppression": (ctx, { otherCustomerId: customerId }, key) =>
    Customer.liftSuppression(ctx, { customerId, reason: "BOUNCE", ...key }),
  "customer.setCompany": (ctx, { customerId, companyId }, key) =>
    Customer.setCompany(ctx, { customerId, companyId, ...key }),
  "customer.note": (ctx, { customerId }, key) => Customer.note(ctx, { customerId, text: "N", ...key }),
  "customer.redactNote": (ctx, { customerId, noteId }, key) =>
    Customer.redactNote(ctx, { customerId, noteId, reason: "asked to", ...key }),
  "company.create": (ctx, _, key) =>
    Company.create(ctx, { name: "Globex", domains: ["globex.example", "globex.test"], ...key }),
  "company.update": (ctx, { companyId }, key) => Company.update(ctx, { companyId, name: "Acme Ltd", ...key }),
  "company.addDomain": (ctx, { companyId }, key) => Company.addDomain(ctx, { companyId, domain: "acme.test", ...key }),
  "company.removeDomain": (ctx, { companyId }, key) =>
    Company.removeDomain(ctx, { companyId, domain: "acme.example", ...key }),
  "company.changeAttributes": (ctx, { companyId }, key) =>
    Company.changeAttributes(ctx, { companyId, values: { seeded: "more" }, ...key }),
};

/** What is read of them. */
export const PEOPLE_READS: Readonly<Record<string, Call>> = {
  "customer.get": (ctx, { customerId }) => Customer.get(ctx, customerId),
  "customer.getByEmail": (ctx) => Customer.getByEmail(ctx, "eve@example.com"),
  "customer.getMany": (ctx, { customerId }) => Customer.getMany(ctx, [customerId]),
  "customer.getByIdentity": (ctx) => Customer.getByIdentity(ctx, { kind: "EMAIL", value: "eve@example.com" }),
  "customer.list": (ctx) => Customer.list(ctx),
  "customer.listOfCompany": (ctx, { companyId }) => Customer.listOfCompany(ctx, companyId),
  "customer.mergedCustomers": (ctx, { customerId }) => Customer.mergedCustomers(ctx, customerId),
  "customer.attributes": (ctx, { customerId }) => Customer.attributes(ctx, customerId),
  "customer.notes": (ctx, { customerId }) => Customer.notes(ctx, customerId),
  "customer.companyOf": (ctx, { customerId }) => Customer.companyOf(ctx, personWith(customerId)),
  "customer.companiesOf": (ctx, { customerId }) => Customer.companiesOf(ctx, [personWith(customerId)]),
  "company.get": (ctx, { companyId }) => Company.get(ctx, companyId),
  "company.getMany": (ctx, { companyId }) => Company.getMany(ctx, [companyId]),
  "company.getByDomain": (ctx) => Company.getByDomain(ctx, "acme.example"),
  "company.attributes": (ctx, { companyId }) => Company.attributes(ctx, companyId),
  "company.list": (ctx) => Company.list(ctx),
};
