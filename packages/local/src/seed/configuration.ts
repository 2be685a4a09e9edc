import * as Agent from "@switchboard/core/agent";
import * as Company from "@switchboard/core/company";
import * as Customer from "@switchboard/core/customer";
import type { Ctx } from "@switchboard/core/kernel";
import * as View from "@switchboard/core/view";
import * as Workspace from "@switchboard/core/workspace";
import type { CustomerName } from "./company.ts";

/** A role of the company's own: whoever looks after the audit log beside their own work. */
export const AUDITOR = {
  key: "auditor",
  label: "Auditor",
  grants: [{ permission: "workspace:read_log", scope: "all" }],
} as const;

/** How Northwind Bikes sorts its work: the tree of what tickets belong to, by label. */
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  Orders: ["Delivery", "Fleet orders", "Invoices", "Returns"],
  Workshop: ["Brakes", "Drivetrain", "E-bike", "Wheels", "Warranty"],
  Advice: ["Events", "Feedback"],
  Account: ["Shop"],
};

/** What programs call a category. */
export const keyOf = (label: string): string => label.toLowerCase().replace(/[^a-z0-9]+/g, "_");

const TEAMS = { workshop: "Workshop", sales: "Sales and orders" } as const;
export type TeamName = keyof typeof TEAMS;

const FIELDS: readonly Workspace.DefineFieldInput[] = [
  { on: "TICKET", key: "frame", label: "Frame number", type: "TEXT" },
  { on: "TICKET", key: "warranty", label: "Under warranty", type: "BOOLEAN" },
  { on: "TICKET", key: "bought_on", label: "Bought on", type: "DATE", when: { key: "warranty", in: [true] } },
  {
    on: "TICKET",
    key: "refund",
    label: "Refund",
    type: "CURRENCY",
    kinds: ["RETURN"],
  },
  { on: "CUSTOMER", key: "bikes", label: "Bikes they have of us", type: "NUMBER" },
  {
    on: "COMPANY",
    key: "contract",
    label: "Service contract",
    type: "ENUM",
    options: [
      { value: "none", label: "None" },
      { value: "yearly", label: "Once a year" },
      { value: "twice_a_year", label: "Twice a year" },
    ],
  },
];

/** Everything of the company's own that its tickets are sorted by. */
export async function configure(ctx: Ctx): Promise<void> {
  for (const [label, below] of Object.entries(CATEGORIES)) {
    await Workspace.defineCategory(ctx, { key: keyOf(label), label });
    for (const one of below) await Workspace.defineCategory(ctx, { key: keyOf(one), label: one, parent: keyOf(label) });
  }
  for (const [key, label] of Object.entries(TEAMS)) await Workspace.defineTeam(ctx, { key, label });
  await Workspace.defineRole(ctx, { ...AUDITOR, grants: [...AUDITOR.grants] });
  for (const field of FIELDS) await Workspace.defineField(ctx, field);
  await Workspace.defineStatus(ctx, {
    key: "in_workshop",
    category: "OPEN",
    label: "On the bench",
    customerLabel: "Your bike is in our workshop",
  });
  await Workspace.defineStatus(ctx, {
    key: "part_ordered",
    category: "WAITING_ON_THIRD_PARTY",
    label: "Part ordered",
    customerLabel: "We are waiting for a part",
  });
}

/** Who works where, the companies among the customers, and the lists that everybody looks at. */
export async function furnish(ctx: Ctx, { workshop, sales, lead, customers }: Furnishing): Promise<void> {
  for (const agentId of workshop) await Agent.changeTeams(ctx, { agentId, teams: ["workshop"] });
  for (const agentId of sales) await Agent.changeTeams(ctx, { agentId, teams: ["sales"] });
  const { object: velo } = await Company.create(ctx, {
    name: "Velo Courier Co-op",
    domains: ["velo-courier.example"],
    tier: "VIP",
  });
  await Company.changeAttributes(ctx, { companyId: velo.id, values: { contract: "twice_a_year" } });
  await Company.create(ctx, { name: "Riverside Primary School", domains: ["riverside-primary.example"] });
  await Customer.addIdentity(ctx, {
    customerId: customers.velo,
    identity: { kind: "PHONE", value: "+49 341 9018200" },
  });
  await Customer.changeAttributes(ctx, { customerId: customers.hanna, values: { bikes: 2 } });
  await Customer.setConsent(ctx, { customerId: customers.hanna, category: "news", granted: true });
  const named = [
    { name: "Urgent, and nobody's", filter: { priority: ["URGENT", "HIGH"], unassigned: true }, sharing: "ALL" },
    { name: "The workshop's open work", filter: { team: ["workshop"] }, sharing: "TEAM", team: "workshop" },
    { name: "Fleet customers", filter: { or: [{ tags: ["fleet"] }, { category: "fleet_orders" }] }, sharing: "ALL" },
  ] as const satisfies readonly View.CreateInput[];
  for (const view of named) await View.create(lead, view);
}

export interface Furnishing {
  readonly workshop: readonly string[];
  readonly sales: readonly string[];
  /** Whoever saves the shared views. */
  readonly lead: Ctx;
  readonly customers: Readonly<Record<CustomerName, string>>;
}
