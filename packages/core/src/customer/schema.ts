import * as z from "zod";
import { type EventCatalogue, email, id, Meta, text } from "../kernel/index.ts";

const TIER = ["STANDARD", "PRIORITY", "VIP"] as const;

const Profile = z.object({
  name: text(200).optional(),
  /** BCP 47, for example `de-AT`. */
  locale: text(35).optional(),
  /** IANA zone, for example `Europe/Berlin`. */
  timeZone: text(60).optional(),
  tier: z.enum(TIER).optional(),
});
export type Profile = z.infer<typeof Profile>;

/** Somebody who asks. One e-mail address belongs to one customer of the workspace. */
export interface Customer {
  readonly id: string;
  readonly email: string;
  readonly name?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly tier: (typeof TIER)[number];
  readonly createdAt: number;
}

export const UpsertInput = Meta.extend({ email }).extend(Profile.shape);
export const UpdateInput = Meta.extend({ customerId: id("cus") }).extend(Profile.shape);

export type UpsertInput = z.input<typeof UpsertInput>;
export type UpdateInput = z.input<typeof UpdateInput>;

/** What an upsert came to. */
export type UpsertOutcome = "CREATED" | "UPDATED" | "NOOP";

const audit = { visibility: "audit", editorial: true, version: 1 } as const;
const Changed = z.object({ fields: z.array(z.string()) });

export const events = {
  "customer.created": {
    ...audit,
    payload: Changed,
    content: Profile.extend({ email: z.string() }),
    says: "Somebody is known to the desk.",
  },
  "customer.changed": {
    ...audit,
    payload: Changed,
    content: Profile,
    says: "Facts about a customer changed; `fields` names which.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
