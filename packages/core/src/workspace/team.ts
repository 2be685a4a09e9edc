import * as z from "zod";
import { text } from "../kernel/index.ts";
import { Key } from "./field.ts";

/** Agents who work on the same tickets. */
export const Team = z.object({ key: Key, label: text(100, 1) });
export type Team = z.infer<typeof Team>;
