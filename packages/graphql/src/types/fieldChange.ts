import type { FieldChange as Core } from "@switchboard/core/table";
import { builder } from "../builder.ts";

export const FieldChange = builder.objectRef<Core>("FieldChange").implement({
  description: "One field before and after.",
  fields: (t) => ({
    field: t.exposeString("field", { description: "Which field." }),
    before: t.field({
      type: "JSON",
      nullable: true,
      description: "What it was; null where there was nothing. Times in milliseconds.",
      resolve: ({ before }) => before,
    }),
    after: t.field({
      type: "JSON",
      nullable: true,
      description: "What it is then; null where there is nothing. Times in milliseconds.",
      resolve: ({ after }) => after,
    }),
  }),
});
