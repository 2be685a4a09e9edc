import { type Ctx, DAY } from "../kernel/index.ts";
import type { Key } from "../port/index.ts";
import { ABSENT, claim, patch, type RecordWrite, recordKey } from "../table/index.ts";
import { hashOf } from "./format.ts";
import { byHash, seconds } from "./rows.ts";
import { CLAIM_TTL } from "./store.ts";

/** For so long an invitation can be accepted. */
export const INVITATION_TTL = 7 * DAY;

/** Access pattern: the code that counts for an invited agent, by its hash: only one lives. */
const codeOf = (ctx: Ctx, agentId: string): Key => recordKey(ctx, "invitation", agentId);

export const hashOfInvitation = async (ctx: Ctx, agentId: string): Promise<string | null> => {
  const row = await ctx.table.get(codeOf(ctx, agentId), { consistent: true });
  return row && String(row["hk"]);
};

interface Fresh {
  readonly id: string;
  readonly agentId: string;
  readonly text: string;
  readonly until: number;
}

/** A fresh code in place of the one before (its hash), whose row goes. */
export function putInvitation(ctx: Ctx, before: string | null, fresh: Fresh): readonly RecordWrite[] {
  const hash = hashOf(fresh.text);
  const { id, agentId, until } = fresh;
  const row = { ws: ctx.workspaceId, kd: "invite", id, ag: agentId, ct: ctx.clock.now(), ex: until, x: seconds(until) };
  const pointer = { ...codeOf(ctx, agentId), _v: 1, hk: hash };
  return [
    { write: { kind: "put", row: pointer, condition: before === null ? ABSENT : still(before) } },
    claim(byHash(hash), row),
    ...(before === null ? [] : [{ write: { kind: "delete", key: byHash(before) } } as const]),
  ];
}

/** No code counts any more. */
export const dropInvitation = (ctx: Ctx, agentId: string, before: string): readonly RecordWrite[] => [
  { write: { kind: "delete", key: codeOf(ctx, agentId), condition: still(before) } },
  { write: { kind: "delete", key: byHash(before) } },
];

/** The code is used up: good for nothing but the same call again, for a day. */
export function useInvitation(
  ctx: Ctx,
  text: string,
  made: { readonly agentId: string; readonly keyId: string; readonly salt: Uint8Array },
): readonly RecordWrite[] {
  const hash = hashOf(text);
  const ex = ctx.clock.now() + CLAIM_TTL;
  return [
    { write: { kind: "delete", key: codeOf(ctx, made.agentId), condition: still(hash) } },
    { write: patch(byHash(hash), { ki: made.keyId, sl: made.salt, ex, x: seconds(ex) }) },
  ];
}

const still = (hash: string) => ({ expression: "#hk = :hash", names: { "#hk": "hk" }, values: { ":hash": hash } });
