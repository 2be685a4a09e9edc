import { type Ctx, DAY } from "../kernel/index.ts";
import type { Key, Row } from "../port/index.ts";
import { platformKey, recordKey } from "../table/index.ts";

/** How long a key that works no more is still listed. */
export const REMEMBERED = 90 * DAY;

export const byHash = (hash: string): Key => platformKey("key", hash);
export const byId = (ctx: Ctx, keyId: string): Key => recordKey(ctx, "key", keyId);

/** DynamoDB's own time to live is in seconds. It deletes late, so nothing relies on it. */
export const seconds = (at: number): number => Math.ceil(at / 1000);

export const timeOrNull = (value: Row[string] | undefined): number | null =>
  value === undefined ? null : Number(value);
