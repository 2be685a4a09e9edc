import * as z from "zod";
import type { Applied, Draft, EventCatalogue } from "../kernel/index.ts";
import { PRIORITIES, SLA_METRICS } from "../workspace/index.ts";
import { Clock, inOrder, nameOf, Story } from "./engine/schema.ts";

/** The clocks of one ticket. They follow it by its events, and never write it. */
export interface Sla {
  readonly id: string;
  readonly ticketId: string;
  /** Where in the ticket's history they have come to. */
  readonly position: number;
  readonly story: Story;
  readonly clocks: readonly Clock[];
  /** The team that the ticket belonged to then. */
  readonly teamId?: string;
}

const background = { editorial: false, version: 1, visibility: "audit" } as const;

/** What other systems are told of a clock. */
export const ClockFacts = z.object({
  ticketId: z.string(),
  metric: z.enum(SLA_METRICS),
  cycle: z.number(),
  policy: z.string(),
  /** The version of the configuration that last promised otherwise. */
  policyVersion: z.number(),
  dueAt: z.number().nullable(),
  /** When it happened: of a warning and a breach the time itself, whoever noticed when. */
  at: z.number(),
  teamId: z.string().nullable(),
  priority: z.enum(PRIORITIES),
});
export type ClockFacts = z.infer<typeof ClockFacts>;

const told = { ...background, payload: ClockFacts };

export const events = {
  "sla.followed": {
    ...background,
    payload: z.object({
      ticketId: z.string(),
      position: z.number(),
      story: Story,
      /** Those that are otherwise than before. */
      clocks: z.array(Clock),
      gone: z.array(z.string()),
      teamId: z.string().nullable(),
    }),
    says: "The clocks of a ticket took in what happened to it, or a policy that changed.",
  },
  "sla.warned": { ...told, says: "A target is about to be missed." },
  "sla.breached": { ...told, says: "A target was missed; `at` is when it was due." },
  "sla.achieved": { ...told, says: "A target was met in time." },
  "sla.met_late": { ...told, says: "What was due is done, after a breach." },
  "sla.cancelled": { ...told, says: "A target no longer applies; it counts in no rate." },
  "sla.resumed": {
    ...told,
    says: "A target that was settled, or late by another promise, counts again: the ticket was opened again or came back, or the promise changed.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
export type SlaDraft = Draft<Events>;

/** The state after an event. What other systems are told is all in what the clocks took in before. */
export function evolve(state: Sla | undefined, event: Applied<Events>): Sla {
  if (event.type !== "sla.followed") return state as Sla;
  const { ticketId, position, story, clocks: changed, gone, teamId } = event.payload;
  const names = new Set([...changed.map(nameOf), ...gone]);
  const kept = (state?.clocks ?? []).filter((clock) => !names.has(nameOf(clock)));
  const clocks = [...kept, ...changed].sort(inOrder);
  return { id: event.aggregateId, ticketId, position, story, clocks, ...(teamId === null ? {} : { teamId }) };
}
