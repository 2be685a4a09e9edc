import type { Ctx } from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { claim, indexPartition, type RecordWrite } from "../table/index.ts";
import { hashOf } from "./format.ts";
import { byHash, byId, REMEMBERED, seconds, timeOrNull } from "./rows.ts";

/** A key of an app, as it is listed. Its text was shown once, when it was made. */
export interface AppKey {
  readonly id: string;
  /** It acts as nobody of the desk. */
  readonly agentId: null;
  readonly appId: string;
  /** What it is for, in the words of whoever made it. */
  readonly name: string;
  readonly createdAt: number;
  /** When it stops working by itself; null when it does not. */
  readonly expiresAt: number | null;
  /** To the minute; null before its first use. */
  readonly lastUsedAt: number | null;
  /** When it stopped working for good; null while it was not revoked. */
  readonly revokedAt: number | null;
}

export const appKeyOf = (row: Row): AppKey => ({
  id: String(row["id"]),
  agentId: null,
  appId: String(row["ap"]),
  name: String(row["nm"]),
  createdAt: Number(row["ct"]),
  expiresAt: timeOrNull(row["ex"]),
  lastUsedAt: timeOrNull(row["lu"]),
  revokedAt: timeOrNull(row["rv"]),
});

/** Two rows, as of an agent's key: listed among all keys, beside the others of its app. */
export function holdAppKey(ctx: Ctx, key: AppKey, text: string): readonly RecordWrite[] {
  const hash = hashOf(text);
  const { id, appId, name, createdAt, expiresAt } = key;
  const listed = { r1: indexPartition(ctx, ["KEY"]), r2: `${appId}#${id}` };
  const ends = expiresAt === null ? {} : { ex: expiresAt, x: seconds(expiresAt + REMEMBERED) };
  const row = { ws: ctx.workspaceId, kd: "app", id, ap: appId, nm: name, ct: createdAt, ...ends, ...listed };
  const pointer = expiresAt === null ? {} : { x: seconds(expiresAt + REMEMBERED) };
  return [claim(byHash(hash), row), claim(byId(ctx, id), { hk: hash, ...pointer })];
}
