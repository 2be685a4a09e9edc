import { createHash, createHmac } from "node:crypto";
import { actorCode, actorOf, type Ctx, canonical, DAY, SwitchboardError, sameBytes } from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { recordKey } from "./key.ts";
import type { RecordWrite } from "./record.ts";

/** What an operation is, to the machine: its name scopes idempotency keys. */
export interface Operation {
  readonly name: string;
  readonly input: { readonly idempotencyKey?: string | undefined; readonly expectedVersion?: number | undefined };
}

/** Which events an earlier run made: enough to give the same ids again. */
export type Effect = readonly { readonly id: string; readonly first: number; readonly count: number }[];

const CALLER_TTL = DAY;
/** For so long a reaction knows an event that it answered before; ms. */
export const REACTION_TTL = 30 * DAY;

/** The remembering of one call; null when it has no key. */
export function remembered(ctx: Ctx, op: Operation): Remembered | null {
  const key = op.input.idempotencyKey ?? ctx.request.idempotencyKey;
  if (key === undefined) return null;
  const scope = createHash("sha256")
    .update([principalOf(ctx), op.name, key].join("\n"))
    .digest("base64url");
  const { idempotencyKey: _, ...body } = op.input;
  // Keyed by the caller's own key, which is not stored: nobody can test guesses of a body against the row.
  const hash = new Uint8Array(createHmac("sha256", key).update(canonical(body)).digest().subarray(0, 16));
  return { key: recordKey(ctx, "idem", scope.slice(0, 24)), hash };
}

/** Whose keys these are: an agent's own are not those of somebody who acts as them. */
function principalOf(ctx: Ctx): string {
  const { impersonator } = ctx.request;
  const own = actorCode(actorOf(ctx));
  return impersonator ? `${actorCode(impersonator)}>${own}` : own;
}

export interface Remembered {
  readonly key: { readonly pk: string; readonly sk: string };
  readonly hash: Uint8Array;
}

/** The row that makes a second run impossible. TTL deletes late, so the condition compares the time itself. */
export function remember(ctx: Ctx, mark: Remembered, effect: Effect): RecordWrite {
  const ttl = ctx.actor.kind === "system" ? REACTION_TTL : CALLER_TTL;
  const now = Math.floor(ctx.clock.now() / 1000);
  return {
    write: {
      kind: "put",
      row: { ...mark.key, _v: 1, hb: mark.hash, ef: JSON.stringify(effect), x: now + Math.floor(ttl / 1000) },
      condition: {
        expression: "attribute_not_exists(pk) OR #x < :now",
        names: { "#x": "x" },
        values: { ":now": now },
      },
    },
  };
}

/** What the first run did, or null when there was none. @throws IDEMPOTENCY_MISMATCH for another body. */
export async function recall(ctx: Ctx, mark: Remembered): Promise<Effect | null> {
  const row = await ctx.table.get(mark.key, { consistent: true });
  return row && Number(row["x"]) >= Math.floor(ctx.clock.now() / 1000) ? effectOf(row, mark) : null;
}

function effectOf(row: Row, mark: Remembered): Effect {
  if (!sameBytes(row["hb"] as Uint8Array, mark.hash)) {
    throw new SwitchboardError("IDEMPOTENCY_MISMATCH", [
      { message: "This idempotency key was used for another input; take a new key.", path: ["idempotencyKey"] },
    ]);
  }
  return JSON.parse(String(row["ef"])) as Effect;
}
