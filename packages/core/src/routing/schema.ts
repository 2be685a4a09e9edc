import * as z from "zod";
import { type EventCatalogue, id, Meta } from "../kernel/index.ts";
import { CHANNEL_CLASSES, HeldSkill, PreferredSkill, PreferredSkills, RequiredSkills } from "../workspace/index.ts";

/** Where a ticket stands on its way to somebody. */
export const ROUTE_STATES = ["WAITING", "OFFERED", "ASSIGNED", "LEFT"] as const;
export type RouteState = (typeof ROUTE_STATES)[number];

/** Why somebody is not asked again. */
export const EXCLUSIONS = ["DECLINED", "TIMED_OUT"] as const;

/** Why a ticket is in no queue any more, without anybody having it. */
export const LEAVINGS = ["NO_WORK", "NO_QUEUE"] as const;

const Excluded = z.object({ agentId: z.string(), why: z.enum(EXCLUSIONS) });
const Load = z.object({
  units: z.number(),
  cls: z.enum(CHANNEL_CLASSES),
  waiting: z.literal(true).optional(),
});

/** What a ticket asks of whoever takes it. */
export interface AskedSkills {
  readonly required: readonly HeldSkill[];
  readonly preferred: readonly PreferredSkill[];
}

/** The way of one ticket to the person who can best serve it. */
export interface Route extends AskedSkills {
  readonly id: string;
  readonly ticketId: string;
  readonly state: RouteState;
  readonly queue: string;
  /** Since when it waits for somebody, ms: who declines it does not make it younger. */
  readonly eligibleSince: number;
  /** Its place in the queue: the smaller the sooner. */
  readonly rank: string;
  /** What somebody said that it asks for, in the place of what the rules say. */
  readonly skills?: AskedSkills;
  readonly excluded?: readonly z.infer<typeof Excluded>[];
  readonly offer?: Offer;
  readonly agentId?: string;
  /** When time alone may change the answer, ms. */
  readonly retryAt?: number;
  /** Why nobody got it at the last look, as a word that is compared. */
  readonly digest?: string;
}

/** Somebody is asked to take it; it costs them from now on. */
export interface Offer {
  readonly agentId: string;
  readonly until: number;
  readonly load: z.infer<typeof Load>;
}

const OnTicket = Meta.extend({ ticketId: id("tkt") });
export const OfferInput = OnTicket.pick({ ticketId: true, idempotencyKey: true });
export const ChangeTicketSkillsInput = OnTicket.pick({ ticketId: true, idempotencyKey: true }).extend({
  /** Null gives it back to the rules. */
  skills: z.object({ required: RequiredSkills.default([]), preferred: PreferredSkills.default([]) }).nullable(),
});
export type OfferInput = z.input<typeof OfferInput>;
export type ChangeTicketSkillsInput = z.input<typeof ChangeTicketSkillsInput>;

const quiet = { visibility: "audit", editorial: false, version: 1 } as const;
const person = { visibility: "audit", editorial: true, version: 1 } as const;
const Skills = z.object({ required: z.array(HeldSkill), preferred: z.array(PreferredSkill) });
/** What an event keeps of a decision (decide/summary.ts); its whole facts lie in a file by their hash. */
const Summary = z.looseObject({ at: z.number(), configVersion: z.number(), considered: z.number() });

export const events = {
  "routing.queued": {
    ...quiet,
    payload: z.object({
      ticketId: z.string(),
      queue: z.string(),
      eligibleSince: z.number(),
      rank: z.string(),
      ...Skills.shape,
      /** Whether it begins to wait, rather than waits elsewhere from now on: then everybody may be asked again. */
      begins: z.boolean(),
    }),
    says: "The ticket waits for somebody in this queue.",
  },
  "routing.decided": {
    ...quiet,
    payload: z.object({
      ticketId: z.string(),
      queue: z.string(),
      outcome: z.enum(["ASSIGN", "NOBODY", "STALE"]),
      chosen: z.string().nullable(),
      retryAt: z.number().nullable(),
      digest: z.string(),
      /** Of the facts, by which they are found; null where the desk keeps no files. */
      facts: z.string().nullable(),
      summary: Summary,
    }),
    says: "It was decided who gets the ticket, or why nobody does.",
  },
  "routing.offered": {
    ...quiet,
    payload: z.object({ ticketId: z.string(), agentId: z.string(), until: z.number(), load: Load }),
    says: "Somebody is asked to take the ticket, until a time (ms).",
  },
  "routing.declined": {
    ...person,
    payload: z.object({ ticketId: z.string(), agentId: z.string(), why: z.enum(EXCLUSIONS) }),
    says: "Who was asked did not take the ticket: it waits on, as old as it was.",
  },
  "routing.assigned": {
    ...quiet,
    payload: z.object({ ticketId: z.string(), agentId: z.string(), by: z.enum(["ROUTING", "OFFER", "PERSON"]) }),
    says: "Somebody has the ticket: routing gave it to them, they accepted it, or a person said so.",
  },
  "routing.left": {
    ...quiet,
    payload: z.object({ ticketId: z.string(), why: z.enum(LEAVINGS) }),
    says: "The ticket waits for nobody any more.",
  },
  "routing.skills_changed": {
    ...person,
    payload: z.object({ ticketId: z.string(), skills: Skills.nullable() }),
    says: "Somebody said which skills the ticket asks for; null when the rules say so again.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
