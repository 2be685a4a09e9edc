import { createHash } from "node:crypto";
import * as z from "zod";
import { id, invalid, parse } from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { FieldKey } from "../workspace/index.ts";
import { Tag } from "./schema/parts.ts";
import { Channel, Kind, Priority, Status, type Ticket } from "./schema/ticket.ts";
import { ACTIVE, STATUSES } from "./status.ts";

/** What one condition may ask for. Only what the indexes carry: a filter never costs a read per ticket. */
const Leaf = z.object({
  status: z.array(Status).min(1).optional(),
  priority: z.array(Priority).min(1).optional(),
  kind: z.array(Kind).min(1).optional(),
  channel: z.array(Channel).min(1).optional(),
  category: z.string().max(100).optional(),
  assigneeId: id("agt").optional(),
  /** True: nobody is responsible. False: somebody is. */
  unassigned: z.boolean().optional(),
  customerId: id("cus").optional(),
  /** The keys of teams: any of these. */
  team: z.array(FieldKey).min(1).optional(),
  /** The keys of statuses of the company's own: any of these. */
  customStatus: z.array(FieldKey).min(1).optional(),
  /** Any of these. */
  tags: z.array(Tag).min(1).max(20).optional(),
  /** Opened at this time or later, ms. */
  createdFrom: z.number().optional(),
  /** Opened before this time, ms. */
  createdTo: z.number().optional(),
});
type Leaf = z.output<typeof Leaf>;

/** What narrows a list of tickets: everything given must hold. Nested as deep as five. */
export interface Filter extends z.input<typeof Leaf> {
  readonly and?: readonly Filter[] | undefined;
  readonly or?: readonly Filter[] | undefined;
  readonly not?: Filter | undefined;
}
/** A filter that was checked. */
export interface Narrowing extends Leaf {
  readonly and?: readonly Narrowing[] | undefined;
  readonly or?: readonly Narrowing[] | undefined;
  readonly not?: Narrowing | undefined;
}

const Some = z.array(z.lazy((): z.ZodType<Narrowing, Filter> => Tree)).min(1);
const Tree: z.ZodType<Narrowing, Filter> = Leaf.extend({
  and: Some.optional(),
  or: Some.optional(),
  not: z.lazy((): z.ZodType<Narrowing, Filter> => Tree).optional(),
}).strict() as unknown as z.ZodType<Narrowing, Filter>;

const MAX_DEPTH = 5;
const MAX_CONDITIONS = 50;

/** @throws VALIDATION for a filter that is none, or one that is too large */
export function parseFilter(raw: unknown): Narrowing {
  if (depthOf(raw) > MAX_DEPTH) throw invalid(`Nest conditions at most ${MAX_DEPTH} deep.`, ["filter"]);
  const filter = parse(Tree, raw);
  if (sizeOf(filter) > MAX_CONDITIONS) throw invalid(`Give at most ${MAX_CONDITIONS} conditions.`, ["filter"]);
  return filter;
}

const partsOf = ({ and = [], or = [], not }: Narrowing): readonly Narrowing[] => [...and, ...or, ...(not ? [not] : [])];

/** How the desk sorts its work is no customer's to ask for. */
const INTERNAL = ["assigneeId", "unassigned", "team", "customStatus"] as const;

export const isInternal = (filter: Narrowing): boolean =>
  INTERNAL.some((name) => filter[name] !== undefined) || partsOf(filter).some(isInternal);

const sizeOf = (filter: Narrowing): number => partsOf(filter).reduce((sum, part) => sum + sizeOf(part), 1);

/** Before anything else is looked at: a parser would follow any depth. */
function depthOf(raw: unknown, limit = MAX_DEPTH + 1): number {
  if (typeof raw !== "object" || raw === null || limit === 0) return 0;
  const { and, or, not } = raw as Record<string, unknown>;
  const parts = [and, or, not].flat().filter((part) => part !== undefined && part !== null);
  return 1 + Math.max(0, ...parts.map((part) => depthOf(part, limit - 1)));
}

/** What a filter sees of a ticket, be it a row of an index or a whole state. */
export interface Seen extends Pick<Ticket, "status" | "priority" | "kind" | "channel" | "customerId" | "createdAt"> {
  readonly category?: string | undefined;
  readonly assigneeId?: string | undefined;
  readonly teamId?: string | undefined;
  readonly customStatus?: string | undefined;
  hasTag(tag: string): boolean;
}

type Tests = { readonly [K in keyof Leaf]-?: (wanted: NonNullable<Leaf[K]>, ticket: Seen) => boolean };

const TESTS: Tests = {
  status: (wanted, { status }) => wanted.includes(status),
  priority: (wanted, { priority }) => wanted.includes(priority),
  kind: (wanted, { kind }) => wanted.includes(kind),
  channel: (wanted, { channel }) => wanted.includes(channel),
  category: (wanted, { category }) => category === wanted,
  assigneeId: (wanted, { assigneeId }) => assigneeId === wanted,
  unassigned: (wanted, { assigneeId }) => (assigneeId === undefined) === wanted,
  customerId: (wanted, { customerId }) => customerId === wanted,
  team: (wanted, { teamId }) => teamId !== undefined && wanted.includes(teamId),
  customStatus: (wanted, { customStatus }) => customStatus !== undefined && wanted.includes(customStatus),
  tags: (wanted, ticket) => wanted.some((tag) => ticket.hasTag(tag)),
  createdFrom: (wanted, { createdAt }) => createdAt >= wanted,
  createdTo: (wanted, { createdAt }) => createdAt < wanted,
};

/** Whether a ticket is one that a filter asks for. */
export function matches(filter: Narrowing, ticket: Seen): boolean {
  const { and = [], or, not, ...leaf } = filter;
  return (
    leafMatches(leaf, ticket) &&
    and.every((part) => matches(part, ticket)) &&
    (or === undefined || or.some((part) => matches(part, ticket))) &&
    (not === undefined || !matches(not, ticket))
  );
}

const leafMatches = (leaf: Leaf, ticket: Seen): boolean =>
  Object.entries(leaf).every(([field, wanted]) => {
    const test = TESTS[field as keyof Leaf] as (wanted: unknown, ticket: Seen) => boolean;
    return wanted === undefined || test(wanted, ticket);
  });

/** The statuses that tickets a filter asks for can have; null when it says nothing of statuses. */
function statusesOf(filter: Narrowing): readonly Ticket["status"][] | null {
  return mentionsStatus(filter) ? STATUSES.filter((status) => reach(filter, status).can) : null;
}

/** The statuses a list under this filter shows: all that are not finished where the filter says nothing of them. */
export const listedStatuses = (filter: Narrowing): readonly Ticket["status"][] => statusesOf(filter) ?? ACTIVE;

const mentionsStatus = (filter: Narrowing): boolean =>
  filter.status !== undefined || partsOf(filter).some(mentionsStatus);

/** Whether tickets of a status can match, and whether all of them do, going by statuses alone. */
function reach(filter: Narrowing, status: Ticket["status"]): { readonly can: boolean; readonly must: boolean } {
  const { and = [], or, not, status: wanted, ...others } = filter;
  const open = Object.values(others).some((one) => one !== undefined);
  const all = [
    { can: wanted?.includes(status) ?? true, must: wanted?.includes(status) ?? true },
    { can: true, must: !open },
    ...and.map((part) => reach(part, status)),
  ];
  const any = or?.map((part) => reach(part, status));
  if (any) all.push({ can: any.some(({ can }) => can), must: any.some(({ must }) => must) });
  const never = not && reach(not, status);
  if (never) all.push({ can: !never.must, must: !never.can });
  return { can: all.every(({ can }) => can), must: all.every(({ must }) => must) };
}

const PRINT = 8;

/** Tags travel on the indexes as eight letters each: fifty whole ones would weigh more than all the rest of a row. */
const printOf = (tag: string): string => createHash("sha256").update(tag).digest("base64url").slice(0, PRINT);

export const printsOf = (tags: readonly string[]): string | undefined =>
  tags.length === 0 ? undefined : tags.map(printOf).join("");

function hasPrint(prints: string, tag: string): boolean {
  const wanted = printOf(tag);
  for (let at = 0; at < prints.length; at += PRINT) if (prints.startsWith(wanted, at)) return true;
  return false;
}

/** A ticket as a row of an index shows it; `summary` is the row decoded. */
export const seenInRow = (summary: Omit<Seen, "hasTag">, row: Row): Seen => ({
  ...summary,
  hasTag: (tag) => hasPrint(String(row["tg"] ?? ""), tag),
});

export const seenInState = (state: Ticket): Seen => ({ ...state, hasTag: (tag) => state.tags.includes(tag) });
