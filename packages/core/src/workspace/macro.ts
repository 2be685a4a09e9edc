import * as z from "zod";
import { id, text } from "../kernel/index.ts";
import { FieldValue, Key } from "./field.ts";
import { TemplateBodies } from "./template.ts";
import { PRIORITIES } from "./trade.ts";

const Tags = z
  .array(
    z
      .string()
      .transform((tag) => tag.trim().toLowerCase())
      .pipe(text(50, 1)),
  )
  .min(1, "Name at least one tag.")
  .max(50);

/** What a macro does to a ticket: the changes that can be made to many at once, and values of fields. */
export const MacroAction = z
  .strictObject({
    assign: z.strictObject({ assigneeId: id("agt") }),
    /** Whoever applies it. */
    assignToMe: z.strictObject({}),
    unassign: z.strictObject({}),
    tag: z.strictObject({ tags: Tags }),
    untag: z.strictObject({ tags: Tags }),
    changePriority: z.strictObject({ priority: z.enum(PRIORITIES), reason: text(500, 1).optional() }),
    changeStatus: z.strictObject({
      status: z.enum(["OPEN", "WAITING_ON_CUSTOMER", "WAITING_ON_THIRD_PARTY"]).optional(),
      customStatus: Key.optional(),
    }),
    resolve: z.strictObject({ customStatus: Key.optional() }),
    changeTeam: z.strictObject({ team: Key.nullable() }),
    changeCategory: z.strictObject({ category: text(100, 1).nullable() }),
    changeFields: z.strictObject({ values: z.record(Key, FieldValue.nullable()) }),
  })
  .partial()
  .refine((action) => Object.keys(action).length === 1, "Name exactly one thing to do.");
export type MacroAction = z.infer<typeof MacroAction>;
export type MacroActionName = keyof MacroAction;

export const MACRO_KINDS = ["REPLY", "NOTE"] as const;
export type MacroKind = (typeof MACRO_KINDS)[number];

const Parts = z.object({
  key: Key,
  name: text(100, 1),
  description: text(500).optional(),
  /** Whether its words go to the customer or stay with the desk. */
  kind: z.enum(MACRO_KINDS).default("REPLY"),
  /** Its words: those of a template, or its own. */
  template: Key.optional(),
  bodies: TemplateBodies.optional(),
  actions: z.array(MacroAction).max(20, "A macro does at most 20 things.").default([]),
});

/** What one click does to a ticket: says something, changes something, or both; all of it or nothing. */
export const Macro = Parts;
export type Macro = z.infer<typeof Parts>;
export const MacroShape = Parts.shape;

/** What it says as a whole; a version that is read is not asked again. */
export function sensibleMacro({ template, bodies, actions }: Macro, found: z.core.$RefinementCtx): void {
  const refuse = (message: string, path: (string | number)[]) => found.addIssue({ code: "custom", message, path });
  if (template !== undefined && bodies) refuse("Give a template or words of its own, not both.", ["bodies"]);
  if (template === undefined && !bodies && actions.length === 0)
    refuse("A macro says something or does something.", ["actions"]);
  const subjects = actions.flatMap((action) => Object.keys(action) as MacroActionName[]).map(subjectOf);
  const twice = subjects.findIndex((subject, i) => subjects.indexOf(subject) < i);
  if (twice >= 0) refuse("Another action says this already.", ["actions", twice]);
}

/** What an action is about: two of one subject would undo each other. */
function subjectOf(name: MacroActionName): string {
  if (name === "assignToMe" || name === "unassign") return "assign";
  return name === "resolve" ? "changeStatus" : name;
}
