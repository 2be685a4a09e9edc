import * as z from "zod";
import { text } from "../kernel/index.ts";
import { Key } from "./field.ts";

/** A place in the tree of what tickets belong to. */
export const Category = z.object({
  key: Key,
  label: text(100, 1),
  /** The key of the category above; at the top when absent. */
  parent: Key.optional(),
  /** Kept for what has it already; nothing gets it any more. What is below it is not retired with it. */
  retired: z.boolean().optional(),
});
export type Category = z.infer<typeof Category>;

/** Levels of the tree. */
export const MAX_DEPTH = 5;
