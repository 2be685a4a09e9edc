import type * as z from "zod";
import type { Known } from "../identity.ts";
import type { Tier } from "./profile.ts";

/** Somebody who asks. What they are known by belongs to one customer of the workspace. */
export interface Customer extends Known {
  readonly id: string;
  readonly name?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly tier: z.infer<typeof Tier>;
  readonly createdAt: number;
  /** What the company's page made up for a visitor nobody knew. No way to reach them, and never listed as one. */
  readonly visitor?: string;
  /** The company they were put in by hand; else it follows from their e-mail domain. */
  readonly companyId?: string;
  /** Whom they were merged into, and when (ms): they change no more until that is taken back. */
  readonly merged?: Merged;
  /** Everybody merged into them, directly or through another; absent when there is nobody. */
  readonly sources?: readonly string[];
  /** By category of notice; absent when nothing was ever said. */
  readonly consents?: Readonly<Record<string, Consent>>;
  /** Why no mail goes to them; absent when it does. */
  readonly suppressions?: readonly Suppression[];
  /** Values of the company's own fields; they lie in a row of their own. Absent when there are none. */
  readonly attributeCount?: number;
}

/** Of one customer: what came to them by merging must stay readable as one row. */
export const MAX_VISITORS = 40;

export interface Merged {
  readonly into: string;
  readonly at: number;
}

export interface Consent {
  readonly granted: boolean;
  /** When it was given or withdrawn, ms. */
  readonly at: number;
}

export const SUPPRESSION_REASONS = ["BOUNCE", "COMPLAINT", "REQUEST"] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

export interface Suppression {
  readonly reason: SuppressionReason;
  readonly note?: string;
  /** Since when, ms. */
  readonly at: number;
}
