import type { ClockSpanReason, ClockState, Period } from "@switchboard/core/sla";
import type { SlaMetric as Metric, SlaTime as Time } from "@switchboard/core/workspace";
import { enumOf } from "./enums.ts";

export const SlaMetric = enumOf<Metric>("SlaMetric", "What a service level measures.", {
  FIRST_RESPONSE: "From the customer's first words to the first public answer. Never pauses.",
  NEXT_RESPONSE: "From the oldest unanswered words after an answer to the next one; again each time. Never pauses.",
  PERIODIC_UPDATE: "From each public answer to the next, until the ticket is solved. Never pauses.",
  PAUSABLE_UPDATE: "The same, paused while the ticket waits for the customer.",
  AGENT_WORK: "From creation to the solution, without waiting for the customer or a third party.",
  REQUESTER_WAIT: "From creation to the solution, without waiting for the customer.",
  TOTAL_RESOLUTION: "From creation to the solution.",
});

export const SlaTime = enumOf<Time>("SlaTime", "Which minutes a target counts.", {
  BUSINESS: "Those of the policy's calendar; around the clock without one.",
  CALENDAR: "All of them.",
});

export const SlaClockState = enumOf<ClockState>("SlaClockState", "Where a clock stands.", {
  PENDING: "It runs, or is paused.",
  IMMINENT: "It is about to be late.",
  BREACHING: "It is late, and still to be done.",
  BREACHED: "It was done late, or came to nothing late.",
  ACHIEVED: "It was done in time.",
  CANCELLED: "It no longer applies; it counts in no rate.",
});

export const SlaSpanReason = enumOf<ClockSpanReason>("SlaSpanReason", "Why a span of time counts, or does not.", {
  OPEN: "It is within the hours of the calendar, or all hours count.",
  CLOSED: "It is outside the hours of the calendar.",
  HOLIDAY: "It is a holiday of every year.",
  OVERRIDE: "It is a date with hours of its own, or with none.",
  PAUSED: "The ticket waited, was solved, or was out of sight.",
});

export const SlaPeriod = enumOf<Period>("SlaPeriod", "How long a row of figures is.", {
  DAY: "A day, UTC.",
  WEEK: "A week from Monday, UTC.",
  MONTH: "A month, UTC.",
  WHOLE: "All the time that was asked for.",
});
