import * as z from "zod";
import { TIERS } from "../../company/index.ts";
import { Locale, TimeZone, text } from "../../kernel/index.ts";

export const Tier = z.enum(TIERS);

/** What is known about somebody besides how they are reached. */
export const Profile = z.object({
  name: text(200).optional(),
  /** BCP 47, for example `de-AT`. */
  locale: Locale.optional(),
  /** IANA zone, for example `Europe/Berlin`. */
  timeZone: TimeZone.optional(),
  tier: Tier.optional(),
});
export type Profile = z.infer<typeof Profile>;

/** The same as an event keeps it: what was written can always be read. */
export const StoredProfile = z.object({
  name: z.string().optional(),
  locale: z.string().optional(),
  timeZone: z.string().optional(),
  tier: Tier.optional(),
});
