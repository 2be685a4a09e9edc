import * as Customer from "../customer/index.ts";
import { type Ctx, canonical, type Draft } from "../kernel/index.ts";
import { isCounted, type Ticket } from "../ticket/index.ts";
import { type ConditionFacts, type Config, matches, type Queue } from "../workspace/index.ts";
import type { AskedSkills, Events, Route } from "./schema.ts";
import { rankOf } from "./store.ts";

export type Drafts = readonly Draft<Events>[];

/** Whether a ticket waits for somebody to take it. */
export const needsSomebody = (ticket: Ticket): boolean =>
  ticket.assigneeId === undefined && isCounted(ticket) && (ticket.status === "NEW" || ticket.status === "OPEN");

/** What the conditions of queues and rules look at. */
export async function conditionFacts(ctx: Ctx, ticket: Ticket): Promise<ConditionFacts> {
  const { channel, kind, priority, teamId, category, tags, customerId } = ticket;
  return { tier: await Customer.tierOf(ctx, customerId), channel, kind, priority, teamId, category, tags };
}

/** The first queue of the list that is for such a ticket; a last one without conditions is the default. */
export const queueFor = ({ queues }: Config, facts: ConditionFacts): Queue | undefined =>
  queues.find(({ when }) => matches(when, facts));

/** What all rules together ask for: of a skill that several name, the highest level and the strongest wish. */
export function askedSkills({ routing }: Config, facts: ConditionFacts): AskedSkills {
  const rules = routing.skillRules.filter(({ when }) => matches(when, facts));
  const required = best(
    rules.flatMap((rule) => rule.required),
    (a, b) => a.level > b.level,
  );
  const preferred = best(
    rules.flatMap((rule) => rule.preferred),
    (a, b) => a.priority < b.priority || (a.priority === b.priority && a.level > b.level),
  );
  return { required, preferred };
}

function best<S extends { readonly skill: string }>(skills: readonly S[], isBetter: (a: S, b: S) => boolean): S[] {
  const bySkill = new Map<string, S>();
  for (const one of skills) {
    const known = bySkill.get(one.skill);
    if (!known || isBetter(one, known)) bySkill.set(one.skill, one);
  }
  return [...bySkill.values()].sort((a, b) => (a.skill < b.skill ? -1 : 1));
}

/** Where a ticket that needs somebody belongs. */
export interface Place extends AskedSkills {
  readonly queue: Queue;
  /** When its next service level is due, where its queue goes by that. */
  readonly dueAt: number | null;
}

/**
 * What brings the way of a ticket in line with the ticket as it is: into a queue, elsewhere in it, or out of it.
 * `place` is null where no queue is for it.
 */
export function followed(ticket: Ticket, route: Route | null, place: Place | null, now: number): Drafts {
  if (needsSomebody(ticket)) return place ? queued(ticket, route, place, now) : gone(ticket, route, "NO_QUEUE");
  if (ticket.assigneeId === undefined) return gone(ticket, route, "NO_WORK");
  const isKnown = route === null || route.state === "LEFT" || route.agentId === ticket.assigneeId;
  return isKnown ? [] : [assigned(ticket.id, ticket.assigneeId, "PERSON")];
}

export const assigned = (ticketId: string, agentId: string, by: "ROUTING" | "OFFER" | "PERSON"): Draft<Events> => ({
  type: "routing.assigned",
  payload: { ticketId, agentId, by },
});

const gone = ({ id: ticketId }: Ticket, route: Route | null, why: "NO_WORK" | "NO_QUEUE"): Drafts =>
  route === null || route.state === "LEFT" ? [] : [{ type: "routing.left", payload: { ticketId, why } }];

/** While it is offered to somebody it stays where it is: they may take it yet. */
function queued(ticket: Ticket, route: Route | null, place: Place, now: number): Drafts {
  if (route?.state === "OFFERED") return [];
  const begins = route?.state !== "WAITING";
  const eligibleSince = begins ? (ticket.unansweredSince ?? now) : route.eligibleSince;
  const { queue, dueAt, required, preferred } = place;
  const rank = rankOf(queue.order === "DUE" ? { dueAt } : { priority: ticket.priority }, eligibleSince);
  const next = { queue: queue.key, rank, required: [...required], preferred: [...preferred] };
  if (!begins && canonical(next) === canonical(placeOf(route))) return [];
  return [{ type: "routing.queued", payload: { ticketId: ticket.id, eligibleSince, begins, ...next } }];
}

const placeOf = ({ queue, rank, required, preferred }: Route) => ({ queue, rank, required, preferred });
