import { iso } from "../kernel/index.ts";
import type { Key } from "../port/index.ts";

/** Every key starts with the workspace of the context, so another tenant's row cannot even be named. */
interface Tenant {
  readonly workspaceId: string;
}

const HASH = "#";

export const STATE = "T";
const VISIBLE = { public: "P#", note: "N#", audit: "A#" } as const;
const SEQUENCE_DIGITS = 8;

export const aggregatePartition = (tenant: Tenant, id: string): string => tenant.workspaceId + HASH + id;

export const stateKey = (tenant: Tenant, id: string): Key => ({ pk: aggregatePartition(tenant, id), sk: STATE });

export const eventPrefix = (visibility: keyof typeof VISIBLE): string => VISIBLE[visibility];

export const sequenceRank = (sequence: number): string => String(sequence).padStart(SEQUENCE_DIGITS, "0");

export const eventKey = (tenant: Tenant, id: string, visibility: keyof typeof VISIBLE, sequence: number): Key => ({
  pk: aggregatePartition(tenant, id),
  sk: VISIBLE[visibility] + sequenceRank(sequence),
});

/** A record that is no aggregate: `noun` says which kind, `parts` which one. */
export const recordKey = (tenant: Tenant, noun: string, ...parts: readonly string[]): Key => ({
  pk: [tenant.workspaceId, noun, ...parts].join(HASH),
  sk: "R",
});

/** What must be found before the workspace is known: issuers, inbound addresses, the list of workspaces. */
export const platformKey = (noun: string, ...parts: readonly string[]): Key => ({
  pk: ["platform", noun, ...parts].join(HASH),
  sk: "R",
});

/** What of the platform is read as a whole: one partition a noun, one row a name. */
export const platformPartition = (noun: string): string => `platform#${noun}`;

export const indexPartition = (tenant: Tenant, parts: readonly string[]): string =>
  [tenant.workspaceId, ...parts].join(HASH);

/** Times as sort keys: base 36, fixed width, so text order is time order until the year 5188. */
export const timeRank = (at: number): string => Math.max(0, Math.floor(at)).toString(36).padStart(9, "0");

export const timeOfRank = (rank: string): number => Number.parseInt(rank, 36);

/** What a workspace may be called: short, as it stands in every key. `platform` is the product's own. */
export const WORKSPACE_ID = /^(?!platform$)[a-z][a-z0-9-]{1,15}$/;

/** Splits a partition of the table back into workspace and aggregate. */
export function aggregateOf(pk: string): { workspaceId: string; id: string } {
  const at = pk.indexOf(HASH);
  return { workspaceId: pk.slice(0, at), id: pk.slice(at + 1) };
}

export const LOG_SHARDS = 1;
const HOUR_MS = 3_600_000;

export const hourOf = (at: number): number => Math.floor(at / HOUR_MS);

/** The log's partition of one hour, named by the hour it holds: easy to read in the table itself. */
export const logPartition = (tenant: Tenant, hour: number, shard = 0): string =>
  indexPartition(tenant, ["LOG", iso(hour * HOUR_MS).slice(0, 13), String(shard)]);

export const DUE_SHARDS = 4;

/** Due rows of all workspaces together, spread by the id's own letters. */
export const duePartition = (shard: number): string => `due#${shard}`;

export function dueShard(id: string): number {
  let sum = 0;
  for (let i = 4; i < id.length; i++) sum += id.charCodeAt(i);
  return sum % DUE_SHARDS;
}
