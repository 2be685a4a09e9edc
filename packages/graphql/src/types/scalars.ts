import { iso } from "@switchboard/core/kernel";
import { GraphQLError } from "graphql";
import { builder } from "../builder.ts";

const refuse = (message: string) => new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });

const RFC3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Milliseconds of an RFC 3339 time; dates that no calendar has are refused, not rolled over. */
export function parseDateTime(value: unknown): number {
  const match = typeof value === "string" ? RFC3339.exec(value) : null;
  const [, year, month, day] = match ?? [];
  if (!match || Number(day) > daysIn(Number(year), Number(month)) || Number(day) === 0) {
    throw refuse("A DateTime is RFC 3339 with a zone, for example 2026-11-02T09:00:00.000Z.");
  }
  return Date.parse(match[0].toUpperCase());
}

function daysIn(year: number, month: number): number {
  return month < 1 || month > 12 ? 0 : new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const UNITS = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 } as const;
const ISO8601 =
  /^P(?=\d|T\d)(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d{1,3})?)S)?)?$/;

/** Milliseconds of an ISO 8601 duration. Years and months have no fixed length, so they are none. */
export function parseDuration(value: unknown): number {
  const match = typeof value === "string" ? ISO8601.exec(value) : null;
  if (!match) throw refuse("A Duration is ISO 8601 in weeks, days and times, for example PT4H or P1DT30M.");
  return Object.values(UNITS).reduce((sum, unit, i) => sum + Math.round(Number(match[i + 1] ?? 0) * unit), 0);
}

export function formatDuration(ms: number): string {
  const days = Math.floor(ms / UNITS.D);
  const hours = Math.floor((ms % UNITS.D) / UNITS.H);
  const minutes = Math.floor((ms % UNITS.H) / UNITS.M);
  const seconds = (ms % UNITS.M) / UNITS.S;
  const time = `${hours ? `${hours}H` : ""}${minutes ? `${minutes}M` : ""}${seconds ? `${seconds}S` : ""}`;
  return days === 0 && time === "" ? "PT0S" : `P${days ? `${days}D` : ""}${time ? `T${time}` : ""}`;
}

function text(what: string) {
  return (value: unknown): string => {
    if (typeof value !== "string") throw refuse(`${what} is text.`);
    return value;
  };
}

builder.scalarType("DateTime", {
  description: "A time: RFC 3339, in UTC with milliseconds when we write it, with any offset when you do.",
  serialize: (at) => iso(at as number),
  parseValue: parseDateTime,
});

builder.scalarType("Duration", {
  description: "A stretch of time: ISO 8601 in weeks, days, hours, minutes and seconds, for example `PT4H`.",
  serialize: (ms) => formatDuration(ms as number),
  parseValue: parseDuration,
});

builder.scalarType("EmailAddress", {
  description: "An e-mail address. One that is none is answered with a ValidationError that names its place.",
  serialize: (address) => address as string,
  parseValue: text("An EmailAddress"),
});

builder.scalarType("URL", {
  description: "An absolute URL.",
  serialize: (url) => url as string,
  parseValue: text("A URL"),
});

builder.scalarType("JSON", {
  description: "Any JSON value.",
  serialize: (value) => value,
  parseValue: (value) => value,
});
