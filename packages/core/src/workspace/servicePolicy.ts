import * as z from "zod";
import { text } from "../kernel/index.ts";
import { Condition } from "./condition.ts";
import { Key } from "./field.ts";
import { PRIORITIES } from "./trade.ts";

/** What a service level measures (DOMAIN 4.2). */
export const SLA_METRICS = [
  "FIRST_RESPONSE",
  "NEXT_RESPONSE",
  "PERIODIC_UPDATE",
  "PAUSABLE_UPDATE",
  "AGENT_WORK",
  "REQUESTER_WAIT",
  "TOTAL_RESOLUTION",
] as const;
export type SlaMetric = (typeof SLA_METRICS)[number];

/** Minutes of the calendar, or of the clock on the wall. */
export const SLA_TIMES = ["BUSINESS", "CALENDAR"] as const;
export type SlaTime = (typeof SLA_TIMES)[number];

const MINUTES = "Give whole minutes from 1 to 525,600.";
const minutes = z.number().int(MINUTES).min(1, MINUTES).max(525_600, MINUTES);

/** How long something may take. Without a priority it is for those that have no target of their own. */
export const SlaTarget = z
  .object({
    metric: z.enum(SLA_METRICS),
    priority: z.enum(PRIORITIES).optional(),
    minutes,
    time: z.enum(SLA_TIMES).default("BUSINESS"),
    /** So long before it is due it is IMMINENT, in minutes of the same time; without it never. */
    warnMinutes: minutes.optional(),
  })
  .refine(({ minutes: target, warnMinutes }) => warnMinutes === undefined || warnMinutes < target, {
    error: "Warn later than at the start: the warning is less than the target.",
    path: ["warnMinutes"],
  });
export type SlaTarget = z.infer<typeof SlaTarget>;

/** What some tickets are promised. The first policy of the list that holds is the ticket's. */
export const SlaPolicy = z
  .object({
    key: Key,
    label: text(100, 1),
    when: Condition.default({}),
    /** The calendar of BUSINESS time; around the clock without one. */
    calendar: Key.optional(),
    targets: z.array(SlaTarget).min(1, "A policy has at least one target.").max(35),
    /** Whether an answer that no person wrote meets a response. */
    automatedRepliesCount: z.boolean().default(false),
  })
  .superRefine(({ targets }, found) => {
    const seen = new Set<string>();
    for (const [i, { metric, priority }] of targets.entries()) {
      const which = `${metric} ${priority}`;
      if (seen.has(which)) {
        found.addIssue({ code: "custom", message: "This metric has a target already.", path: ["targets", i] });
      }
      seen.add(which);
    }
  });
export type SlaPolicy = z.infer<typeof SlaPolicy>;
