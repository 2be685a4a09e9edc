import { type Aggregate, type Ctx, emailKey, parse, singletonId } from "../kernel/index.ts";
import type { Key, Row, TablePort } from "../port/index.ts";
import {
  decodeState,
  indexPartition,
  pagesOf,
  platformKey,
  platformPartition,
  type RecordWrite,
  recordKey,
  stateKey,
} from "../table/index.ts";
import { type Events, events } from "./events.ts";
import { evolve } from "./evolve.ts";
import { Issuer } from "./issuer.ts";
import { Config, type Workspace } from "./schema.ts";

export const WORKSPACE_ID = singletonId("wsp");

export const workspace: Aggregate<Workspace, Events> = {
  name: "workspace",
  prefix: "wsp",
  rowVersion: 1,
  events,
  evolve,
  store: { attributes: { name: "nm" }, indexes: () => ({}) },
  readable: "workspace:read",
  target: () => ({}),
};

/** Access pattern: the workspace and its pointer, read eventually: half a unit. */
export async function pointer(ctx: Ctx): Promise<number | null> {
  const row = await ctx.table.get(stateKey(ctx, WORKSPACE_ID));
  return row ? (decodeState(workspace, row).state as Workspace).configVersion : null;
}

/** The row that says that there is this workspace. Always the same, so writing it again changes nothing. */
export const listed = (ctx: Ctx): RecordWrite => ({
  write: { kind: "put", row: { pk: platformPartition("workspaces"), sk: ctx.workspaceId, _v: 1 } },
});

/**
 * Access pattern: every workspace of the table, by id; before any context exists. For the platform itself:
 * a replay of the log, a repair.
 *
 * @example for (const workspaceId of await Workspace.workspaces(desk.table)) await repair(workspaceId);
 */
export async function workspaces(table: TablePort): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const rows of pagesOf(table, { partition: platformPartition("workspaces"), consistent: true })) {
    ids.push(...rows.map((row) => String(row["sk"])));
  }
  return ids;
}

const CHUNK = 100_000;

const versionPartition = (ctx: Ctx, version: number) => indexPartition(ctx, ["config", String(version)]);

/** A configuration version as immutable rows; they go in with the commit that points at them. */
export function versionRows(ctx: Ctx, version: number, config: Config): readonly RecordWrite[] {
  const text = JSON.stringify(config);
  const chunks = Array.from({ length: Math.ceil(text.length / CHUNK) }, (_, i) =>
    text.slice(i * CHUNK, (i + 1) * CHUNK),
  );
  return chunks.map((chunk, i) => ({
    write: {
      kind: "put",
      row: { pk: versionPartition(ctx, version), sk: `C#${String(i).padStart(3, "0")}`, _v: 1, s: chunk },
      condition: { expression: "attribute_not_exists(pk)" },
    },
  }));
}

/** Access pattern: one configuration version, one Query, kept for good once read. */
export function readVersion(ctx: Ctx, version: number): Promise<Config> {
  return ctx.cache.through(versionPartition(ctx, version), async () => {
    const chunks: string[] = [];
    for await (const rows of pagesOf(ctx.table, { partition: versionPartition(ctx, version), consistent: true }))
      chunks.push(...rows.map((row) => String(row["s"])));
    return parse(Config, JSON.parse(chunks.join("")));
  });
}

const addressKey = (address: string): Key => platformKey("address", emailKey(address));
const issuerKey = (issuer: string): Key => platformKey("issuer", issuer);

/** Guards on the platform: found before the workspace is known, held by one workspace at a time. */
export const holdAddress = (ctx: Ctx, address: string, refused: RecordWrite["refused"]) =>
  hold(ctx, addressKey(address), {}, refused);
export const holdIssuer = (ctx: Ctx, issuer: Issuer, refused: RecordWrite["refused"]) =>
  hold(ctx, issuerKey(issuer.issuer), { s: JSON.stringify(issuer) }, refused);

function hold(ctx: Ctx, key: Key, attributes: Row, refused: RecordWrite["refused"]): RecordWrite {
  const condition = mine(ctx, "attribute_not_exists(pk) OR #w = :w");
  const write = { kind: "put", row: { ...key, _v: 1, ws: ctx.workspaceId, ...attributes }, condition } as const;
  return { write, ...(refused ? { refused } : {}) };
}

export const releaseAddress = (ctx: Ctx, address: string): RecordWrite => release(ctx, addressKey(address));
export const releaseIssuer = (ctx: Ctx, issuer: string): RecordWrite => release(ctx, issuerKey(issuer));

const release = (ctx: Ctx, key: Key): RecordWrite => ({
  write: { kind: "delete", key, condition: mine(ctx, "#w = :w") },
});

const offerKey = (ctx: Ctx): Key => recordKey(ctx, "offered-address");

/** Access pattern: the address that the deploy before named. */
export async function offeredAddress(ctx: Ctx): Promise<string | null> {
  const row = await ctx.table.get(offerKey(ctx), { consistent: true });
  return row ? String(row["ad"]) : null;
}

export const rememberOffer = (ctx: Ctx, address: string): RecordWrite => ({
  write: { kind: "put", row: { ...offerKey(ctx), _v: 1, ad: emailKey(address) } },
});

const mine = (ctx: Ctx, expression: string) => ({
  expression,
  names: { "#w": "ws" },
  values: { ":w": ctx.workspaceId },
});

/** Access pattern: the workspace behind an inbound address; before any context exists. */
export async function workspaceOfAddress(table: TablePort, address: string): Promise<string | null> {
  const row = await table.get(addressKey(address));
  return row ? String(row["ws"]) : null;
}

/** Access pattern: who vouches for a token, by its `iss` claim; before any context exists. */
export async function issuerOf(table: TablePort, issuer: string): Promise<(Issuer & { workspaceId: string }) | null> {
  const row = issuer.length > 500 || !issuer.isWellFormed() ? null : await table.get(issuerKey(issuer));
  return row ? { ...Issuer.parse(JSON.parse(String(row["s"]))), workspaceId: String(row["ws"]) } : null;
}
