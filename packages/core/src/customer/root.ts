import { type Ctx, internal, type Loaded } from "../kernel/index.ts";
import { load, loadMany } from "../table/index.ts";
import { type Identity, identitiesOf } from "./identity.ts";
import type { Customer } from "./schema/index.ts";
import { customer, holdersOf } from "./store.ts";

type Reader = Pick<Ctx, "workspaceId" | "table">;

/** Whom a customer was merged into, nearest first; nobody for most. */
export async function mergedInto(ctx: Reader, from: Loaded<Customer>): Promise<readonly Loaded<Customer>[]> {
  const above: Loaded<Customer>[] = [];
  for (let at = from; at.state.merged; ) {
    const next = await load(ctx, customer, at.state.merged.into);
    if (!next) throw internal(`${at.state.id} was merged into a customer who is not there.`);
    above.push(next);
    at = next;
  }
  return above;
}

/** Who a customer is in the end: themselves, or whom they were merged into. */
export const rootOf = async (ctx: Reader, from: Loaded<Customer>): Promise<Loaded<Customer>> =>
  (await mergedInto(ctx, from)).at(-1) ?? from;

/** Who stands for some customers who were read, in their order: one batch a step. Read eventually. */
export async function rootsOf(ctx: Ctx, customers: readonly Customer[]): Promise<readonly Customer[]> {
  let roots = customers;
  for (let above = intoOf(roots); above.length > 0; above = intoOf(roots)) {
    const found = await manyById(ctx, above);
    roots = roots.map((one) => (one.merged ? (found.get(one.merged.into) ?? nobody(one.merged.into)) : one));
  }
  return roots;
}

const intoOf = (customers: readonly Customer[]): readonly string[] =>
  customers.flatMap(({ merged }) => (merged ? [merged.into] : []));

/** Some customers by their ids, in one batch. Read eventually; checks no permission. */
export async function manyById(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, Customer>> {
  const found = (ids.length === 0 ? [] : await loadMany(ctx, customer, ids)) as (Loaded<Customer> | null)[];
  return new Map(found.flatMap((one) => (one ? [[one.state.id, one.state]] : [])));
}

/** The same by id; null when there is no such customer. */
export async function rootOfId(ctx: Reader, id: string): Promise<Loaded<Customer> | null> {
  const found = await load(ctx, customer, id);
  return found && rootOf(ctx, found);
}

/** Who is behind some identities, each person once, and which of these nobody is known by yet. */
export async function behind(ctx: Ctx, identities: readonly Identity[]) {
  const holders = await holdersOf(ctx, identities);
  const ids = [...new Set(holders.filter((id) => id !== null))];
  const found = await Promise.all(ids.map(async (id) => (await rootOfId(ctx, id)) ?? nobody(id)));
  const roots = new Map(found.map((one) => [one.state.id, one]));
  return { roots: [...roots.values()], fresh: identities.filter((_, i) => holders[i] === null) };
}

const nobody = (id: string): never => {
  throw internal(`Something belongs to ${id}, who is not there.`);
};

/** Everybody merged into some customers: they change no more for as long as they are. */
export async function sourcesOf(ctx: Ctx, customers: readonly Customer[]): Promise<readonly Customer[]> {
  const ids = customers.flatMap(({ sources = [] }) => sources);
  const found = ids.length === 0 ? [] : await Promise.all(ids.map((id) => load(ctx, customer, id)));
  return found.flatMap((one) => (one ? [one.state] : []));
}

/** By how many things some customers are known, with everybody merged into them. */
export async function knownByHowMany(ctx: Ctx, customers: readonly Customer[]): Promise<number> {
  const all = [...customers, ...(await sourcesOf(ctx, customers))];
  return all.reduce((sum, one) => sum + identitiesOf(one).length, 0);
}

/** One person, who may be several customers. */
export interface Person {
  readonly named: Customer;
  /** Who stands for all of them. */
  readonly root: Customer;
  readonly everybody: readonly Customer[];
}

/** Every address that mail reaches a person by. */
export const emailsOf = ({ everybody }: Person): readonly string[] =>
  everybody.flatMap(identitiesOf).flatMap(({ kind, value }) => (kind === "EMAIL" ? [value] : []));

/** Where a person is written to first: at their own address, else at that of whoever they are. */
export const mainEmailOf = ({ named, root, everybody }: Person): string | undefined =>
  [named, root, ...everybody].map(({ email }) => email).find((email) => email !== undefined);

/** Why no mail goes to a person, under any of their identities; nothing where it does. */
export const suppressedFor = ({ everybody }: Person): readonly string[] => [
  ...new Set(everybody.flatMap(({ suppressions = [] }) => suppressions).map(({ reason }) => reason)),
];

/** Who a customer is, with everybody they were merged with. Checks no permission: for the platform itself. */
export async function personOf(ctx: Ctx, customerId: string): Promise<Person | null> {
  const named = await load(ctx, customer, customerId);
  if (!named) return null;
  const root = (await rootOf(ctx, named)).state;
  return { named: named.state, root, everybody: [root, ...(await sourcesOf(ctx, [root]))] };
}

/** Who stands for a customer; null when there is none. Checks no permission: for decisions of other modules. */
export async function standsFor(ctx: Ctx, customerId: string): Promise<Customer | null> {
  return (await rootOfId(ctx, customerId))?.state ?? null;
}

/** The ids that are one person with this one, the root's first. Read eventually; checks no permission. */
export async function idsUnder(ctx: Ctx, customerId: string): Promise<readonly string[]> {
  const [root] = await rootsOf(ctx, [...(await manyById(ctx, [customerId])).values()]);
  return root ? [root.id, ...(root.sources ?? [])] : [customerId];
}

/** The ids that are one person with this one. Asked by the desk to know whose things are a caller's own. */
export async function selfOf(ctx: Reader, customerId: string): Promise<ReadonlySet<string>> {
  const root = await rootOfId(ctx, customerId);
  return new Set(root ? [root.state.id, ...(root.state.sources ?? [])] : [customerId]);
}
