import * as fc from "fast-check";
import * as Company from "../../src/company/index.ts";
import * as Customer from "../../src/customer/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import type { Fixture } from "./desk.ts";
import type { Step } from "./step.ts";

const words = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });

/** Few enough that people get into each other's way. */
const identity: fc.Arbitrary<Customer.Identity> = fc.constantFrom(
  { kind: "EMAIL", value: "eve@example.com" },
  { kind: "EMAIL", value: "Zoe@acme.example" },
  { kind: "EMAIL", value: "kim@gmail.com" },
  { kind: "PHONE", value: "+49 30 901820" },
  { kind: "EXTERNAL", value: "C-4711" },
  { kind: "SOCIAL", network: "mastodon", value: "@zoe" },
);
const domain = fc.constantFrom("acme.example", "eu.acme.example", "globex.example");
const tier = fc.constantFrom(...Company.TIERS);

/** Somebody known by this, also when they were merged. */
const known = async (f: Fixture, one: Customer.Identity): Promise<string> =>
  (await Customer.getByIdentity(f.admin, one))?.id ?? f.customerId;

const firstCompany = async (f: Fixture): Promise<string> =>
  (await Company.list(f.admin, { first: 1 })).edges[0]?.node.id ?? "";

const on = (run: (f: Fixture, customerId: string) => Promise<unknown>) =>
  identity.map(
    (one): Step =>
      async (f) =>
        run(f, await known(f, one)),
  );

/** A step of somebody who looks after customers. */
const customerStep: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.uniqueArray(identity, { minLength: 1, maxLength: 3 }), fc.option(words, { nil: undefined }), tier).map(
    ([identities, name, own]): Step =>
      (f) =>
        Customer.upsert(f.admin, { identities, ...(name ? { name } : {}), onUpdate: { tier: own } }),
  ),
  fc.tuple(identity, identity, fc.boolean()).map(
    ([one, other, away]): Step =>
      async (f) => {
        const input = { customerId: await known(f, one), identity: other };
        await (away ? Customer.removeIdentity : Customer.addIdentity)(f.admin, input);
      },
  ),
  fc.tuple(identity, identity).map(
    ([one, { value }]): Step =>
      async (f) =>
        Customer.setPrimaryEmail(f.admin, { customerId: await known(f, one), email: value }),
  ),
  fc.tuple(identity, identity).map(
    ([one, other]): Step =>
      async (f) =>
        Customer.merge(f.admin, { sourceIds: [await known(f, one)], targetId: await known(f, other) }),
  ),
  fc.tuple(identity, fc.nat({ max: 3 })).map(
    ([one, i]): Step =>
      async (f) => {
        const { sources = [] } = await Customer.get(f.admin, await known(f, one));
        await Customer.unmerge(f.admin, { customerId: sources[i] ?? f.customerId });
      },
  ),
);

const careStep: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(fc.constantFrom("news", "service"), fc.boolean())
    .chain(([category, granted]) =>
      on((f, customerId) => Customer.setConsent(f.admin, { customerId, category, granted })),
    ),
  fc
    .tuple(fc.constantFrom(...Customer.SUPPRESSION_REASONS), fc.option(words, { nil: undefined }))
    .chain(([reason, note]) => on((f, customerId) => Customer.suppress(f.admin, { customerId, reason, note }))),
  fc
    .constantFrom(...Customer.SUPPRESSION_REASONS)
    .chain((reason) => on((f, customerId) => Customer.liftSuppression(f.admin, { customerId, reason }))),
  fc
    .boolean()
    .chain((none) =>
      on(async (f, customerId) =>
        Customer.setCompany(f.admin, { customerId, companyId: none ? null : await firstCompany(f) }),
      ),
    ),
  fc
    .option(words)
    .chain((walk) => on((f, customerId) => Customer.changeAttributes(f.admin, { customerId, values: { walk } }))),
  words.chain((text) => on((f, customerId) => Customer.note(f.admin, { customerId, text }))),
  on(async (f, customerId) => {
    const [newest] = (await Customer.notes(f.admin, customerId, { first: 1 })).edges;
    await Customer.redactNote(f.admin, { customerId, noteId: newest?.node.id ?? "", reason: "asked to" });
  }),
);

const companyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(words, fc.uniqueArray(domain, { maxLength: 2 })).map(
    ([name, domains]): Step =>
      (f) =>
        Company.create(f.admin, { name, domains }),
  ),
  fc.tuple(words, tier).map(
    ([name, own]): Step =>
      async (f) =>
        Company.update(f.admin, { companyId: await firstCompany(f), name, tier: own }),
  ),
  fc.tuple(domain, fc.boolean()).map(
    ([one, away]): Step =>
      async (f) => {
        const input = { companyId: await firstCompany(f), domain: one };
        await (away ? Company.removeDomain : Company.addDomain)(f.admin, input);
      },
  ),
  fc.option(words).map(
    (walk): Step =>
      async (f) =>
        Company.changeAttributes(f.admin, { companyId: await firstCompany(f), values: { walk } }),
  ),
);

export const peopleStep: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: customerStep, weight: 3 },
  { arbitrary: careStep, weight: 2 },
  { arbitrary: companyStep, weight: 1 },
);

/** What the steps take for granted. */
export async function definePeopleFields(f: Fixture): Promise<void> {
  for (const owner of ["CUSTOMER", "COMPANY"] as const) {
    await Workspace.defineField(f.admin, { on: owner, key: "walk", label: "Walk", type: "TEXT" });
  }
}

/** The ids of all customers, those who were merged too. */
export async function everyCustomer(f: Fixture): Promise<readonly string[]> {
  const { edges } = await Customer.list(f.admin, { first: 100 });
  const roots = await Customer.getMany(
    f.admin,
    edges.map(({ node }) => node.id),
  );
  return roots.flatMap((one) => (one ? [one.id, ...(one.sources ?? [])] : []));
}
