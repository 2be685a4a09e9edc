/**
 * Business time: calendars, and what elapses by them. Pure; it knows neither the table nor who asks.
 *
 * @module
 */
export { addBusiness, businessBetween, hoursOpen, isOpen, isWithinHours, neverOpens, nextOpening } from "./business.ts";
export { type CalendarProblem, holidaysFromICalendar, type ImportedHolidays } from "./ical.ts";
export {
  type BusinessProof,
  type BusinessSpan,
  businessProof,
  MAX_SPANS,
  SPAN_REASONS,
  type SpanReason,
} from "./proof.ts";
export { BusinessCalendar, CalendarOverride, Holiday, LocalDate, MAX_HOLIDAYS, MAX_OVERRIDES } from "./schema.ts";
export {
  DAYS,
  type Day,
  DayInterval,
  DayIntervals,
  Interval,
  MAX_INTERVALS,
  minutesOf,
  StoredHours,
  WeekIntervals,
  WorkingHours,
} from "./week.ts";
