/** The languages to look for when somebody wants one: `zh-Hant-TW`, `zh-Hant`, `zh`. */
function widening(locale: string): readonly string[] {
  const parts = locale.split("-");
  return parts.map((_, i) => parts.slice(0, parts.length - i).join("-"));
}

const languageOf = (locale: string): string => (locale.split("-")[0] ?? locale).toLowerCase();

/**
 * The body in the first language that is wanted and there: as it is, then without its region, then in another region.
 * Where none fits, the first one.
 *
 * @example inLanguage([{ locale: "en" }, { locale: "pt" }], ["pt-BR"]); // { locale: "pt" }
 */
export function inLanguage<B extends { readonly locale: string }>(
  bodies: readonly B[],
  wanted: readonly (string | undefined)[],
): B | undefined {
  for (const locale of wanted) {
    if (locale === undefined) continue;
    for (const wider of widening(locale)) {
      const found = bodies.find((one) => one.locale.toLowerCase() === wider.toLowerCase());
      if (found) return found;
    }
    const near = bodies.find((one) => languageOf(one.locale) === languageOf(locale));
    if (near) return near;
  }
  return bodies[0];
}

/** How times are written under words of one language: as somebody wants it, where that is their language. */
export const writtenIn = (body: string, wanted: string | undefined): string =>
  wanted !== undefined && languageOf(wanted) === languageOf(body) ? wanted : body;

/**
 * So many minutes in words, in the largest unit that says it exactly; days are those of a clock, so hours go up to two
 * days.
 *
 * @example durationIn(240, "de") // "4 Stunden"
 */
export function durationIn(minutes: number, locale: string): string {
  const [unit, size] =
    minutes % 1_440 === 0 && minutes >= 2_880 ? (["day", 1_440] as const) : inHours(minutes) ? HOURS : MINUTES;
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(minutes / size);
}

const HOURS = ["hour", 60] as const;
const MINUTES = ["minute", 1] as const;
const inHours = (minutes: number): boolean => minutes >= 60 && minutes % 30 === 0;
