import * as z from "zod";
import { text } from "../kernel/index.ts";
import { Key } from "./field.ts";
import type { Status } from "./trade.ts";

/** The categories that may be told apart further: not those that a time or the end alone says. */
export const STATUS_CATEGORIES = [
  "NEW",
  "OPEN",
  "WAITING_ON_CUSTOMER",
  "WAITING_ON_THIRD_PARTY",
  "RESOLVED",
] as const satisfies readonly Status[];

/** A status of a company's own. Every rule speaks of its category alone (DOMAIN 2). */
export const CustomStatus = z.object({
  key: Key,
  category: z.enum(STATUS_CATEGORIES),
  /** What agents read. */
  label: text(100, 1),
  /** What customers read. */
  customerLabel: text(100, 1),
  /** Kept for what has it already; nothing gets it any more. */
  retired: z.boolean().optional(),
});
export type CustomStatus = z.infer<typeof CustomStatus>;
