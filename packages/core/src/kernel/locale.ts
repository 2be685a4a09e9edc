import { text } from "./text.ts";

/** A BCP 47 language tag, for example `de-AT`, in the one spelling that Intl gives it. */
export const Locale = text(35, 1).transform((value, { issues }) => {
  try {
    return Intl.getCanonicalLocales(value)[0] ?? value;
  } catch {
    issues.push({ code: "custom", message: "Give a BCP 47 language tag, for example de-AT.", input: value });
    return value;
  }
});

/** An IANA zone, for example `Europe/Berlin`. */
export const TimeZone = text(60, 1).refine(isZone, "Give the name of an IANA time zone, for example Europe/Berlin.");

/** An offset is no zone: it knows no summer. */
function isZone(value: string): boolean {
  try {
    return !/^[+-]/.test(value) && new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
