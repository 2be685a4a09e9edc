import * as z from "zod";
import { text } from "../kernel/index.ts";
import { KINDS, type Kind, LEVELS, type Level, PARENT_GUARDS, PRIORITIES, type Priority } from "./trade.ts";

/** What a workspace makes of a kind of ticket; what is absent is as it comes. */
const KindChange = z.object({
  /** Whether tickets of this kind are opened, and others become it. */
  enabled: z.boolean().optional(),
  label: text(100, 1).optional(),
  parentGuard: z.enum(PARENT_GUARDS).optional(),
});
export const KindSettings = z.object({ kind: z.enum(KINDS) }).extend(KindChange.shape);
export type KindSettings = z.infer<typeof KindSettings>;

export const Kinds = z.partialRecord(z.enum(KINDS), KindChange);

const LABELS: Readonly<Record<Kind, string>> = {
  QUESTION: "Question",
  INCIDENT: "Incident",
  PROBLEM: "Problem",
  SERVICE_REQUEST: "Service request",
  TASK: "Task",
  RETURN: "Return",
  FEEDBACK: "Feedback",
};

/** A kind as it is in force. */
export const kindOf = (config: { readonly kinds: z.infer<typeof Kinds> }, kind: Kind) => ({
  kind,
  enabled: config.kinds[kind]?.enabled ?? true,
  label: config.kinds[kind]?.label ?? LABELS[kind],
  parentGuard: config.kinds[kind]?.parentGuard ?? "NONE",
});
export type KindInForce = ReturnType<typeof kindOf>;

const Row = z.record(z.enum(LEVELS), z.enum(PRIORITIES));
/** Priority by impact, then urgency. */
export const Matrix = z.record(z.enum(LEVELS), Row);
export type Matrix = Readonly<Record<Level, Readonly<Record<Level, Priority>>>>;

/** ITIL's: the wider and the more urgent, the sooner. */
export const DEFAULT_MATRIX = {
  LOW: { LOW: "LOW", MEDIUM: "LOW", HIGH: "NORMAL" },
  MEDIUM: { LOW: "LOW", MEDIUM: "NORMAL", HIGH: "HIGH" },
  HIGH: { LOW: "NORMAL", MEDIUM: "HIGH", HIGH: "URGENT" },
} as const satisfies Matrix;

/** One cell of the matrix. */
export const Cell = z.object({ impact: z.enum(LEVELS), urgency: z.enum(LEVELS), priority: z.enum(PRIORITIES) });
export type Cell = z.infer<typeof Cell>;
