import * as z from "zod";
import { TIERS } from "../../company/index.ts";
import { text } from "../../kernel/index.ts";

export const Tier = z.enum(TIERS);

/** In the one spelling that Intl gives it. */
const Locale = text(35, 1).transform((value, { issues }) => {
  try {
    return Intl.getCanonicalLocales(value)[0] ?? value;
  } catch {
    issues.push({ code: "custom", message: "Give a BCP 47 language tag, for example de-AT.", input: value });
    return value;
  }
});

const TimeZone = text(60, 1).refine(isZone, "Give the name of an IANA time zone, for example Europe/Berlin.");

/** An offset is no zone: it knows no summer. */
function isZone(value: string): boolean {
  try {
    return !/^[+-]/.test(value) && new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

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
