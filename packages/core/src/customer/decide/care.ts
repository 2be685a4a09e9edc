import { limit } from "../../kernel/index.ts";
import { type Customer, MAX_CONSENTS, type SuppressionReason } from "../schema/index.ts";
import type { Drafts } from "./profile.ts";

/** The same again is nothing new, and keeps its time. @throws LIMIT over twenty categories */
export function consent({ consents = {} }: Customer, category: string, granted: boolean): Drafts {
  const before = consents[category];
  if (before?.granted === granted) return [];
  if (!before && Object.keys(consents).length >= MAX_CONSENTS) {
    throw limit(`There are at most ${MAX_CONSENTS} categories of consent.`, MAX_CONSENTS, ["category"]);
  }
  return [{ type: "customer.consent_changed", payload: { category, granted } }];
}

export function suppress({ suppressions = [] }: Customer, reason: SuppressionReason, note?: string): Drafts {
  const before = suppressions.find((one) => one.reason === reason);
  if (before && (note === undefined || note === before.note)) return [];
  return [{ type: "customer.suppressed", payload: { reason }, content: note === undefined ? {} : { note } }];
}

/** A reason that is not there changes nothing. */
export const lift = ({ suppressions = [] }: Customer, reason: SuppressionReason): Drafts =>
  suppressions.some((one) => one.reason === reason)
    ? [{ type: "customer.suppression_lifted", payload: { reason } }]
    : [];

export const company = ({ companyId }: Customer, wanted: string | null): Drafts =>
  (companyId ?? null) === wanted ? [] : [{ type: "customer.company_set", payload: { companyId: wanted } }];

export const noted = (text: string): Drafts => [{ type: "customer.noted", payload: {}, content: { text } }];

export const noteRedacted = (sequence: number, reason: string): Drafts => [
  { type: "customer.note_redacted", payload: { sequence, reason } },
];
