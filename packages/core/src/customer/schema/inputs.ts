import * as z from "zod";
import { body, id, Meta, text } from "../../kernel/index.ts";
import { FieldKey, FieldValue } from "../../workspace/index.ts";
import { GivenEmail, GivenIdentity } from "../identity.ts";
import { SUPPRESSION_REASONS } from "./customer.ts";
import { Profile } from "./profile.ts";

/** Of one customer, with everybody merged into them. */
export const MAX_IDENTITIES = 20;
export const MAX_CONSENTS = 20;
export const MAX_NOTE_BYTES = 4 * 1024;

/** What every change of a customer that exists takes. */
const OnCustomer = Meta.extend({ customerId: id("cus") });

export const UpsertInput = Meta.extend({
  email: GivenEmail.optional(),
  identities: z.array(GivenIdentity).max(MAX_IDENTITIES, `Give at most ${MAX_IDENTITIES} identities.`).optional(),
  ...Profile.shape,
  /** Taken over only when there was none. */
  onCreate: Profile.optional(),
  /** Taken over only when there was one. */
  onUpdate: Profile.optional(),
}).refine(({ email: address, identities = [] }) => address !== undefined || identities.length > 0, {
  message: "Give an e-mail address, or something else they are known by.",
  path: ["identities"],
});
export const UpdateInput = OnCustomer.extend(Profile.shape);
export const IdentityInput = OnCustomer.extend({ identity: GivenIdentity });
export const PrimaryEmailInput = OnCustomer.extend({ email: GivenEmail });
export const MergeInput = Meta.extend({
  targetId: id("cus"),
  sourceIds: z.array(id("cus")).min(1, "Name at least one customer."),
});
export const CustomerInput = OnCustomer;
export const ConsentInput = OnCustomer.extend({ category: FieldKey, granted: z.boolean() });
export const SuppressInput = OnCustomer.extend({
  reason: z.enum(SUPPRESSION_REASONS),
  note: text(200, 1).optional(),
});
export const LiftInput = OnCustomer.extend({ reason: z.enum(SUPPRESSION_REASONS) });
export const AttributesInput = OnCustomer.extend({ values: z.record(z.string(), FieldValue.nullable()) });
export const CompanyInput = OnCustomer.extend({ companyId: id("cmp").nullable() });
export const NoteInput = OnCustomer.extend({ text: body(MAX_NOTE_BYTES) });
export const RedactNoteInput = OnCustomer.extend({ noteId: id("evt"), reason: text(200, 1) });

export type UpsertInput = z.input<typeof UpsertInput>;
export type UpdateInput = z.input<typeof UpdateInput>;
export type IdentityInput = z.input<typeof IdentityInput>;
export type PrimaryEmailInput = z.input<typeof PrimaryEmailInput>;
export type MergeInput = z.input<typeof MergeInput>;
export type CustomerInput = z.input<typeof CustomerInput>;
export type ConsentInput = z.input<typeof ConsentInput>;
export type SuppressInput = z.input<typeof SuppressInput>;
export type LiftInput = z.input<typeof LiftInput>;
export type AttributesInput = z.input<typeof AttributesInput>;
export type CompanyInput = z.input<typeof CompanyInput>;
export type NoteInput = z.input<typeof NoteInput>;
export type RedactNoteInput = z.input<typeof RedactNoteInput>;

/** What an upsert came to. */
export type UpsertOutcome = "CREATED" | "UPDATED" | "NOOP";
