import { type Ctx, id, parse, reachOf } from "../kernel/index.ts";
import { change, loadMany, type Result } from "../table/index.ts";
import { assertHeld, configInForce } from "../workspace/index.ts";
import * as decide from "./decideWork.ts";
import { type AgentLoad, decodeLoad, loadKey } from "./load.ts";
import { op } from "./operations.ts";
import { type Agent, ChangeCapacityInput, ChangeSkillsInput } from "./schema.ts";
import { agent } from "./store.ts";

/**
 * Says what somebody can do that not everybody can: all of their skills, each at a level from 1 to 5.
 *
 * @throws VALIDATION for a skill there is not, NOT_FOUND, FORBIDDEN, TRANSITION for one who has left, CONFLICT
 * @example await Agent.changeSkills(ctx, { agentId, skills: [{ skill: "german", level: 3 }] });
 */
export async function changeSkills(ctx: Ctx, raw: ChangeSkillsInput): Promise<Result<Agent>> {
  const input = parse(ChangeSkillsInput, raw);
  return change(ctx, agent, op("agent.changeSkills", input), async ({ state }) => {
    const kept = new Set((state.skills ?? []).map(({ skill }) => skill));
    const { config } = await configInForce(ctx);
    // One that went away is left, never learnt.
    const known = [...config.skills, ...[...kept].map((key) => ({ key, label: key }))];
    assertHeld({ skills: known }, input.skills, ["skills"]);
    return decide.changeSkills(state, input.skills);
  });
}

/**
 * Says how much work somebody takes at once, in units; what a ticket costs is the workspace's to say. Null takes it back
 * to what everybody has. `weight` is their share where a queue spreads by weight.
 *
 * @throws VALIDATION for what is no whole number, or negative, NOT_FOUND, FORBIDDEN, TRANSITION, CONFLICT
 * @example await Agent.changeCapacity(ctx, { agentId, capacity: { units: 8, byClass: { CHAT: 2 } } });
 */
export async function changeCapacity(ctx: Ctx, raw: ChangeCapacityInput): Promise<Result<Agent>> {
  const input = parse(ChangeCapacityInput, raw);
  return change(ctx, agent, op("agent.changeCapacity", input), ({ state }) => decide.changeCapacity(state, input));
}

/** What an agent carries right now; nothing of who is out of reach. @throws FORBIDDEN, BAD_USER_INPUT */
export async function loadOf(ctx: Ctx, agentId: string): Promise<AgentLoad> {
  const known = parse(id("agt"), agentId);
  const [found] = await loads(ctx, [known]);
  return found ?? decodeLoad(known, undefined);
}

/** The load of many at once, in the order asked; nothing of who is out of reach. For dataloaders. @throws FORBIDDEN */
export async function loads(ctx: Ctx, ids: readonly string[]): Promise<readonly AgentLoad[]> {
  const reach = await reachOf(ctx, "agent:read");
  const unique = [...new Set(ids)];
  const [states, rows] = await Promise.all([
    loadMany(ctx, agent, unique),
    unique.length === 0 ? [] : ctx.table.batchGet(unique.map((one) => loadKey(ctx, one))),
  ]);
  const byKey = new Map(rows.map((row) => [row["pk"], row]));
  return ids.map((one) => {
    const state = states[unique.indexOf(one)]?.state as Agent | undefined;
    const isShown = state !== undefined && reach.has(agent.target(state));
    return decodeLoad(one, isShown ? byKey.get(loadKey(ctx, one).pk) : undefined);
  });
}
