import * as z from "zod";
import { email, Key, Locale, Meta, text } from "../kernel/index.ts";
import { TemplateKey } from "./template.ts";
import { KINDS } from "./trade.ts";

/** What happens when a customer answers a closed ticket (DOMAIN 2). */
export const FollowUp = z.object({
  policy: z.enum(["REOPEN", "NEW_TICKET", "REOPEN_WITHIN"]),
  /** Days since the last closing, for REOPEN_WITHIN. */
  days: z.number().int().min(1).max(365),
  /** Whether the ticket that follows keeps its owner. */
  owner: z.enum(["KEEP", "RESET"]),
});
export type FollowUp = z.infer<typeof FollowUp>;

/** Which template answers a new ticket at once, by when it came; without one nothing is sent then. */
const Acknowledgement = z.object({
  open: TemplateKey.optional(),
  closed: TemplateKey.optional(),
  holiday: TemplateKey.optional(),
  /** Whose hours say which of them; without one it is always open. */
  calendar: Key.optional(),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

const ownAddress = email.refine(
  (address) => !address.includes("+"),
  "What stands behind a plus sign is ours: give the address without it.",
);

/** What mail to an address comes to; what is absent is as the workspace has it. */
const Treatment = z.object({
  /** The team that new tickets start with. */
  team: Key,
  /** What new tickets are; QUESTION when absent. */
  kind: z.enum(KINDS),
  /** The language that is written in where the customer's is not known. */
  locale: Locale,
  /** In whose name it is written, for companies of several brands. */
  brand: text(100, 1),
  /** Takes the place of the workspace's, for tickets of this address. */
  followUp: FollowUp,
  /** What stands under every answer from this address. */
  footer: text(2_000, 1),
  acknowledgement: Acknowledgement,
  /** Which template answers what a customer adds while the calendar of the acknowledgement is closed. */
  awayOnReply: TemplateKey,
});

/** An address customers write to. */
export const SupportAddress = z.object({ address: ownAddress, name: text(100, 1) }).extend(Treatment.partial().shape);
export type SupportAddress = z.infer<typeof SupportAddress>;

/** What of an address can be changed: absent stays, null takes it away. */
const { followUp: _, ...treated } = Treatment.shape;
const Changes = z.object({ name: SupportAddress.shape.name.optional(), followUp: FollowUp.partial().nullish() });
type Nullish<T extends z.ZodRawShape> = { [K in keyof T]: z.ZodOptional<z.ZodNullable<T[K]>> };
const nullish = Object.fromEntries(
  Object.entries(treated).map(([field, schema]) => [field, schema.nullish()]),
) as Nullish<typeof treated>;

/** What of an address can be taken away again. */
export const ADDRESS_PARTS = Object.keys(Treatment.shape) as readonly (keyof typeof Treatment.shape)[];
export type AddressPart = (typeof ADDRESS_PARTS)[number];

export const AddAddressInput = Meta.extend({ address: ownAddress, name: text(100, 1) });
export const ChangeAddressInput = Meta.extend({ address: email, ...Changes.shape, ...nullish });
export const RemoveAddressInput = Meta.extend({ address: email });

export type AddAddressInput = z.input<typeof AddAddressInput>;
export type ChangeAddressInput = z.input<typeof ChangeAddressInput>;
export type RemoveAddressInput = z.input<typeof RemoveAddressInput>;
