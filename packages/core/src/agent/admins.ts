import { authorize, type Ctx, invalid } from "../kernel/index.ts";
import type { Key, Row } from "../port/index.ts";
import {
  ABSENT,
  decodeState,
  execute,
  indexPartition,
  pagesOf,
  type RecordWrite,
  recordKey,
  stateKey,
} from "../table/index.ts";
import type { Agent } from "./schema.ts";
import { agent } from "./store.ts";

type Standing = Pick<Agent, "status" | "roles">;

const isAdmin = ({ status, roles }: Standing): boolean => status === "ACTIVE" && roles.includes("admin");

/** Access pattern: how many admins a desk has who may work. `n` is the number, `q` moves with every change of it. */
const adminsKey = (ctx: Ctx): Key => recordKey(ctx, "admins");

const lastAdmin = () =>
  invalid("This is the last admin of the desk: make somebody else an admin first, and wait until they have accepted.", [
    "agentId",
  ]);

/**
 * Moves the number of active admins with the change of an agent, in the same commit; nothing when it stays the same.
 * Two who take each other's power at the same time meet at this row: the later one decides anew and is refused.
 * A desk from before there was such a row gets one from its list of agents.
 *
 * @throws VALIDATION when no admin would remain, whoever asks
 */
export async function adminsMoved(ctx: Ctx, before: Standing | null, after: Standing): Promise<readonly RecordWrite[]> {
  const by = Number(isAdmin(after)) - Number(before !== null && isAdmin(before));
  if (by === 0) return [];
  const row = await ctx.table.get(adminsKey(ctx), { consistent: true });
  const next = (row ? Number(row["n"]) : await countAdmins(ctx)) + by;
  if (next < 1) throw lastAdmin();
  return [{ write: put(ctx, row, next), refused: () => "retry" }];
}

/** The row as it was read is the condition: whoever moved it meanwhile makes this be decided anew. */
const put = (ctx: Ctx, before: Row | null, n: number) => ({
  kind: "put" as const,
  row: { ...adminsKey(ctx), _v: 1, n, q: Number(before?.["q"] ?? 0) + 1 },
  condition: before ? { expression: "#q = :q", names: { "#q": "q" }, values: { ":q": Number(before["q"]) } } : ABSENT,
});

const PAGE = 100;

/**
 * From the agents themselves. The index that names them may be a moment late: then the number is too low, and refuses
 * too much, never too little.
 */
async function countAdmins(ctx: Ctx): Promise<number> {
  let admins = 0;
  const everybody = { index: "relation", partition: indexPartition(ctx, ["AGT"]), limit: PAGE } as const;
  for await (const rows of pagesOf(ctx.table, everybody)) {
    const keys = rows.map((row): Key => ({ pk: String(row["pk"]), sk: stateKey(ctx, "").sk }));
    const states = keys.length === 0 ? [] : await ctx.table.batchGet(keys, { consistent: true });
    admins += states.filter((row) => isAdmin(decodeState(agent, row).state as Agent)).length;
  }
  return admins;
}

/**
 * Counts the admins anew, should their number be off: after a deploy whose release before did not keep it, or after
 * somebody wrote to the table.
 *
 * @throws FORBIDDEN, CONFLICT
 * @example await Agent.recountAdmins(desk.as({ kind: "system", workspaceId: "main", name: "repair" }));
 */
export async function recountAdmins(ctx: Ctx): Promise<number> {
  await authorize(ctx, "workspace:recount");
  let admins = 0;
  const own: Ctx = { ...ctx, request: { origin: ctx.request.origin } };
  await execute(own, { name: "agent.recountAdmins", input: {} }, async () => {
    const row = await ctx.table.get(adminsKey(ctx), { consistent: true });
    admins = await countAdmins(ctx);
    const right = row !== null && Number(row["n"]) === admins;
    return { changes: [], records: right ? [] : [{ write: put(ctx, row, admins), refused: () => "retry" as const }] };
  });
  return admins;
}
