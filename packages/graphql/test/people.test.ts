import * as Workspace from "@switchboard/core/workspace";
import { describe, expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);

const IDENTITIES = "identities { kind value network }";
const CUSTOMER = `customer { id version email ${IDENTITIES} }`;
const PHONE = { kind: "PHONE", value: "+49 30 901820" };

let count = 0;
/** Somebody new, by an address and whatever else. */
async function somebody(extra: object = {}, domain = "example.com"): Promise<{ id: string; email: string }> {
  const email = `p${++count}@${domain}`;
  const { customer, errors } = await run("upsertCustomer", { email, ...extra }, CUSTOMER);
  expect(errors).toEqual([]);
  return customer;
}

async function read(id: string, fields: string, who: keyof typeof as = "ada") {
  const { data, errors } = await as[who](`query ($id: ID!) { customer(id: $id) { ${fields} } }`, { id });
  expect(errors).toEqual([]);
  return data.customer;
}

describe("what a customer is known by", () => {
  test("is given, found and taken off", async () => {
    const { customer } = await run(
      "upsertCustomer",
      {
        identities: [
          { ...PHONE, network: null },
          { kind: "SOCIAL", value: "@Kim", network: "mastodon" },
        ],
        name: "Kim",
      },
      CUSTOMER,
    );
    const known = [
      { kind: "PHONE", value: "+4930901820", network: null },
      { kind: "SOCIAL", value: "Kim", network: "mastodon" },
    ];
    expect(customer).toMatchObject({ email: null, identities: known });
    const query = "query ($by: CustomerIdentityInput!) { customerByIdentity(identity: $by) { id } }";
    expect((await as.ada(query, { by: PHONE })).data).toEqual({ customerByIdentity: { id: customer.id } });
    const email = { kind: "EMAIL", value: "kim@example.com" };
    const change = { customerId: customer.id, identity: email };
    expect(await run("addCustomerIdentity", change, CUSTOMER)).toMatchObject({
      customer: { email: "kim@example.com", identities: [{ ...email, network: null }, ...known] },
    });
    const other = { ...change, identity: { kind: "EMAIL", value: "kim@work.example" } };
    await run("addCustomerIdentity", other, CUSTOMER);
    const primary = { customerId: customer.id, email: "kim@work.example" };
    expect(await run("setPrimaryCustomerEmail", primary, CUSTOMER)).toMatchObject({
      customer: { email: "kim@work.example" },
    });
    expect(await run("removeCustomerIdentity", other, CUSTOMER)).toMatchObject({
      customer: { email: "kim@example.com" },
    });
  });

  test("is refused with its place, and with whose it is", async () => {
    const [one, other] = [await somebody(), await somebody()];
    const wrong = { customerId: one.id, identity: { kind: "PHONE", value: "030 901820" } };
    expect((await run("addCustomerIdentity", wrong, CUSTOMER)).errors).toMatchObject([
      { __typename: "ValidationError", path: ["identity", "value"], message: expect.stringContaining("country code") },
    ]);
    const taken = { customerId: one.id, identity: { kind: "EMAIL", value: other.email } };
    expect((await run("addCustomerIdentity", taken, CUSTOMER)).errors).toMatchObject([
      { __typename: "ConflictError", code: "ALREADY_EXISTS", ids: [one.id, other.id], currentVersion: null },
    ]);
    const both = { email: one.email, identities: [{ kind: "EMAIL", value: other.email }] };
    expect((await run("upsertCustomer", both, CUSTOMER)).errors).toMatchObject([{ ids: [one.id, other.id] }]);
    expect((await run("upsertCustomer", { name: "Nobody" }, CUSTOMER)).errors).toMatchObject([
      { __typename: "ValidationError", path: ["identities"] },
    ]);
  });

  test("comes with what is taken over in one case only", async () => {
    const input = { email: "lee@example.com", onCreate: { name: "Lee" }, onUpdate: { locale: "fr", name: null } };
    const fields = "outcome customer { name locale }";
    expect(await run("upsertCustomer", input, fields)).toMatchObject({ customer: { name: "Lee", locale: null } });
    expect(await run("upsertCustomer", input, fields)).toMatchObject({
      outcome: "UPDATED",
      customer: { name: "Lee", locale: "fr" },
    });
  });
});

test("customers are merged, read as one, and taken apart again", async () => {
  const twin = await somebody();
  const ticket = await fresh({ customerId: twin.id });
  const MERGED = "customer { id mergedCustomers { id } mergedInto { id } }";
  const input = { targetId: t.ids.eve, sourceIds: [twin.id] };
  expect(await run("mergeCustomers", input, MERGED)).toEqual({
    customer: { id: t.ids.eve, mergedCustomers: [{ id: twin.id }], mergedInto: null },
    errors: [],
  });
  expect(await read(twin.id, "mergedInto { id }")).toEqual({ mergedInto: { id: t.ids.eve } });
  t.clock.advance(60_000);
  for (const who of ["ada", "eve"] as const) {
    const { tickets } = await read(t.ids.eve, "tickets { edges { node { id } } }", who);
    expect(tickets.edges).toContainEqual({ node: { id: ticket.id } });
  }
  const refused = await run("updateCustomer", { customerId: twin.id, name: "X" }, "customer { id }");
  expect(refused.errors).toMatchObject([{ __typename: "TransitionError", allowed: [], path: ["customerId"] }]);
  const circle = { targetId: twin.id, sourceIds: [t.ids.eve] };
  expect((await run("mergeCustomers", circle, MERGED)).errors).toMatchObject([{ path: ["sourceIds", "0"] }]);
  expect(await run("unmergeCustomer", { customerId: twin.id }, MERGED)).toMatchObject({
    customer: { id: twin.id, mergedInto: null },
  });
  expect(await read(t.ids.eve, "mergedCustomers { id }")).toEqual({ mergedCustomers: [] });
});

test("attributes are set, and cleared with null", async () => {
  const { id: customerId } = await somebody();
  await Workspace.defineField(t.as("admin"), { on: "CUSTOMER", key: "bikes", label: "Bikes", type: "NUMBER" });
  const fields = "customer { attributes }";
  const set = await run("changeCustomerAttributes", { customerId, values: { bikes: 2 } }, fields);
  expect(set.customer).toEqual({ attributes: { bikes: 2 } });
  const wrong = await run("changeCustomerAttributes", { customerId, values: { bikes: "two" } }, fields);
  expect(wrong.errors).toMatchObject([{ __typename: "ValidationError", path: ["values", "bikes"] }]);
  const cleared = await run("changeCustomerAttributes", { customerId, values: { bikes: null } }, fields);
  expect(cleared).toEqual({ customer: { attributes: {} }, errors: [] });
});

test("consent is said by staff and by customers themselves, suppression by staff", async () => {
  const { id: customerId } = await somebody();
  const CONSENTS = "customer { consents { category granted at } }";
  const input = { category: "news", granted: true };
  const consents = [{ ...input, at: new Date(t.clock.now()).toISOString() }];
  expect(await run("setCustomerConsent", { customerId, ...input }, CONSENTS)).toMatchObject({ customer: { consents } });
  const own = await run("setCustomerConsent", { customerId: t.ids.eve, ...input }, CONSENTS, "eve");
  expect(own).toMatchObject({ customer: { consents }, errors: [] });
  const theirs = await run("setCustomerConsent", { customerId, ...input }, CONSENTS, "eve");
  expect(theirs.errors).toMatchObject([{ code: "NOT_FOUND" }]);
  const SUPPRESSION = "customer { suppression { reason note } }";
  const stop = { customerId, reason: "COMPLAINT", note: "Angry." };
  expect(await run("suppressCustomer", stop, SUPPRESSION)).toMatchObject({
    customer: { suppression: [{ reason: "COMPLAINT", note: "Angry." }] },
  });
  expect(await run("liftCustomerSuppression", { customerId, reason: "COMPLAINT" }, SUPPRESSION)).toMatchObject({
    customer: { suppression: [] },
  });
});

test("notes are written, read by staff alone, and blanked", async () => {
  const customerId = t.ids.eve;
  const NOTES = "notes { edges { node { id text customerId actor { kind } } } }";
  const { customer } = await run("addCustomerNote", { customerId, text: "Calls at noon." }, `customer { ${NOTES} }`);
  const [{ node }] = customer.notes.edges;
  expect(node).toMatchObject({ text: "Calls at noon.", customerId, actor: { kind: "AGENT" } });
  const theirs = await as.eve(`{ viewer { customer { name ${NOTES} } } }`);
  expect(theirs.data.viewer.customer).toEqual({ name: "Eve", notes: null });
  expect(theirs.codes).toEqual(["FORBIDDEN"]);
  const blank = { customerId, noteId: node.id, reason: "asked to" };
  const redacted = await run("redactCustomerNote", blank, `customer { ${NOTES} }`);
  expect(redacted.customer.notes.edges).toMatchObject([{ node: { id: node.id, text: null } }]);
});
