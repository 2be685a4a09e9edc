/** A time in a template: printed as it is shown, and still the time for the filter that shows it otherwise. */
export interface Moment {
  readonly at: number;
  toString(): string;
}

/** How times are written: for whom, and on whose clock. */
export interface Shown {
  /** A BCP 47 tag. */
  readonly locale: string;
  /** An IANA zone. */
  readonly timeZone: string;
}

const STYLES = {
  short: { dateStyle: "short", timeStyle: "short" },
  medium: { dateStyle: "medium", timeStyle: "short" },
  long: { dateStyle: "long", timeStyle: "short" },
  full: { dateStyle: "full", timeStyle: "short" },
  date: { dateStyle: "long" },
  time: { timeStyle: "short" },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

export const DATE_STYLES = Object.keys(STYLES);

/**
 * A time as people write it there.
 *
 * @example showTime(at, { locale: "de-AT", timeZone: "Europe/Vienna" }, "date") // "2. November 2026"
 */
export function showTime(at: number, { locale, timeZone }: Shown, style: string = "medium"): string {
  const options = Object.hasOwn(STYLES, style) ? STYLES[style as keyof typeof STYLES] : STYLES.medium;
  return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at);
}

/** Which rendering writes times how: by the scope it was given, as filters know nothing else of it. */
export const shownIn = new WeakMap<object, Shown>();

/** `{{ ticket.createdAt | date: "long" }}`; what is no time stays what it is. */
export function DATE_FILTER(this: { readonly context: { readonly environments: object } }, value: unknown, style = "") {
  const shown = shownIn.get(this.context.environments);
  return isMoment(value) && shown ? showTime(value.at, shown, String(style)) : value;
}

const isMoment = (value: unknown): value is Moment =>
  typeof value === "object" && value !== null && typeof (value as Moment).at === "number";

/** No prototype, so that nothing else can be reached: it prints itself, and has its time. */
export function momentOf(at: number, shown: string): Moment {
  const moment = Object.create(null) as object;
  Object.defineProperties(moment, { at: { value: at }, toString: { value: () => shown } });
  return moment as Moment;
}

/** A value as it is printed: of a list its items, of a group of values nothing. */
export function printed(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(printed).join("");
  return isMoment(value) ? value.toString() : "";
}
