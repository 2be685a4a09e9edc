import * as z from "zod";
import { type EventCatalogue, email, id, Meta, text } from "../../kernel/index.ts";

/** Why no mail goes to an address: its server refused it for good, somebody there called ours spam, or asked. */
export const SUPPRESSION_REASONS = ["BOUNCE", "COMPLAINT", "REQUEST"] as const;
export const SuppressionReason = z.enum(SUPPRESSION_REASONS);
export type SuppressionReason = z.infer<typeof SuppressionReason>;

/** An address that no mail goes to, or went to none once. Of an address, whoever has it: not of a person. */
export interface SuppressedAddress {
  readonly id: string;
  readonly address: string;
  readonly reason: SuppressionReason;
  /** The mail that showed it, where one did. */
  readonly deliveryId?: string | undefined;
  /** What somebody wrote down about it. */
  readonly note?: string | undefined;
  /** False once it was lifted. */
  readonly active: boolean;
  /** Since when, ms. */
  readonly createdAt: number;
}

export const SuppressAddressInput = Meta.extend({ address: email, note: text(500).optional() });
export const LiftAddressInput = Meta.extend({ suppressionId: id("sup"), reason: text(500, 1) });
export type SuppressAddressInput = z.input<typeof SuppressAddressInput>;
export type LiftAddressInput = z.input<typeof LiftAddressInput>;

export const events = {
  "suppression.added": {
    payload: z.object({ reason: SuppressionReason, deliveryId: z.string().optional() }),
    content: z.object({ address: z.string(), note: z.string().optional() }),
    visibility: "audit",
    editorial: true,
    version: 1,
    says: "No mail goes to an address any more.",
  },
  "suppression.lifted": {
    payload: z.object({}),
    content: z.object({ reason: z.string() }),
    visibility: "audit",
    editorial: true,
    version: 1,
    says: "Mail goes to an address again; somebody said why.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
