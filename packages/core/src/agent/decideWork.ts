import { canonical, type Draft } from "../kernel/index.ts";
import type { HeldSkill } from "../workspace/index.ts";
import type { Events } from "./events.ts";
import { assertStays } from "./moves.ts";
import type { Agent, ChangeCapacityInput } from "./schema.ts";

export function changeSkills(agent: Agent, skills: readonly HeldSkill[]): readonly Draft<Events>[] {
  assertStays(agent.status);
  const after = [...skills].sort((a, b) => (a.skill < b.skill ? -1 : 1));
  const { skills: previous = [] } = agent;
  if (canonical(after) === canonical(previous)) return [];
  return [{ type: "agent.skills_changed", payload: { skills: after, previous: [...previous] } }];
}

/** What is not given stays. */
export function changeCapacity(
  agent: Agent,
  { capacity, weight }: Pick<ChangeCapacityInput, "capacity" | "weight">,
): readonly Draft<Events>[] {
  assertStays(agent.status);
  const before = { capacity: agent.capacity ?? null, weight: agent.weight ?? null };
  const after = {
    capacity: capacity === undefined ? before.capacity : capacity,
    weight: weight === undefined ? before.weight : weight,
  };
  if (canonical(before) === canonical(after)) return [];
  return [{ type: "agent.capacity_changed", payload: { ...after, previous: before } }];
}
