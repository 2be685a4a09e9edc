import { builder } from "../builder.ts";

export const RequiredInput = builder.inputType("RequiredSkillInput", {
  description: "A skill that is needed.",
  fields: (t) => ({
    skill: t.string({ required: true, description: "The key of the skill." }),
    level: t.int({ description: "At least this level, 1 to 5; 1 unless said." }),
  }),
});

export const PreferredInput = builder.inputType("PreferredSkillInput", {
  description: "A skill that would be better.",
  fields: (t) => ({
    skill: t.string({ required: true, description: "The key of the skill." }),
    level: t.int({ description: "At least this level, 1 to 5; 1 unless said." }),
    priority: t.int({ required: true, description: "1 to 3: 3 is given up first." }),
  }),
});
