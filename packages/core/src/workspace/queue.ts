import * as z from "zod";
import { id, text } from "../kernel/index.ts";
import { Condition } from "./condition.ts";
import { Key } from "./field.ts";

/** Whom of several eligible agents a ticket goes to. */
export const STRATEGIES = ["MOST_SPARE", "LEAST_OPEN", "ROUND_ROBIN", "WEIGHTED"] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** What comes first in a queue: what is more urgent, or what is due earlier. */
export const QUEUE_ORDERS = ["PRIORITY", "DUE"] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

const seconds = (max: number) =>
  z.number().int("Give whole seconds.").min(1, "Give at least one second.").max(max, `Give at most ${max} seconds.`);

const DAY = 86_400;
const PRIORITY = "A queue has a priority from 1, the highest, to 100.";
const Teams = z.array(Key).max(20, "A queue is worked by at most 20 teams.");

/** Where tickets wait for somebody who can take them. */
export const Queue = z
  .object({
    key: Key,
    label: text(100, 1),
    when: Condition.default({}),
    /** Matters to who works several queues: 1 is emptied first. */
    priority: z.number().int(PRIORITY).min(1, PRIORITY).max(100, PRIORITY).default(50),
    strategy: z.enum(STRATEGIES).default("MOST_SPARE"),
    order: z.enum(QUEUE_ORDERS).default("PRIORITY"),
    /** Without any team everybody of the desk works it. */
    primaryTeams: Teams.default([]),
    /** They take over when nobody of the primary ones can, or after `fallbackSeconds` beside them. */
    secondaryTeams: Teams.default([]),
    fallbackSeconds: seconds(DAY).default(300),
    /** After each of these spans one group of preferred skills is given up; never, when absent. */
    skillTimeoutSeconds: seconds(DAY).optional(),
    /** Whether the agent whom the customer had last goes before the others. */
    sticky: z.boolean().default(false),
    overflow: z.object({ afterSeconds: seconds(30 * DAY), agentId: id("agt") }).optional(),
    /** What nobody said anything to for so long is left to people, hours. */
    staleAfterHours: z
      .number()
      .int("Give whole hours.")
      .min(1, "Give at least one hour.")
      .max(8_760, "Give at most a year.")
      .optional(),
    /** How long an offer of a chat or a call rings. */
    pushTimeoutSeconds: seconds(900).default(30),
  })
  .superRefine(({ primaryTeams, secondaryTeams }, found) => {
    const twice = secondaryTeams.findIndex((team) => primaryTeams.includes(team));
    if (twice >= 0) {
      const message = `"${secondaryTeams[twice]}" is a primary team of this queue already.`;
      found.addIssue({ code: "custom", message, path: ["secondaryTeams", twice] });
    }
  });
export type Queue = z.infer<typeof Queue>;
