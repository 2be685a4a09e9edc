import { authorize, type Ctx, idOfHead } from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import {
  aggregateOf,
  aggregatePartition,
  decodeState,
  indexPartition,
  pagesOf,
  type RecordWrite,
  recordKey,
  stateKey,
} from "../table/index.ts";
import { type AgentLoad, decodeLoad, loadKey } from "./load.ts";
import { DESK, MEMBER, membership, teamAt } from "./membership.ts";
import { type AgentPresence, decodePresence, offline, presenceKey } from "./presenceRow.ts";
import type { Agent } from "./schema.ts";
import { agent } from "./store.ts";

/** Somebody as routing sees them. */
export interface Worker {
  readonly agent: Agent;
  readonly presence: AgentPresence;
  readonly load: AgentLoad;
}

/** Access pattern: who is in some teams, or with none of them named on the desk; each once, by id. Strongly read. */
async function membersOf(ctx: Ctx, teams: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const team of teams.length === 0 ? [DESK] : new Set(teams)) {
    const range = {
      partition: aggregatePartition(ctx, teamAt(team)),
      from: MEMBER,
      to: `${MEMBER}~`,
      consistent: true,
    };
    for await (const rows of pagesOf(ctx.table, range)) {
      for (const { sk } of rows) found.add(idOfHead("agt", String(sk).slice(MEMBER.length)) ?? "");
    }
  }
  return [...found].sort();
}

/**
 * Who works in some teams, or with none of them named everybody: with presence and load, all strongly read. For
 * decisions of other modules; checks no permission.
 */
export async function workers(ctx: Ctx, teams: readonly string[]): Promise<readonly Worker[]> {
  return workersOf(ctx, await membersOf(ctx, teams));
}

/** The same of some agents by their ids; nobody of who is not there. */
export async function workersOf(ctx: Ctx, ids: readonly string[]): Promise<readonly Worker[]> {
  const keys = ids.flatMap((one) => [stateKey(ctx, one), presenceKey(ctx, one), loadKey(ctx, one)]);
  const rows = keys.length === 0 ? [] : await ctx.table.batchGet(keys, { consistent: true });
  const byKey = new Map(rows.map((row) => [`${String(row["pk"])} ${String(row["sk"])}`, row]));
  const at = ({ pk, sk }: { pk: string; sk: string }): Row | undefined => byKey.get(`${pk} ${sk}`);
  return ids.flatMap((one) => {
    const row = at(stateKey(ctx, one));
    const said = at(presenceKey(ctx, one));
    if (!row) return [];
    return {
      agent: decodeState(agent, row).state as Agent,
      presence: said ? decodePresence(said) : offline(one),
      load: decodeLoad(one, at(loadKey(ctx, one))),
    };
  });
}

/** Refuses the commit when somebody works on the desk no more: whoever decided decides anew. */
export const stillActive = (ctx: Ctx, agentId: string): RecordWrite => ({
  write: {
    kind: "check",
    key: stateKey(ctx, agentId),
    condition: { expression: "#st = :active", names: { "#st": "st" }, values: { ":active": "ACTIVE" } },
  },
});

const enlistedKey = (ctx: Ctx) => recordKey(ctx, "enlisted");

/**
 * Puts everybody into the rosters of their teams who joined before there were any; `each` is what else is to be done for
 * one of them. Once for a workspace, again after a crash; from then on it is one read. Called with every deploy.
 *
 * @throws FORBIDDEN
 */
export async function enlist(ctx: Ctx, each: (agentId: string) => Promise<unknown>): Promise<void> {
  await authorize(ctx, "workspace:configure");
  if (await ctx.table.get(enlistedKey(ctx))) return;
  const everybody = { index: "relation", partition: indexPartition(ctx, ["AGT"]) } as const;
  for await (const rows of pagesOf(ctx.table, everybody)) {
    const ids = rows.map((row) => aggregateOf(String(row["pk"])).id);
    for (const { agent: one } of await workersOf(ctx, ids)) {
      // Who leaves a team meanwhile may stay on its roster: whether they are in it is what they say themselves.
      for (const { at, row } of membership(one)) {
        await ctx.table.write({ kind: "put", row: { pk: aggregatePartition(ctx, at), sk: row, _v: 1 } });
      }
      await each(one.id);
    }
  }
  await ctx.table.write({ kind: "put", row: { ...enlistedKey(ctx), _v: 1 } });
}
