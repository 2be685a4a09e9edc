import type { Kind } from "../workspace/index.ts";

/** Kinds of which something is broken: how far it reaches and how soon it hurts says how urgent they are. */
const KINDS: ReadonlySet<Kind> = new Set(["INCIDENT", "PROBLEM"]);

export const hasImpact = (kind: Kind): boolean => KINDS.has(kind);
