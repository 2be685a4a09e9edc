import * as Agent from "../agent/index.ts";
import * as Customer from "../customer/index.ts";
import { type Ctx, may } from "../kernel/index.ts";
import type { Value } from "../liquid/index.ts";
import * as Sla from "../sla/index.ts";
import * as Ticket from "../ticket/index.ts";
import * as Workspace from "../workspace/index.ts";
import type { About } from "./about.ts";
import { durationIn } from "./locale.ts";

type Group = { readonly [name: string]: Value };

/** What the words of a language need besides: in which they are written. */
interface Written {
  readonly locale: string;
}

const MOST_ENTRIES = 10;
const MOST_CHARACTERS = 500;

const GROUPS: Readonly<Record<string, (ctx: Ctx, about: About, written: Written) => Value | Promise<Value>>> = {
  customer: customerValues,
  ticket: (_, { ticket, config }) => (ticket ? ticketValues(ticket, config) : {}),
  history: (ctx, { ticket }) => (ticket ? history(ctx, ticket.id) : []),
  agent: agentValues,
  workspace: async (ctx) => ({ name: (await Workspace.get(ctx)).name }),
  address: (_, { address }) =>
    address ? { name: address.name, address: address.address, brand: address.brand ?? null } : {},
  answer: (ctx, { ticket }, { locale }) => (ticket ? promised(ctx, ticket.id, locale) : {}),
};

/** The values of some groups of variables: what is not named is not read. */
export async function valuesOf(ctx: Ctx, about: About, roots: ReadonlySet<string>, written: Written): Promise<Group> {
  const named = Object.entries(GROUPS).filter(([root]) => roots.has(root));
  const found = await Promise.all(named.map(async ([root, read]) => [root, await read(ctx, about, written)] as const));
  return Object.fromEntries(found);
}

async function customerValues(ctx: Ctx, { customer }: About): Promise<Group> {
  if (!customer) return {};
  const { name, email, locale } = customer;
  const [tier, company] = await Promise.all([Customer.effectiveTier(ctx, customer), companyName(ctx, customer)]);
  const firstName = name?.trim().split(/\s+/)[0];
  return {
    name: name ?? null,
    firstName: firstName ?? null,
    email: email ?? null,
    locale: locale ?? null,
    tier,
    company,
  };
}

async function companyName(ctx: Ctx, customer: Customer.Customer): Promise<string | null> {
  if (!(await may(ctx, "company:read", {}))) return null;
  const [company] = await Customer.companiesOf(ctx, [customer]);
  return company?.name ?? null;
}

const ticketValues = (ticket: Ticket.Ticket, { statuses }: Workspace.Config): Group => ({
  number: ticket.number,
  subject: ticket.subject,
  status: Ticket.statusLabel(statuses, ticket, "CUSTOMER"),
  createdAt: new Date(ticket.createdAt),
});

/** What was said in public; notes are nobody's to quote. */
async function history(ctx: Ctx, ticketId: string): Promise<Value> {
  const { edges } = await Ticket.entries(ctx, ticketId, { first: MOST_ENTRIES }, { show: ["MESSAGES"] });
  return edges.flatMap(({ node: { type, occurredAt, words, visibility } }) => {
    if (!words || visibility !== "public") return [];
    const author = type === "ticket.replied" ? "desk" : "customer";
    return [{ author, at: new Date(occurredAt), text: words.text.slice(0, MOST_CHARACTERS).toWellFormed() }];
  });
}

/** Who speaks: whoever uses the template, else whoever has the ticket. */
async function agentValues(ctx: Ctx, { agentId, ticket }: About): Promise<Group> {
  const speaker = agentId ?? ticket?.assigneeId;
  const [agent] = speaker === undefined ? [] : await Agent.getMany(ctx, [speaker]);
  return agent ? { displayName: agent.displayName ?? agent.name } : {};
}

/** By when an answer is promised: as of the clock that runs for it. */
async function promised(ctx: Ctx, ticketId: string, locale: string): Promise<Group> {
  const clocks = await Sla.clocksOf(ctx, { ticketId });
  const running = clocks.find(
    ({ metric, dueAt, state }) =>
      (metric === "FIRST_RESPONSE" || metric === "NEXT_RESPONSE") && dueAt !== null && WAITING.has(state),
  );
  if (!running || running.dueAt === null) return {};
  return { expectedBy: new Date(running.dueAt), expectedWithin: durationIn(running.promised.minutes, locale) };
}

const WAITING: ReadonlySet<Sla.ClockState> = new Set(["PENDING", "IMMINENT"]);
