import * as z from "zod";
import { text } from "../kernel/index.ts";
import { Condition } from "./condition.ts";
import { Key } from "./field.ts";

/** The highest level of a skill: 1 is enough to help, 5 is who others ask. */
export const HIGHEST_LEVEL = 5;

const LEVEL = `A level is a whole number from 1 to ${HIGHEST_LEVEL}.`;
export const SkillLevel = z.number().int(LEVEL).min(1, LEVEL).max(HIGHEST_LEVEL, LEVEL);

/** Something that not everybody of the desk can do: a language, a product, a machine. */
export const Skill = z.object({ key: Key, label: text(100, 1) });
export type Skill = z.infer<typeof Skill>;

/** A skill at a level, as a ticket asks for it and an agent has it. */
export const HeldSkill = z.object({ skill: Key, level: SkillLevel.default(1) });
export type HeldSkill = z.infer<typeof HeldSkill>;

/** A skill that would be better. Groups are given up one by one: 3 first, 1 last (DOMAIN 5). */
export const PreferredSkill = HeldSkill.extend({ priority: z.union([z.literal(1), z.literal(2), z.literal(3)]) });
export type PreferredSkill = z.infer<typeof PreferredSkill>;

export const MOST_SKILLS_OF_A_TICKET = 20;
export const RequiredSkills = z.array(HeldSkill).max(MOST_SKILLS_OF_A_TICKET);
export const PreferredSkills = z.array(PreferredSkill).max(MOST_SKILLS_OF_A_TICKET);

/** What tickets of a sort ask for. All rules that hold are taken together. */
export const SkillRule = z.object({
  when: Condition,
  required: RequiredSkills.default([]),
  preferred: PreferredSkills.default([]),
});
export type SkillRule = z.infer<typeof SkillRule>;
