import * as z from "zod";
import {
  authorize,
  type Ctx,
  id,
  invalid,
  parse,
  reachOf,
  text,
  throttled,
  transition,
  whoActs,
} from "../kernel/index.ts";
import { decodeState, need, type RecordWrite, stateKey } from "../table/index.ts";
import { CHANNELS } from "../workspace/index.ts";
import {
  type AgentPresence,
  decodePresence,
  offline,
  PRESENCE_STATES,
  presenceKey,
  presenceRow,
} from "./presenceRow.ts";
import type { Agent } from "./schema.ts";
import { agent } from "./store.ts";

export const SetPresenceInput = z.object({
  agentId: id("agt").optional(),
  state: z.enum(PRESENCE_STATES),
  reason: text(100, 1).optional(),
  channels: z
    .array(z.enum(CHANNELS))
    .min(1, "Name at least one channel, or leave them out for all of them.")
    .transform((channels) => CHANNELS.filter((one) => channels.includes(one)))
    .optional(),
});
export type SetPresenceInput = z.input<typeof SetPresenceInput>;

/** Who may not work is not there, also when they come back. */
export const presenceGone = (ctx: Ctx, agentId: string): RecordWrite => ({
  write: { kind: "delete", key: presenceKey(ctx, agentId) },
});

/**
 * Who did not answer what rang takes no more for now: the row, for the commit that gives it to others. The commit is
 * decided anew when they are not there any more by then.
 */
export const wentAway = (ctx: Ctx, agentId: string, reason: string): RecordWrite => ({
  write: {
    kind: "put",
    row: presenceRow(ctx, { agentId, state: "AWAY", reason, since: ctx.clock.now(), by: whoActs(ctx) }),
    condition: { expression: "#do = :there", names: { "#do": "do" }, values: { ":there": "ONLINE" } },
  },
});

/**
 * Says whether somebody takes work now: the caller, or whom they name and may speak for. What is not given is not so:
 * no reason, all channels.
 *
 * @throws NOT_FOUND, FORBIDDEN, TRANSITION for who is not active, VALIDATION when nobody is named and the caller is no agent
 * @example await Agent.setPresence(ctx, { state: "AWAY", reason: "Lunch" });
 */
export async function setPresence(ctx: Ctx, raw: SetPresenceInput): Promise<AgentPresence> {
  const { agentId, state, reason, channels } = parse(SetPresenceInput, raw);
  await authorize(ctx, "agent:edit");
  const wanted = agentId ?? (ctx.actor.kind === "agent" ? ctx.actor.agentId : undefined);
  if (wanted === undefined)
    throw invalid("Name the agent: only an agent has a presence without being named.", ["agentId"]);
  const found = await need(ctx, agent, wanted, { permission: "agent:edit", path: ["agentId"] });
  const { status } = found.state;
  if (status !== "ACTIVE") throw transition(`Who is ${status} is OFFLINE.`, [], ["agentId"]);
  const before = await ctx.table.get(presenceKey(ctx, wanted), { consistent: true });
  const since = before?.["do"] === state ? Number(before["at"]) : ctx.clock.now();
  const row = presenceRow(ctx, { agentId: wanted, state, reason, channels, since, by: whoActs(ctx) });
  if (!(await ctx.table.write({ kind: "put", row })).done) throw throttled();
  return decodePresence(row);
}

/** The presence of one agent: OFFLINE for who never said anything, and for who may not work. @throws NOT_FOUND, FORBIDDEN */
export async function presence(ctx: Ctx, agentId: string): Promise<AgentPresence> {
  const known = parse(id("agt"), agentId);
  await need(ctx, agent, known, { permission: "agent:read" });
  return (await presences(ctx, [known]))[0] ?? offline(known);
}

/** The presence of many at once, in the order asked. For dataloaders. @throws FORBIDDEN */
export async function presences(ctx: Ctx, ids: readonly string[]): Promise<readonly AgentPresence[]> {
  const reach = await reachOf(ctx, "agent:read");
  const unique = [...new Set(ids)];
  const keys = unique.flatMap((one) => [presenceKey(ctx, one), stateKey(ctx, one)]);
  const byKey = new Map((keys.length === 0 ? [] : await ctx.table.batchGet(keys)).map((row) => [row["pk"], row]));
  return ids.map((agentId) => {
    const [said, state] = [byKey.get(presenceKey(ctx, agentId).pk), byKey.get(stateKey(ctx, agentId).pk)];
    const one = state && (decodeState(agent, state).state as Agent);
    return said && one?.status === "ACTIVE" && reach.has(agent.target(one)) ? decodePresence(said) : offline(agentId);
  });
}
